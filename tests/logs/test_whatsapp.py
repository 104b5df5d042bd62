"""WhatsApp's text export in the notations and languages of its phones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from chatkit import reading, zipped
from hypothesis import given
from hypothesis import strategies as st
from logkit import merged, put

from commops.logs.formats import whatsapp

LRM, RLM, NNBSP = "\u200e", "\u200f", "\u202f"
NAME = "WhatsApp Chat with Paper Boat.txt"
SHANGHAI = "Asia/Shanghai"


def seconds(*parts: int, zone: str = "UTC") -> int:
    return int(dt.datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp())


STARTS = [
    ("3/6/18, 1:55 p.m. - ", (2018, 6, 3, 13, 55)),
    ("03-06-2018, 01.55 PM - ", (2018, 6, 3, 13, 55)),
    ("13.06.18 21.25.15: ", (2018, 6, 13, 21, 25, 15)),
    ("[06.13.18 21:25:15] ", (2018, 6, 13, 21, 25, 15)),
    ("13.6.2018 klo 21.25.15 - ", (2018, 6, 13, 21, 25, 15)),
    ("13. 6. 2018. 21:25:15 ", (2018, 6, 13, 21, 25, 15)),
    ("[3/6/18 1:55:00 p. m.] ", (2018, 6, 3, 13, 55)),
    (f"{LRM}[3/6/18 1:55:00{NNBSP}p. m.] ", (2018, 6, 3, 13, 55)),
    ("[2018/06/13, 21:25:15] ", (2018, 6, 13, 21, 25, 15)),
    ("[06/2018/13, 21:25:15] ", (2018, 6, 13, 21, 25, 15)),
    ("13/06/2018, 21:25 - ", (2018, 6, 13, 21, 25)),
    ("13/06/18, 21.25 - ", (2018, 6, 13, 21, 25)),
    ("13.6.2018, 21:25 - ", (2018, 6, 13, 21, 25)),
    ("6/13/18, 9:25 PM - ", (2018, 6, 13, 21, 25)),
    (f"6/13/18, 9:25{NNBSP}PM - ", (2018, 6, 13, 21, 25)),
    (f"[6/13/18, 9:25:15{NNBSP}PM] ", (2018, 6, 13, 21, 25, 15)),
    ("13-06-18 21:25 - ", (2018, 6, 13, 21, 25)),
    ("2018-06-13, 9:25 p.m. - ", (2018, 6, 13, 21, 25)),
    ("13/06/2018 à 21:25 - ", (2018, 6, 13, 21, 25)),
    ("2018/6/13 21:25 - ", (2018, 6, 13, 21, 25)),
    ("2018/6/13 下午9:25 - ", (2018, 6, 13, 21, 25)),
    ("[2018/6/13 下午9:25:15] ", (2018, 6, 13, 21, 25, 15)),
    ("2018年6月13日 下午9:25 - ", (2018, 6, 13, 21, 25)),
    ("2018. 6. 13. 오후 9:25 - ", (2018, 6, 13, 21, 25)),
    ("[2018. 6. 13. 오후 9:25:15] ", (2018, 6, 13, 21, 25, 15)),
    ("2018/06/13 午後9:25 - ", (2018, 6, 13, 21, 25)),
    ("2018. 06. 13. 21:25 - ", (2018, 6, 13, 21, 25)),
    (f"{RLM}١٣{RLM}/٦{RLM}/٢٠١٨، ٩:٢٥ م - ", (2018, 6, 13, 21, 25)),
    ("[13/6/2561 21:25:15] ", (2018, 6, 13, 21, 25, 15)),
]


@pytest.mark.parametrize(("start", "wanted"), STARTS)
def test_every_way_to_begin_a_line(tmp_path: Path, start: str, wanted: tuple[int, ...]) -> None:
    found = reading(tmp_path, f"{start}Ann: hello\n{start}Bo: why?\n", NAME, zone=SHANGHAI)
    assert (found.format, found.parsed, found.skipped, found.zone) == ("whatsapp", 2, {}, SHANGHAI)
    assert {row["ts_s"] for row in found.rows} == {seconds(*wanted, zone=SHANGHAI)}
    assert [(row["length"], row["is_question"], row["kind"]) for row in found.rows] == [
        (5, False, "message"), (4, True, "message"),
    ]  # fmt: skip
    assert found.rows[0]["author"] != found.rows[1]["author"]
    assert found.chats == {("paper boat", "Paper Boat")}


def test_messages_of_several_lines_and_lines_like_other_logs(tmp_path: Path) -> None:
    lines = [
        "13/06/2018, 21:25 - Ann: one",
        "two",
        "",
        "2016-04-29 10:30:00",
        "[21:24, 13/06/2018] Bo: pasted from the app",
        "[13/06/2018, 21:24:10] Bo: pasted from an iPhone",
        "6/13/18, 9:25 PM - Bo: pasted from an American phone",
        "13/06/2018, 21:26 - Bo: last: with a colon",
        *(f"13/06/2018, 21:{minute} - Ann: more" for minute in range(27, 57)),
    ]
    found = reading(tmp_path, "\r\n".join(lines), NAME)
    assert (found.records, found.parsed) == (32, 32)
    assert found.rows[0]["length"] == len("\n".join(lines[:7])) - len("13/06/2018, 21:25 - Ann: ")
    assert found.rows[1]["length"] == len("last: with a colon")


def test_lines_before_the_first_message_are_skipped(tmp_path: Path) -> None:
    found = reading(tmp_path, "13/06/2018, 21:25 - Ann: x\n", NAME)
    assert found.records == 1
    (tmp_path / "b").mkdir()
    whole = "13/06/2018, 21:25 - Ann: x\n" * 3
    found = reading(tmp_path / "b", whole.replace("13/06/2018, 21:25", "13/06/2018 noon", 1), NAME)
    assert found.problem or found.skipped == {"no-match": 1}


def test_empty_messages_and_names_with_marks(tmp_path: Path) -> None:
    lines = [
        "13/06/2018, 21:25 - Luke: ",
        "13/06/2018, 21:25 - Luke:",
        f"13/06/2018, 21:26 - ~{NNBSP}Luke: x",
        "13/06/2018, 21:27 - \u202a+00 100 200\u202c: x",
        "13/06/2018, 21:28 - +00\u00a0100\u00a0200: x",
    ]
    found = reading(tmp_path, "\n".join(lines), NAME)
    authors = [row["author"] for row in found.rows]
    assert (found.parsed, [row["length"] for row in found.rows]) == (5, [0, 0, 1, 1, 1])
    assert authors[0] == authors[1] == authors[2] != authors[3] == authors[4]


EVENTS = [
    ("Ann joined using this group's invite link", "join", 1),
    ("Ann joined from the community", "join", 1),
    ("Bo added Ann", "join", 1),
    ("You added Ann, Bo and Cy", "join", 3),
    ("Ann was added", "join", 1),
    ("Ann left", "leave", 1),
    ("Bo removed Ann", "leave", 1),
    ("Ann was removed", "leave", 1),
    ("小安 使用此群组的邀请链接加入了群组", "join", 1),
    ("阿宝添加了小安", "join", 1),
    ("您添加了 小安、阿宝和大川", "join", 3),
    ("小安 退出了群组", "leave", 1),
    ("小安已退出", "leave", 1),
    ("阿宝 移除了 小安", "leave", 1),
    ("阿宝将小安移出群组", "leave", 1),
    ("小安 已使用此群組的邀請連結加入", "join", 1),
    ("阿寶已新增小安", "join", 1),
    ("小安已離開", "leave", 1),
    ("阿寶已移除小安", "leave", 1),
    ("Ann hat die Gruppe verlassen", "leave", 1),
    ("Bo hat Ann hinzugefügt", "join", 1),
    ("Ann salió del grupo", "leave", 1),
    ("Ann saiu", "leave", 1),
    ("Bo a ajouté Ann", "join", 1),
    ("Messages and calls are end-to-end encrypted. No one outside of this chat can read them.", "system", 1),
    ('Bo created group "Paper Boat"', "system", 1),
    ('Bo changed the subject from "a" to "Ann left: b"', "system", 1),
    ("Bo changed the group description", "system", 1),
    ("阿宝更改了此群组的图标", "system", 1),
    ("Ann ändrade gruppens ikon", "system", 1),
]


@pytest.mark.parametrize("apple", [False, True])
def test_joins_leaves_and_notices(tmp_path: Path, apple: bool) -> None:
    """On iPhones a notice stands under some name, and begins with a direction mark."""
    start = f"[13/06/2018, 21:25:15] Paper Boat: {LRM}" if apple else "13/06/2018, 21:25 - "
    said = "[13/06/2018, 21:25:15] Ann: hi" if apple else "13/06/2018, 21:25 - Ann: hi"
    text = "\n".join([said, *(f"{start}{sentence}" for sentence, _, _ in EVENTS)])
    found = reading(tmp_path, text, NAME)
    assert found.records == found.parsed == len(EVENTS) + 1
    wanted = [("message", 1), *((kind, people) for _, kind, people in EVENTS)]
    assert [row["kind"] for row in found.rows] == [kind for kind, people in wanted for _ in range(people)]
    ann = found.rows[0]["author"]
    english = [row for row in found.rows if row["kind"] != "message"]
    assert sum(row["author"] == ann for row in english) == 13
    assert all(row["author"] is None for row in found.rows if row["kind"] == "system")
    assert all(row["length"] == 0 for row in english)


def test_who_exported_is_nobody_in_notices(tmp_path: Path) -> None:
    lines = ["You joined using this group's invite link", "您 退出了群组", "Bo removed you"]
    found = reading(tmp_path, "\n".join(f"13/06/2018, 21:25 - {line}" for line in lines), NAME)
    assert [(row["kind"], row["author"]) for row in found.rows] == [("join", None), ("leave", None), ("leave", None)]


ANDROID = [
    "<Media omitted>", "<省略影音内容>", "<省略多媒体文件>", "<忽略多媒體檔>", "<已省略多媒體檔案>",
    "<Medien ausgeschlossen>", "<Multimedia omitido>", "<Archivo omitido>", "<Mídia omitida>",
    "<Ficheiro não revelado>", "<Médias omis>", "<Fichier omis>", "<Media omessi>", "<Media weggelaten>",
    "<Без медиафайлов>", "<Файл пропущен>", "<Medya dahil edilmedi>", "<Media tidak disertakan>",
    "<メディアなし>", "<メディアは含まれていません>", "<미디어 파일 제외됨>", "<تم استبعاد الوسائط>",
    "<המדיה לא נכללה>", "<मीडिया के बिना>", "<Pominięto multimedia>", "<Média vynechána>",
    "<Hiányzó médiafájl>", "<Bỏ qua Media>", "<สื่อถูกลบ>", "<Media jätetty pois>", "<Media har utelämnats>",
    "<Mediefil udeladt>", "<Uten vedlegg>", "<Εξαίρεση πολυμέσων>", "<Медіа пропущено>",
    "<Conținut media omis>",
]  # fmt: skip
KINDS = [
    ("image omitted", "image"), ("图片已忽略", "image"), ("照片已忽略", "image"), ("圖片已略去", "image"),
    ("Bild weggelassen", "image"), ("imagen omitida", "image"), ("画像は含まれていません", "image"),
    ("이미지 생략됨", "image"), ("изображение отсутствует", "image"), ("video omitted", "video"),
    ("视频已忽略", "video"), ("影片已略去", "video"), ("vidéo absente", "video"), ("audio omitted", "voice"),
    ("音频已忽略", "voice"), ("音訊已略去", "voice"), ("Audio weggelassen", "voice"),
    ("sticker omitted", "sticker"), ("贴图已忽略", "sticker"), ("貼圖已略去", "sticker"),
    ("GIF omitted", "image"), ("文档已忽略", "file"), ("notes.pdf document omitted", "file"),
    ("Contact card omitted", "other"), ("联系人卡片已忽略", "other"),
    ("<attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg >", "image"),
    ("<已附加: 00000043-VIDEO-2020-06-07-15-13-20.mp4>", "video"),
    ("<attached: 00000044-STICKER-2020.webp>", "sticker"),
    ("IMG-20180613-WA0001.jpg (file attached)", "image"), ("PTT-20180613-WA0002.opus (文件附件)", "voice"),
    ("Lesson one.pdf (Datei angehängt)", "file"), ("STK-20180613-WA0003.webp (archivo adjunto)", "sticker"),
    ("location: https://maps.google.com/?q=1.5,2.5", "other"), ("null", "other"),
]  # fmt: skip
SPOKEN = [
    "图片怎么发", "video fehlt", "без фото", "<3", "<b>", "<重要通知>", "I left the audio out", "media",
    "look: image.jpg", "the omitted part", "(file attached)", "省略", "<joke>",
]  # fmt: skip


def test_what_stands_for_files(tmp_path: Path) -> None:
    texts = [*((text, "other") for text in ANDROID), *KINDS]
    said = [(text, "text") for text in SPOKEN]
    lines = [f"13/06/2018, 21:25 - Ann: {text}" for text, _ in (*texts, *said)]
    found = reading(tmp_path, "\n".join(lines), NAME)
    got = [(text, row["media"]) for (text, _), row in zip((*texts, *said), found.rows, strict=True)]
    assert got == [*texts, *said]
    assert all((row["length"] > 0) == (row["media"] == "text") for row in found.rows)


def test_iphones_mark_their_own_words(tmp_path: Path) -> None:
    lines = [
        f"{LRM}[13/06/2018, 21:25:15] Ann: {LRM}image omitted",
        f"[13/06/2018, 21:25:16] Ann: look{LRM}",
        f"[13/06/2018, 21:25:17] Ann: {LRM}This message was deleted.",
        f"[13/06/2018, 21:25:18] Ann: {LRM}Missed voice call",
        f"[13/06/2018, 21:25:19] Ann: fixed {LRM}<This message was edited>",
    ]
    found = reading(tmp_path, "\r\n".join(lines), NAME)
    assert [(row["kind"], row["media"], row["length"]) for row in found.rows] == [
        ("message", "image", 0), ("message", "text", 4), ("system", "other", 0), ("system", "other", 0),
        ("message", "text", 5),
    ]  # fmt: skip


def test_captions_are_kept_and_deleted_messages_are_not(tmp_path: Path) -> None:
    lines = [
        "13/06/2018, 21:25 - Ann: IMG-1.jpg (file attached)", "where is this?",
        "13/06/2018, 21:26 - Ann: This message was deleted", "13/06/2018, 21:27 - Ann: 此消息已删除",
        "13/06/2018, 21:28 - Ann: www.example.org",
    ]  # fmt: skip
    found = reading(tmp_path, "\n".join(lines), NAME)
    assert [(row["kind"], row["media"], row["length"], row["is_question"]) for row in found.rows] == [
        ("message", "image", 14, True), ("system", "other", 0, False), ("system", "other", 0, False),
        ("message", "link", 15, False),
    ]  # fmt: skip


TITLES = [
    ("WhatsApp Chat with Paper Boat.txt", "Paper Boat"),
    ("WhatsApp Chat with Paper Boat (1).txt", "Paper Boat"),
    ("WhatsApp-Chat mit Paper Boat.txt", "Paper Boat"), ("Chat de WhatsApp con Paper Boat.txt", "Paper Boat"),
    ("Conversa do WhatsApp com Paper Boat.txt", "Paper Boat"),
    ("Discussion WhatsApp avec Paper Boat.txt", "Paper Boat"), ("与纸船的 WhatsApp 聊天.txt", "纸船"),
    ("與紙船的 WhatsApp 對話.txt", "紙船"), ("WhatsApp Chat - Paper Boat.txt", "Paper Boat"),
    ("WhatsApp_Chat_with_Paper Boat.txt", "Paper Boat"),
    ("WhatsApp Chat - Paper Boat/_chat.txt", "Paper Boat"), ("WhatsApp boat.txt", "WhatsApp boat"),
    ("boats/_chat.txt", "boats"), ("_chat (1).txt", "_chat (1)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "title"), TITLES)
def test_the_chat_is_in_the_files_name(tmp_path: Path, name: str, title: str) -> None:
    assert {chat for _, chat in reading(tmp_path, "13/06/2018, 21:25 - Ann: x\n", name).chats} == {title}


def test_zips_of_iphones_and_androids(tmp_path: Path) -> None:
    chat = f"[2018/6/13 21:25:15] Ann: {LRM}<attached: 1-PHOTO.jpg>\n"
    for number, files in enumerate(({"_chat.txt": chat, "1-PHOTO.jpg": b"x"}, {"WhatsApp Chat with X.txt": chat})):
        found = reading(tmp_path, zipped(files), f"{number}/WhatsApp Chat - Paper Boat.zip")
        assert (found.format, found.parsed, found.chats) == ("whatsapp", 1, {("paper boat", "Paper Boat")})
    whole = zipped({"_chat.txt": chat * 50})
    cut = reading(tmp_path, whole[:-30], "cut/WhatsApp Chat - Paper Boat.zip")
    assert cut.problem
    assert "cut off or damaged" in cut.problem.what.en
    other = reading(tmp_path, zipped({"notes.txt": chat}), "notes.zip")
    assert other.problem
    assert "not an export in a known format" in other.problem.what.en


def test_other_texts_are_not_taken_for_chats(tmp_path: Path) -> None:
    for name, text in {
        "server.log": "[2024-01-01 10:00:00] ERROR: x\n" * 5,
        "build.txt": "2024-01-01 10:00:00 step one: done\n" * 5,
        "diary.txt": "13/06/2018, 21:25 - a walk\n" * 5,
        "WhatsApp notes.txt": "bring the boat\n",
    }.items():
        assert reading(tmp_path, text, name).problem, name


def test_a_conversation_of_two_is_private(tmp_path: Path) -> None:
    lines = ["13/06/2018, 21:25 - Ann Example: hi", "13/06/2018, 21:26 - Bo: hi"]
    found = reading(tmp_path, "\n".join(lines), "WhatsApp Chat with Ann Example.txt")
    assert (found.rows, found.skipped, found.chats, found.notes) == ([], {"private": 2}, set(), [])


def test_the_order_of_dates_is_told(tmp_path: Path) -> None:
    sure = "".join(f"{day}/6/18, 9:25 pm - Ann: x\n" for day in range(3, 15))
    for text, words in (
        (sure, "day/month/year: only so"),
        ("3/6/18, 9:25 pm - Ann: x\n", "day/month/year: too few"),
        ("3/6/18, 9:25 PM - Ann: x\n", "month/day/year: too few"),
        ("6/3/18, 21:25 - Ann: x\n6/4/18, 21:25 - Ann: x\n6/5/18, 21:25 - Ann: x\n", "month/day/year: so the days"),
    ):
        [note] = reading(tmp_path, text, NAME).notes
        assert words in note.en
    assert reading(tmp_path, "2018/6/3 21:25 - Ann: x\n", NAME).notes == []


CAPS = [
    (399, False, False, True), (400, True, False, False), (390, False, False, False), (410, False, False, False),
    (100, False, True, True), (100, False, False, False),
]  # fmt: skip


@pytest.mark.parametrize(("count", "whole", "files", "told"), CAPS)
def test_the_cap_on_exports_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, whole: bool, files: bool, told: bool
) -> None:
    assert [cap for cap, _ in whatsapp._CAPS] == [40_000, 10_000]
    monkeypatch.setattr(whatsapp, "_CAPS", [(cap // 100, which) for cap, which in whatsapp._CAPS])
    monkeypatch.setattr(whatsapp, "_NEAR", 2)
    first = "2018/6/3 21:25 - Messages and calls are end-to-end encrypted. Tap to learn more.\n" * whole
    first += "2018/6/3 21:25 - Ann: IMG-1.jpg (file attached)\n" * files
    notes = reading(tmp_path, first + "2018/6/3 21:25 - Ann: x\n" * (count - whole - files), NAME).notes
    assert bool(notes) == told
    assert all("older ones are probably cut off" in note.en and "截断" in note.zh for note in notes)


def test_impossible_times_and_endless_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commops.logs.formats.whatsapp._LONGEST", 100)
    lines = ["31/06/2018, 21:25 - Ann: x", "13/06/2018, 25:25 - Ann: x", "13/06/2018, 21:61 - Ann: x"]
    lines += ["13/06/1918, 21:25 - Ann: x", "13/06/2018, 21:25 - Ann: long", *["more"] * 50]
    lines += [f"{day}/06/2018, 21:25 - Ann: x" for day in range(14, 30)]
    found = reading(tmp_path, "\n".join(lines), NAME)
    assert (found.parsed, found.skipped) == (16, {"bad-time": 4, "too-long": 1})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "2018/6/13 21:25 - 小安: 你好\n2018/6/13 21:26 - 阿宝: 好吗\n"
    found = reading(tmp_path, text.encode(encoding), NAME)
    assert [(row["length"], row["is_question"]) for row in found.rows] == [(2, False), (2, True)]


def test_overlapping_exports_count_every_message_once(tmp_path: Path) -> None:
    lines = [f"2018/6/{day} 21:25 - Ann: {text}\n" for day in range(1, 9) for text in ("a", "b", "b")]
    put(tmp_path, "".join(lines[:15]), NAME)
    put(tmp_path, "".join(lines[6:]), NAME.replace(".txt", " (1).txt"))
    assert len(merged(tmp_path)) == 24


NAMES = st.sampled_from(["Ann", "小安", "Bo 2", "+00 100 200", "Dr. Ünal"])
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\u200e\u200f\ufeff", exclude_categories=["Cf", "Cs"]),
    max_size=40,
)
SAID = st.lists(
    st.tuples(st.integers(0, 10**7), NAMES, st.lists(TEXT, min_size=1, max_size=3)), min_size=1, max_size=12
)


@given(drawn=SAID, apple=st.booleans(), cut=st.integers(0))
def test_random_messages_come_back_equal_and_cut_files_add_up(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[int, str, list[str]]], apple: bool, cut: int
) -> None:
    root = tmp_path_factory.mktemp("random")
    wanted, out = [], []
    for ts_s, name, texts in sorted(drawn):
        at = dt.datetime.fromtimestamp(1_600_000_000 + ts_s, dt.UTC)
        at = at if apple else at.replace(second=0)
        text = "\n".join(texts)
        out.append(f"[{at:%Y/%m/%d, %H:%M:%S}] {name}: {text}" if apple else f"{at:%Y/%m/%d, %H:%M} - {name}: {text}")
        wanted.append((int(at.timestamp()), len(text)))
    data = ("\n".join(out) + "\n").encode()
    found = reading(root, data, NAME)
    assert (found.parsed, found.skipped) == (len(drawn), {})
    assert [(row["ts_s"], row["length"]) for row in found.rows] == wanted
    assert len({row["author"] for row in found.rows}) == len({name for _, name, _ in drawn})
    end = cut % (len(data) + 1)
    ends = [len("\n".join([*out[:number], line.partition(": ")[0]]).encode()) for number, line in enumerate(out)]
    piece = reading(root, data[:end], NAME)
    begun = sum(place <= end for place in ends)
    # A line cut in the middle of what stands before the name may count as begun, or as more of the last message.
    assert piece.problem if begun == 0 and piece.problem else begun <= piece.records <= begun + 1


def test_an_archive_of_several_chats_is_refused_and_not_read_in_part(tmp_path: Path) -> None:
    line = "13/06/2018, 21:25 - Ann: hello\n14/06/2018, 21:25 - Bo: hello\n"
    two = zipped({"WhatsApp Chat with A.txt": line, "WhatsApp Chat with B.txt": line * 2})
    problem = reading(tmp_path, two, "chats.zip").problem
    assert problem is not None
    assert "2 chats" in problem.what.en
    assert "2 个聊天" in problem.what.zh
    # The archive is called like the chat; the other text was sent in it.
    assert reading(tmp_path, two, "WhatsApp Chat with B.zip").records == 4
    assert reading(tmp_path, zipped({"_chat.txt": line, "WhatsApp notes.txt": line * 3}), "x.zip").records == 2
