"""The handbook: what each page shows, and what stays within the team, in both languages."""

import html
import re
import shutil
from pathlib import Path

import pytest
from cellkit import without_labels

from commops.site.cadence import cadence
from commops.site.edition import Edition
from commops.site.numbers import Numbers
from commops.site.prepare import prepare
from commops.workspace.load import load

SMALL = Path(__file__).parent / "small"
HOSTILE = '<script>x</script>"](javascript:y)'
FILES = {
    "community/moderation/policy.yml": """
version: "1"
effective_from: 2025-02-01
owner: ann
principles: [{en: Ask first, zh: 先问再说}]
evidence: {where: {en: SEKRET vault, zh: 密室柜子}, keep_days: 180, access: [lead]}
second_review: {en: Two people decide, zh: 两个人定}
""",
    "community/members/programme.yml": """
points:
  - {action: hosted-night, name: {en: Hosting, zh: 领读一晚}, kind: help, points: 30, daily_cap: 60, verify: mod}
  - {action: cheating, name: {en: Cheating, zh: 作弊}, points: -50, verify: mod}
levels:
  - {id: top, name: {en: Lantern, zh: 提灯}, min_points: 200, perks: [{en: A seat, zh: 一个座位}]}
  - {id: low, name: {en: Spark, zh: 萤火}, min_points: 0}
badges: [{id: first, name: {en: First page, zh: 第一页}, criteria: {en: Read one, zh: 读一页}, revocable: true}]
redemption:
  - item: {en: Bookmark, zh: 书签}
    cost: 40
    stock: 100
    value: {amount: 7771, currency: EUR}
    terms: {en: By post, zh: 邮寄}
budget: {amount: 7772, currency: EUR}
leaderboard: none
""",
    "community/members/ambassadors.yml": """
ambassadors:
  - id: one
    handle: {shown: Metro Fox, consent_on: 2026-08-20, scope: {en: Site and groups, zh: 网站和群}}
    kind: koc
    term_from: 2026-09-01
    term_to: 2027-02-28
    reward: {en: Vouchers, zh: 书券}
    disclosure: {en: I get vouchers, zh: 我收书券}
  - id: two
    handle: {shown: Quiet Owl, consent_on: 2026-08-20, scope: {en: Newsletter only, zh: 只在通讯里}}
    kind: host
    term_from: 2026-09-01
    term_to: 2027-02-28
    disclosure: {en: Ambassador, zh: 大使}
  - id: three
    pseudonym: m-6ad20c
    kind: translator
    term_from: 2026-09-01
    term_to: 2027-02-28
    disclosure: {en: Ambassador, zh: 大使}
  - id: past
    handle: {shown: Former Crane, consent_on: 2025-08-20, scope: {en: Site, zh: 网站}}
    kind: koc
    term_from: 2025-09-01
    term_to: 2026-02-28
    disclosure: {en: Ambassador, zh: 大使}
""",
    "community/members/segments.yml": """
segments:
  - id: lapsed
    name: {en: Lapsed herons, zh: 流失}
    rule: {min_silent_days: 28, words: {en: Silent for long, zh: 很久没说话}}
    play: welcome
""",
    "community/sop/welcome.md": """---
name: {en: Welcome, zh: 迎新}
trigger: {en: Somebody joins, zh: 有人进群}
owner: ann
steps:
  - {n: 1, who: host, what: {en: Say hello, zh: 打招呼}, within: {en: 1 hour, zh: 一小时}, script: hello}
  - {n: 2, who: lead, what: {en: Only English here}}
templates:
  - {id: hello, text: {en: "Hello {name}", zh: "{昵称}你好"}}
sla: {en: Within a day, zh: 一天内}
metrics: [active_speakers, deposits]
reviewed: 2026-10-12
---
一个人也要迎。

One person is greeted too.
""",
    "community/sop/crisis.md": """---
name: {en: SEKRET crisis, zh: 秘密危机}
trigger: {en: SEKRET trigger, zh: 秘密起因}
owner: ann
steps: [{who: lead, what: {en: SEKRET step, zh: 秘密步骤}}]
reviewed: 2026-10-12
visibility: private
---
""",
    "community/admission/criteria.yml": """
criteria:
  - {id: why, question: {en: Why this group?, zh: 为什么来？}, auto_reject_if: {en: SEKRET answer, zh: 秘密答案}}
sources: [{id: poster, name: {en: SEKRET poster, zh: 秘密海报}, kind: qr}]
visibility: public
""",
    "community/privacy.yml": """
processing:
  - id: sign-ups
    name: {en: Sign-ups, zh: 报名}
    purpose: {en: Seats, zh: 座位}
    covers: [registrations]
    data: [{en: Nickname, zh: 昵称}]
    basis: consent
    retention_days: 70
    security: [{en: SEKRET lock, zh: 秘密锁}]
    owner: ann
requests_channel: {en: Write to us, zh: 写信}
breach_plan: {en: SEKRET plan, zh: 秘密预案}
pia: [{for: sign-ups, date: 2026-05-18, ref: SEKRET-PIA}]
export_log: [{on: 2026-11-09, by: ann, channel: forum, range: SEKRET-RANGE}]
deletions: [{on: 2026-11-12, by: ann, what: {en: SEKRET answers, zh: 秘密答卷}}]
visibility: public
""",
    "community/partners/mill.yml": """
name: {en: Paper Mill, zh: 纸坊}
kind: brand
stage: active
contact_ref: SEKRET-CONTACT
owner: ann
agreement:
  from: 2026-01-01
  to: 2026-12-31
  value: {amount: 7773, currency: EUR}
  in_kind: SEKRET paper
  exclusivity: SEKRET promise
  renewal_notice_days: 60
deliverables: [{what: SEKRET delivery, due: 2026-11-01, done: false}]
disclosure_label: {en: Paper given by the Mill, zh: 纸张由纸坊提供}
brand_safety: SEKRET worry
visibility: public
""",
    "community/partners/hidden.yml": """
name: SEKRET partner
kind: brand
stage: active
owner: ann
disclosure_label: SEKRET label
""",
    "community/partners/talks.yml": """
name: SEKRET talks
kind: brand
stage: talking
owner: ann
disclosure_label: SEKRET label
visibility: public
""",
    "community/personas/slow.yml": f"""
name: {{en: '{HOSTILE}', zh: 慢读者}}
share_estimate: 0.4
needs: [{{en: Time, zh: 时间}}]
active_hours: [{{from: "20:00", to: "22:00", days: [mon, tue, wed, sun]}}]
updated: 2026-09-18
""",
    "community/learning/cards.md": """---
title: {en: Ask one question, zh: 只问一个问题}
kind: retro
source: {en: Our retro, zh: 自己的复盘}
on: 2026-09-24
result: {en: It helped, zh: 有用}
---
""",
    "community/meetings/2026-11-10-open.md": """---
title: {en: Review of tea, zh: 茶的复盘}
date: 2026-11-10
kind: review
attendees: [ann]
decisions: [{id: less-tea, text: {en: Less tea, zh: 少喝茶}, why: {en: It was too much, zh: 喝多了}}]
actions: [{what: SEKRET action, owner: ann, due: 2026-11-12}]
blockers: [SEKRET blocker]
visibility: public
---
SEKRET minutes
""",
    "community/meetings/2026-11-11-closed.md": """---
title: SEKRET meeting
date: 2026-11-11
kind: topics
attendees: [ann]
decisions: [{id: more-tea, text: SEKRET decision}]
---
""",
}
RULES = """
short_version:
  en: |-
    Rules in short
    1 No ads
  zh: |-
    精简版
    1 不发广告
history:
  - {version: 0.9.0, effective_from: 2024-01-01, changes: [{en: First draft, zh: 初稿}]}
  - {version: 1.0.0, effective_from: 2025-02-01, changes: [{en: Ads are out, zh: 不许广告}]}
"""
PAGES = ("rules", "team", "channels", "members", "sop/index", "sop/welcome", "partners", "personas", "learning",
         "decisions", "strategy", "privacy")  # fmt: skip


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    root = tmp_path_factory.mktemp("handbook") / "boat"
    shutil.copytree(SMALL, root)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.lstrip("\n"), "utf-8")
    rules = root / "community/rules.yml"
    rules.write_text(rules.read_text("utf-8") + RULES, "utf-8")
    found = load(root)
    kinds = ("moderation-policy", "member-programme", "privacy-ledger", "admission-criteria", "ambassador", "segment")
    assert all(found.items(kind) for kind in kinds)
    assert [len(found.items(kind)) for kind in ("sop", "partner", "persona", "learning", "meeting")] == [2, 3, 1, 1, 2]
    return found


