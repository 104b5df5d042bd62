"""Innocent communities of other sizes, languages and time zones: what is in order draws no error and no warning."""

# ruff: noqa: E501  (files to be written are quoted as they are)

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from commops import check
from commops.findings import Severity
from commops.starter.answers import Answers
from commops.starter.init import workspace_files, write
from commops.workspace.load import load

TODAY = dt.date(2026, 11, 22)
ZH = (
    "第{n}章读完了，说说你最喜欢的一段。\n\n我先来：作者写父亲补船那几页，一句抒情都没有，只写手上的茧。读到最后才明白，前面那些琐碎都有用。",
    "今晚八点在会议室聊《渡口》的第{n}节。迟到也没关系，门口有椅子。没读完的朋友先听，有问题再问。",
    "上周有{n}位朋友写了笔记，多数在讲翻译。两个译本放在一起看，差别最大的是称呼：一个用“您”，一个用“你”。",
    "借书规则有一处改动：从下月 1 日起，每人最多借 {n} 本，三周内还。唯一的例外是工具书，只能在屋里看。",
    "为什么纸书的页码比电子书好用？因为可以说“第 {n} 页倒数第三行”。我们试了三种办法，效果都一般，欢迎补充。",
    "周末去旧书市，第一次看到 1987 年的地图册，摊主要价不高，可惜缺了第{n}页。有人见过完整的吗？",
    "新来的朋友先看置顶：怎么报名，怎么请假，怎么提意见。第{n}期名单在评论区，漏了谁请直接说。",
    "昨天的录音整理好了，共{n}分钟。前半段讲装订，后半段讲怎么修书脊。文字稿里标了时间，可以直接跳到想听的地方。",
)
EN = (
    "Chapter {n} is done. Which passage stayed with you?\n\nMine is the mending of the boat: not one big word, only hands.",
    "Tonight at eight we talk about part {n} of The Ferry. Come late if you must; there is a chair by the door.",
    "{n} people sent notes last week, most of them on the translation. Laid side by side, the two differ most in how people address each other.",
    "A small change to lending: from next month everybody may borrow up to {n} books for three weeks. Reference books stay in the room.",
    "Why do page numbers still beat percentages? Because you can say page {n}, third line from below. Tell us what you use.",
    "At the market on Saturday I found an atlas of 1987. Page {n} was missing. Has anybody seen a complete copy?",
    "New here? Read the pinned message: how to sign up, how to take a break, how to complain. List {n} is below.",
    "The recording is up, {n} minutes. The first half is about binding, the second about mending spines, with times in the notes.",
)


ALONE = """\
people: [{id: lin, display: {zh: 阿林, en: Lin}, kind: volunteer, roles: [lead], active_from: 2023-11-01}]
roles:
  - id: lead
    name: {zh: 负责人, en: Lead}
    responsibilities: [{zh: 什么都做, en: Everything}]
    permissions: [approve-post, approve-event, moderate, ban, publish]
"""


def community(
    root, languages=("zh-CN", "en"), zone="Asia/Shanghai", platforms=("wechat-group", "wechat-oa"), deputy="Mei"
):
    """What ``commops init`` writes, founded three years ago and looked at on one day."""
    answers = Answers(
        name="Paper Boat",
        slogan="Read together",
        languages=languages,
        timezone=zone,
        lead="Lin",
        deputy="Mei",
        platforms=platforms,
        contact="hello@example.org",
        hosting="none",
        today=dt.date(2023, 11, 1),
    )
    files = workspace_files(answers)
    files = {path: text for path, text in files.items() if not path.startswith("content/posts/")}
    files["community/community.yml"] += f"as_of: {TODAY}\n"
    if not deputy:
        files["community/team.yml"] = ALONE
        files["community/channels.yml"] = files["community/channels.yml"].replace("    moderators: [mei]\n", "")
    write(root, files)
    return root


def said(languages, number, rng):
    """A title and a body in the languages, unlike its neighbours."""
    which = rng.randrange(len(ZH))
    n = str(number)
    texts = {"zh": ZH[which].format(n=n), "en": EN[which].format(n=n)}
    more = {
        "zh": "".join(
            rng.choice("山河书灯船桥雨雪茶花鱼鸟纸笔门窗路站风云") + rng.choice("边旁上下里外前后") + "，"
            for _ in range(24)
        ),
        "en": " ".join(
            rng.choice(["river", "lamp", "boat", "bridge", "rain", "tea", "paper", "window", "road", "wind"])
            for _ in range(40)
        ),
    }
    titles = {"zh": f"第 {n} 期", "en": f"Issue {n}"}
    main = languages[0][:2]
    title = "{zh: " + titles["zh"] + ", en: " + titles["en"] + "}" if len(languages) > 1 else titles[main]
    return title, texts[main] + "\n\n" + more[main] + ("完。" if main == "zh" else ".")


