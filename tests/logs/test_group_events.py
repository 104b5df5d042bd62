"""Lines in which a group says who came and who went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commops.logs.group_events import Person, read_event


def named(*names: str) -> tuple[Person, ...]:
    return tuple(Person(name, "") for name in names)


OWN = Person("", "")
WITH_IDS = (Person("乙", "wxid_b"), Person("丙、丁", "wxid_c"))


@pytest.mark.parametrize(
    ("line", "kind", "people"),
    [
        ('"甲"邀请"乙"加入了群聊', "join", named("乙")),
        ("“甲”邀请“乙、丙”加入了群聊", "join", named("乙", "丙")),
        ('你邀请"乙"加入了群聊  撤销', "join", named("乙")),
        ('"甲"邀请你加入了群聊，群聊参与人还有：乙、丙', "join", (OWN,)),
        ('"甲"邀请你和"乙、丙"加入了群聊', "join", (OWN, *named("乙", "丙"))),
        ('"甲(wxid_a)"邀请"乙(wxid_b)、丙、丁(wxid_c)"加入了群聊', "join", WITH_IDS),
        ('"爱邀请人的甲"邀请"被邀请的乙"加入了群聊', "join", named("被邀请的乙")),
        ('"乙"通过扫描"甲"分享的二维码加入群聊', "join", named("乙")),
        ('"乙"通过扫描你分享的二维码加入群聊', "join", named("乙")),
        ("你通过扫描二维码加入群聊，群聊参与人还有：甲", "join", (OWN,)),
        ("乙加入了群聊。", "join", named("乙")),
        ("甲邀请乙加入本群", "join", named("乙")),
        ('你将"乙"移出了群聊', "leave", named("乙")),
        ('"甲"将"乙、丙"移出了群聊', "leave", named("乙", "丙")),
        ('你被"甲"移出群聊', "leave", (OWN,)),
        ("乙被移出群聊。", "leave", named("乙")),
        ("乙已被管理员移出本群", "leave", named("乙")),
        ('"乙"退出了群聊', "leave", named("乙")),
        ('"A" invited "B" to the group chat', "join", named("B")),
        ('You invited "B、C" to the group chat.', "join", named("B", "C")),
        ('"A" invited you to a group chat with "B"', "join", (OWN,)),
        ('"A" invited you and "B, C" to the group chat', "join", (OWN, *named("B", "C"))),
        ('"B" joined the group chat via the QR Code shared by "A".', "join", named("B")),
        ('"B" joined group chat via your shared QR code.', "join", named("B")),
        ('You removed "B" from the group chat', "leave", named("B")),
        ('"A" removed "B" from the group chat', "leave", named("B")),
        ('You were removed from the group chat by "A"', "leave", (OWN,)),
        ('"B" left the group chat', "leave", named("B")),
    ],
)  # fmt: skip
def test_comings_and_goings(line: str, kind: str, people: tuple[Person, ...]) -> None:
    event = read_event(line)
    assert event
    assert (event.kind, event.people) == (kind, people)


@pytest.mark.parametrize(
    "line",
    [
        "", '"甲" 撤回了一条消息', '"甲"修改群名为“读书群”', '"甲"已成为新群主', "收到红包，请在手机上查看",
        '"A" recalled a message',
        '"甲"与群里其他人都不是微信朋友关系，请注意隐私安全', "You're now the group owner.",
    ],
)  # fmt: skip
def test_other_lines(line: str) -> None:
    assert read_event(line) is None


@given(
    st.text(
        alphabet=st.sampled_from('"“”你被将邀请加入了群聊移出退出通过、, ()abwxid_ \ninvited to the group joined'),
        max_size=80,
    )
)
def test_any_line_is_survived(line: str) -> None:
    event = read_event(line)
    assert event is None or all(isinstance(person, Person) for person in event.people)


def test_long_lines_take_no_time() -> None:
    for piece in ("invited ", '"邀请', "removed a from ", "通过" * 3, '(a)、"'):
        read_event(piece * 100_000)