@pytest.fixture(scope="module")
def docs(ws, tmp_path_factory):
    return prepare(ws, SMALL, tmp_path_factory.mktemp("build")).docs


@pytest.fixture(scope="module")
def team(ws, tmp_path_factory):
    return prepare(ws, SMALL, tmp_path_factory.mktemp("team"), team=True).docs


@pytest.fixture
def page(docs):
    """``page("en", "rules")``: the page with its breaks taken out again."""

    def plainly(lang, name):
        made = docs[f"{'zh-CN' if lang == 'zh' else lang}/{name}.md"].decode()
        return without_labels(made.replace("\n<", "<"))

    return plainly


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_there_in_both_languages_with_the_same_anchors(page, name):
    def anchors(text):
        text = re.sub(r"<svg.*?</svg>", "", text, flags=re.S)  # the parts of a drawing are named after its words
        return re.findall(r' id="([^"]+)"|\{#([\w-]+)\}', text)

    english, chinese = page("en", name), page("zh", name)
    assert anchors(english) == anchors(chinese)
    assert len(anchors(english)) > 0


@pytest.mark.parametrize("secret", ["SEKRET", "秘密", "7771", "7772", "7773", "7,77", "m-6ad20c", "Quiet Owl",
                                    "Former Crane", "Lapsed herons", "密室柜子"])  # fmt: skip