def posts(root, languages, zone, channel, days, status="published", seed=1):
    """A post at eight in the evening, on the clocks of the place, for each of these days."""
    rng = random.Random(seed)
    for number, day in enumerate(days, 1):
        at = dt.datetime.combine(day, dt.time(20), ZoneInfo(zone))
        before = (at - dt.timedelta(days=2)).isoformat(timespec="minutes")
        title, body = said(languages, number, rng)
        front = [
            f"title: {title}",
            f"date: {at.isoformat(timespec='minutes')}",
            f"channels: [{channel}]",
            f"status: {status}",
            f"kind: {('text', 'notice', 'longform', 'link')[number % 4]}",
            "pillar: " + PILLARS[number % len(PILLARS)],
            "author: mei",
        ]
        if status != "draft":
            front += ["approved_by: lin", f"approved_at: {before}", f"scheduled_at: {at.isoformat(timespec='minutes')}"]
        if status == "published":
            out = at.isoformat(timespec="minutes")
            front.append(f"published: [{{channel: {channel}, at: {out}, url: 'https://example.org/{day}'}}]")
            front.append(f"results: [{{channel: {channel}, at: {out}, reads: {number + 5}}}]")
        write(
            root,
            {f"content/posts/{day:%Y/%m}/{day}-issue-{number}.md": "---\n" + "\n".join(front) + f"\n---\n{body}\n"},
        )


OTHER_ZONES = ("Europe/Berlin", "Asia/Kolkata", "Pacific/Apia")
PILLARS = ["learn", "people", "learn", "event", "learn", "people", "learn", "event", "learn", "people"]


def weekly(weeks, until=TODAY, every=7):
    return [until - dt.timedelta(days=every * number + 2) for number in range(weeks)][::-1]


def loud(root):
    found = check.run(load(root))
    return [(one.rule, one.at.path, one.at.line, one.message.en) for one in found if one.severity is not Severity.INFO]


@pytest.mark.parametrize("languages", [("zh-CN",), ("en",), ("zh-CN", "en"), ("en", "zh-CN")])
@pytest.mark.parametrize("deputy", ["Mei", pytest.param("", marks=pytest.mark.slow)])
def test_nothing_but_the_frame(tmp_path, languages, deputy):
    assert loud(community(tmp_path, languages, deputy=deputy)) == []


def test_three_years_of_posts_in_two_languages(tmp_path):
    root = community(tmp_path)
    posts(root, ("zh-CN", "en"), "Asia/Shanghai", "wechat-group", weekly(500, every=2))
    assert loud(root) == []


@pytest.mark.parametrize(
    "zone",
    ["America/New_York", "Australia/Lord_Howe", *(pytest.param(zone, marks=pytest.mark.slow) for zone in OTHER_ZONES)],
)
def test_english_on_discord_through_two_changes_of_the_clocks(tmp_path, zone):
    root = community(tmp_path, ("en",), zone, ("discord",))
    posts(root, ("en",), zone, "discord", weekly(60))
    posts(
        root,
        ("en",),
        zone,
        "discord",
        [TODAY + dt.timedelta(days=day) for day in (2, 5, 9)],
        status="scheduled",
        seed=2,
    )
    assert loud(root) == []


def test_a_team_of_one_with_drafts_and_no_events(tmp_path):
    root = community(tmp_path, ("en",), "Asia/Kolkata", ("discord",), deputy="")
    days = [TODAY + dt.timedelta(days=day) for day in (1, 3, 8)]
    posts(root, ("en",), "Asia/Kolkata", "discord", days, status="draft")
    for path in (root / "content/posts").rglob("*.md"):
        path.write_text(path.read_text().replace("author: mei", "author: lin"))
    assert loud(root) == []