def test_what_is_for_the_team_is_nowhere(docs, secret):
    assert [path for path, content in docs.items() if secret.encode() in content] == []


def test_the_team_sees_what_it_needs(team):
    def shown(name):
        return team[f"en/private/{name}.md"].decode()

    assert "Lapsed herons" in shown("segments")
    assert "SEKRET step" in shown("sop-crisis")
    assert all(word in shown("partners") for word in ("€7,773", "SEKRET delivery", "SEKRET promise", "late", "now"))
    assert "SEKRET-CONTACT" not in shown("partners")
    assert all(word in shown("meetings") for word in ("SEKRET action", "SEKRET decision", "SEKRET blocker"))


def test_no_text_becomes_markup(docs):
    for path, content in docs.items():
        if path.endswith("personas.md"):
            assert b"<script" not in content
            assert b'href="javascript' not in content
            assert path.startswith("zh") or html.escape(HOSTILE, quote=False) in content.decode()


def test_the_short_version_stands_there_to_copy_in_both_languages(page):
    english = page("en", "rules")
    boxes = re.findall(r'<pre lang="(\w+)">([^<]+)</pre><button[^>]* hidden ', english)
    assert boxes == [("en", "Rules in short\n1 No ads"), ("zh", "精简版\n1 不发广告")]
    assert [lang for lang, _ in re.findall(r'<pre lang="(\w+)">([^<]+)', page("zh", "rules"))] == [
        "zh",
        "en",
    ]


def test_the_history_is_newest_first_with_the_day_it_applied(page):
    rows = re.findall(r'id="v-[\d-]+">([\d.]+)</span></th><td>([^<]+)</td><td><ul><li>([^<]+)', page("en", "rules"))
    assert rows == [("1.0.0", "1 Feb 2025", "Ads are out"), ("0.9.0", "1 Jan 2024", "First draft")]
    assert "2025 年 2 月 1 日" in page("zh", "rules")


def test_how_decisions_are_made_is_public_but_not_where_evidence_lies(page):
    assert "Two people decide" in page("en", "rules")
    assert "180" in page("en", "rules")


def test_the_way_in_follows_from_the_files(page):
    home = page("en", "index")
    steps = re.findall(r"<li><b>([^<]+)</b>", home)
    assert steps == ["Choose a channel", "Answer a few questions", "Read the rules", "Say your first words"]
    assert "1 you can join or follow at once" in home
    assert "Why this group?" in home
    assert "the rules (1)" in home


def test_levels_go_up_and_points_have_their_caps(page):
    members = page("zh", "members")
    assert members.index("萤火") < members.index("提灯")
    assert re.search(r">领读一晚</th><td>帮助他人</td><td[^>]*>\+30</td><td[^>]*>60</td><td>管理员</td>", members)
    assert re.search(r">作弊</th><td></td><td[^>]*>−50</td>", members)
    assert re.search(r">书签</th><td[^>]*>40</td><td[^>]*>100</td><td>邮寄</td>", members)


def test_ambassadors_are_named_only_where_they_agreed_to_be(page):
    members = page("en", "members")
    assert re.findall(r'<h3 id="a-\w+">([^<]+)</h3>', members) == [
        "Metro Fox", "A member who is not named", "A member who is not named"
    ]  # fmt: skip


def test_a_procedure_names_roles_times_words_and_numbers(page):
    card = page("zh", "sop/welcome")
    assert re.findall(r'class="co-procedure__number" aria-hidden="true">(\d)', card) == ["1", "2"]
    assert 'href="#t-hello"' in card
    assert "{昵称}你好" in card
    assert "一个人也要迎" in card
    assert "One person is greeted too" not in card  # the other half of a body in both languages
    assert 'reference/metrics/#m-active_speakers"' in card
    assert "定金" in card


def test_the_privacy_notice_says_what_why_and_how_long(page):
    notice = page("zh", "privacy")
    assert re.search(r"报名</a></th><td>本人同意</td><td[^>]*>70 天</td><td>否</td>", notice)
    assert "昵称" in notice
    assert 'href="mailto:hello@example.org"' in notice


def test_partners_say_how_they_are_disclosed(page):
    partners = page("en", "partners")
    assert re.findall(r'<h3 id="p-(\w+)">', partners) == ["mill"]
    assert "Paper given by the Mill" in partners


def test_a_decision_comes_with_its_reason_and_rules_are_decisions_too(page):
    log = page("en", "decisions")
    assert log.index("Less tea") < log.index("Rules 1.0.0 come into force") < log.index("Rules 0.9.0")
    assert "It was too much" in log


def test_hours_of_personas_are_spans_of_days(page):
    assert "周一至周三、周日 20:00–22:00" in page("zh", "personas")
    assert "Mon–Wed, Sun 20:00–22:00" in page("en", "personas")


def test_what_is_not_translated_is_marked_in_place_and_counted(ws, tmp_path):
    made = prepare(ws, SMALL, tmp_path)
    chinese = made.docs["zh-CN/sop/welcome.md"].decode()
    assert '<span lang="en">Only English here</span> <span class="co-tag co-only">只有英文</span>' in chinese
    assert "Only in" not in made.docs["en/sop/welcome.md"].decode()
    for tag, other in (("zh-CN", "只有英文"), ("en", "Only in Chinese")):
        counted = {
            path.removeprefix(f"{tag}/"): text.count(f">{other}</span>")
            for path, content in made.docs.items()
            if path.startswith(f"{tag}/") and path.endswith(".md") and "/guide/" not in path
            if (text := content.decode()).count(f">{other}</span>")
        }
        assert made.untranslated[tag] == counted
    assert made.untranslated["zh-CN"]["sop/welcome.md"] == 1


@pytest.fixture(scope="module")
def editions(ws):
    return {tag: Edition(ws, tag, Numbers.of(ws)) for tag in ("en", "zh-CN")}


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ({"en": "Tea", "zh": "茶"}, None, None),
        ({"zh": "茶"}, "zh", None),
        ({"en": "Tea"}, None, "en"),
        ("Mira L.", None, None),  # a name serves every language
        ("CC-BY-4.0", None, None),
        ("上周四个数", "zh", None),
        ("Bring your own cup", None, "en"),
        ("", None, None),
        (None, None, None),
        ({}, None, None),
    ],
)
def test_a_text_is_marked_when_the_reader_gets_another_language(editions, value, english, chinese):
    for tag, other in (("en", english), ("zh-CN", chinese)):
        shown = editions[tag].text(value)
        assert re.findall(r'lang="(\w+)"', shown) == ([other] if other else [])
        assert ("co-only" in shown) == bool(other)


def test_a_file_is_no_text(editions, ws):
    for value in (ws.profile.source, [1], object()):
        with pytest.raises(TypeError):
            editions["en"].t(value)


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "every week, Mon", "每周一"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR", "every 2 weeks, Tue, Fri", "每 2 周周二、周五"),
        ("FREQ=MONTHLY;BYDAY=1SA", "every month, Sat no. 1", "每月第 1 个周六"),
        ("FREQ=MONTHLY;BYDAY=-1SU", "every month, the last Sun", "每月最后一个周日"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "every 3 months, on day 15", "每 3 个月 15 日"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month, on the last day", "每月最后一天"),
        ("FREQ=DAILY", "every day", "每天"),
        ("FREQ=WEEKLY;BYSETPOS=2", "FREQ=WEEKLY;BYSETPOS=2", "FREQ=WEEKLY;BYSETPOS=2"),
        ("<b>", "<b>", "<b>"),
    ],
)
def test_how_often_in_words(editions, rule, english, chinese):
    assert cadence(editions["en"], rule) == english
    assert cadence(editions["zh-CN"], rule) == chinese


def test_a_community_without_any_of_it_has_no_empty_pages(tmp_path):
    root = tmp_path / "boat"
    shutil.copytree(SMALL, root)
    made = prepare(load(root), root, root / "build").docs
    left_out = {"members", "sop/index", "partners", "personas", "learning"}
    assert not [path for path in made if path.removeprefix("en/").removesuffix(".md") in left_out]


def test_the_reference_of_rules_has_no_sentence_that_is_all_blank(ws, tmp_path):
    made = prepare(ws, SMALL, tmp_path)
    pages = {path: text.decode() for path, text in made.docs.items() if "/reference/rules/" in path}
    assert len(pages) > 200
    assert [path for path, text in pages.items() if "<li>…</li>" in text] == []
    assert "{#message}" not in pages["en/reference/rules/yaml-trap.md"]
    assert "{#examples}" in pages["en/reference/rules/yaml-trap.md"]