FIGURES = """\
metrics:
  - {id: attended, name: {zh: 到场人数, en: Attended}, formula: {zh: 签到人数, en: People who came}, grain: event, source: manual}
"""
STRATEGY = """\
period: "2026-Q4"
mission: {zh: 修好的东西多过扔掉的。, en: More is mended than thrown away.}
parent_goal: {zh: 每月一次修理日。, en: A repair day every month.}
objectives:
  - id: come
    title: {zh: 每场来 20 人, en: Twenty people each time}
    kind: activation
    owner: lin
    key_results: [{metric: attended, baseline: 12, target: 20, due: 2026-12-31}]
"""
LEDGER = """\
processing:
  - id: sign-up
    purpose: {zh: 安排座位。, en: Seats.}
    covers: [registrations]
    data: [{zh: 称呼, en: First name}]
    basis: consent
    retention_days: 30
    owner: lin
requests_channel: {zh: 写信到公开邮箱。, en: Write to the public mailbox.}
breach_plan: {zh: 24 小时内告知。, en: People are told within 24 hours.}
"""
EVENT = """\
name: {{zh: 修理日, en: Repair day}}
start: {day}T14:00{offset}
end: {day}T17:00{offset}
status: {status}
kind: workshop
attendance_mode: offline
summary: {{zh: 带一件坏了的东西来。, en: Bring something broken.}}
venue: {{name: {{zh: 社区中心, en: Community centre}}, address: {{zh: 一楼, en: Ground floor}}, capacity: 40, accessibility: {{zh: 有坡道, en: Ramp}}}}
owner: mei
objective: come
demand_evidence: {{zh: 上次来了 18 人, 有 6 人没修完, en: Eighteen came last time and six did not finish}}
targets: [{{metric: attended, value: 20}}]
registration: {{url: "https://example.org/repair", capacity: 30, questions: [{{zh: 怎么称呼, en: First name}}], data_kept_until: {kept}}}
agenda:
  - {{from: "14:00", to: "16:30", title: {{zh: 一起修, en: Mending}}}}
  - {{from: "16:30", to: "17:00", title: {{zh: 收拾, en: Tidying up}}}}
risks: [{{risk: {{zh: 被烙铁烫到, en: Burns}}, likelihood: 2, impact: 2, plan: {{zh: 备凉水和烫伤膏, en: Cold water and cream}}, owner: mei}}]
safety: {{lead: mei, first_aid: {{zh: 急救箱, en: First-aid kit}}, insurance: {{zh: 公众责任险, en: Liability insurance}}, expected_max: 30}}
minors: none
code_of_conduct: {{zh: 见群规, en: See the rules}}
"""
RETRO = """\
---
date: 2026-10-12
author: mei
actions: [{what: {zh: 多借两把烙铁, en: Borrow two more irons}, owner: mei, due: 2026-11-10, done: true}]
---
{zh}来了 18 个人，最受欢迎的是修收音机那桌。
"""


@pytest.mark.parametrize(
    ("zone", "summer", "winter"), [("America/New_York", "-04:00", "-05:00"), ("Asia/Shanghai", "+08:00", "+08:00")]
)
def test_repair_days_of_a_charity(tmp_path, zone, summer, winter):
    """A past event with its papers, one ahead, and the posts about them."""
    root = community(tmp_path, ("zh-CN", "en"), zone, ("wechat-group", "email"))
    past = EVENT.format(day="2026-10-10", offset=summer, status="done", kept="2026-12-10").replace(
        "18 人, 有", "18 人，有"
    )
    ahead = EVENT.format(day="2026-12-12", offset=winter, status="announced", kept="2027-01-31").replace(
        "18 人, 有", "18 人，有"
    )
    write(
        root,
        {
            "community/metrics.yml": FIGURES,
            "community/strategy/2026-q4.yml": STRATEGY,
            "community/privacy.yml": LEDGER,
            "events/2026-10-10-repair/event.yml": past,
            "events/2026-10-10-repair/results.yml": "registered: 24\nattended: 18\n",
            "events/2026-10-10-repair/retro.md": RETRO.replace("{zh}", ""),
            "events/2026-12-12-repair/event.yml": ahead,
        },
    )
    posts(root, ("zh-CN", "en"), zone, "wechat-group", weekly(20))
    announced = [dt.date(2026, 11, 26), dt.date(2026, 12, 5), dt.date(2026, 12, 11)]
    posts(root, ("zh-CN", "en"), zone, "email", announced, status="scheduled", seed=3)
    for path in (root / "content/posts").rglob("*.md"):
        text = path.read_text("utf-8")
        if "channels: [email]" in text:
            path.write_text(text.replace("status:", "event: 2026-12-12-repair\nstatus:", 1), "utf-8")
    assert loud(root) == []
