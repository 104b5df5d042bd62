"""Rows of the catalogue about files, privacy, people, channels, plans, members, partners, numbers and reports."""

# ruff: noqa: E501  (files to be written are quoted as they are)

from catalogue_form import Case, Files, adding, edit, event, partner, post

TEAM = "community/team.yml"
CHANNELS = "community/channels.yml"
RULES = "community/rules.yml"
PROFILE = "community/community.yml"
PRIVACY = "community/privacy.yml"
STRATEGY = "community/strategy/2026-q4.yml"
RESULTS = "events/2026-11-01-evening/results.yml"
PAST = "name: {zh: 共读会, en: Evening}\nstart: 2026-11-01T14:00+08:00\nend: 2026-11-01T16:00+08:00\nstatus: done"
PAST_EVENT = event(PAST, "events/2026-11-01-evening/event.yml")

FILES = [
    Case("GEN01", "unknown key", post("channels: [wx]\nchanels: [wx] ⟵"), says="“channels”"),
    Case("GEN02", "owner: lisi", post("owner: lisi ⟵"), says="team.yml 里没有“lisi”"),
    Case("GEN02", "owner of an event", event("owner: lisi ⟵"), says="lisi"),
    Case(
        "GEN03",
        "duplicate id",
        edit(CHANNELS, ("- id: oa", "- id: wx ⟵")),
        says="已在",
    ),
    Case("GEN03", "file stem ≠ id", post("id: book-vote ⟵")),
    Case("GEN04", "2026-11-23 20:00", post("date: 2026-11-23 20:00 ⟵"), says="2026-11-23T20:00+08:00"),
    Case("GEN04", "event", event("start: 2026-12-05T14:00 ⟵"), says="2026-12-05T14:00+08:00"),
    Case("GEN05", "no English title", post("title: {zh: 第三章} ⟵"), says="缺少英文"),
    Case("GEN05", "no Chinese title", post("title: {en: Chapter three} ⟵"), says="缺少中文"),
    Case(
        "GEN06",
        "approver has left",
        post("status: approved\nauthor: mei\napproved_by: bo ⟵\napproved_at: 2026-11-21T10:00+08:00"),
        says="2026-06-30",
    ),
    Case("GEN06", "owner of an event has left", event("owner: bo ⟵"), says="离岗"),
    Case("GEN06", "owner of a channel has left", edit(CHANNELS, ("owner: lin", "owner: bo ⟵")), says="离岗"),
    Case(
        "GEN07",
        "until: 2026-11-01",
        post("date: 2026-11-24T23:40+08:00\nwaive: [{rule: quiet-hours, reason: 讲座, by: lin, until: 2026-11-01}] ⟵"),
        says="过期",
    ),
    Case(
        "GEN08",
        "start: 09:30",
        edit(CHANNELS, ('from: "22:30", to: "08:00"', 'from: 22:30, to: "08:00"'), ("quiet_hours", "quiet_hours ⟵")),
        says="加引号",
    ),
    Case("GEN08", "id: 0123", edit(CHANNELS, ("- id: oa", "- id: 0123 ⟵")), says="加引号"),
    Case(
        "GEN08",
        "yes",
        edit(CHANNELS, ("    language: zh-CN\n    quiet", "    allow_links: yes ⟵\n    language: zh-CN\n    quiet")),
        by="valid-value",
        says="写 true",
    ),
]
SURVEY = """\
purpose: {zh: 听听大家的想法, en: What people think}
questions:
  - {id: nps, type: nps, text: {zh: 愿意推荐给朋友吗？, en: Would you recommend us?}}
opens: 2026-11-01
closes: 2026-11-15
sample_frame: {zh: 全体群成员, en: All members}
consent: {zh: 填写即同意, en: By filling it in}
retention_days: 90
"""
REGISTRATION = "registration: {data_kept_until: 2026-12-31, questions: [{zh: 怎么称呼, en: Your name}]}"
PRIVATE = [
    Case("PRV01", "mobile", post("", "联系 13800001234"), says="疑似手机号"),
    Case("PRV01", "mobile in front matter", post("summary: {zh: 联系 13800001234, en: Call us} ⟵")),
    Case("PRV01", "mobile in another file", {"notes.txt": "联系 13800001234 ⟵\n"}),
    Case("PRV01", "resident id", {"notes.txt": "身份证11010519491231002X ⟵\n"}),
    Case("PRV01", "bank card", {"notes.txt": "收款卡号 6222021234567890128 ⟵\n"}),
    Case("PRV01", "e-mail", {"notes.txt": "写信给 xiaoming2003@qq.com ⟵\n"}),
    Case("PRV01", "WeChat id", {"notes.txt": "加微信：xm_2003abc ⟵\n"}),
    Case(
        "PRV02",
        "table of sender and message",
        {"log.csv": "time,sender,message\n2026-11-01 08:00,阿明,早\n"},
        at="log.csv",
    ),
    Case(
        "PRV02",
        "Chinese columns",
        {"data/群.csv": "时间,发送人,消息内容\n2026-11-01 08:00,阿明,早\n"},
        at="data/群.csv",
    ),
    Case("PRV02", "header of an export", {"qq.txt": "消息记录（此消息记录为文本格式，不支持重新导入）\n"}, at="qq.txt"),
    Case(
        "PRV03",
        "n<5 in results",
        PAST_EVENT | {RESULTS: "registered: 30\nattended: 20\ncsat_n: 3 ⟵\ncsat: 0.9\n"},
        says="少于 5",
    ),
    Case(
        "PRV03",
        "n<5 by source",
        PAST_EVENT
        | {
            RESULTS: "registered: 30\nattended: 24\nattended_by_source:\n  - {source: {zh: 海报, en: Poster}, n: 20}\n  - {source: {zh: 朋友, en: Friends}, n: 4} ⟵\n"
        },
    ),
    Case(
        "PRV04", "form", edit(PRIVACY, ("registrations, ", "")) | event(REGISTRATION + " ⟵"), says="登记用途和保存期限"
    ),
    Case(
        "PRV04",
        "survey",
        edit(PRIVACY, (", surveys", "")) | {"community/surveys/2026-11.yml": SURVEY},
        at="community/surveys/2026-11.yml",
    ),
    Case(
        "PRV04",
        "log",
        edit(PRIVACY, ("chat-logs, ", ""))
        | edit(
            CHANNELS,
            (
                "    status: active\n",
                "    status: active\n    log: {exportable: true, format: irc, consent_basis: {zh: 群公告, en: Notice}} ⟵\n",
            ),
        ),
    ),
    Case("PRV04", "no retention", edit(PRIVACY, ("  - id: all", "  - id: all ⟵"), ("    retention_days: 90\n", ""))),
    Case("PRV05", "minors: allowed", event("minors: allowed ⟵"), says="监护人"),
    Case(
        "PRV05",
        "data under 14",
        edit(PRIVACY, ("basis: consent", "basis: consent\n    under_14: true ⟵")),
        says="监护人|未成年人",
    ),
    Case(
        "PRV06",
        "data_kept_until passed",
        event(PAST + "\nregistration: {data_kept_until: 2026-11-10} ⟵", "events/2026-11-01-evening/event.yml"),
        says="2026-11-10",
    ),
]


def profile(old: str, new: str) -> Files:
    return edit(PROFILE, (old, new))


def item(keys: str) -> Files:
    """The rule book with an item of these lines."""
    return edit(RULES, ("ladder:", f"  - id: spam{keys}\nladder:"))


SPAM = "\n    title: {zh: 不刷屏, en: No spam}\n    text: {zh: 不刷屏, en: No spam}\n    category: spam\n    default_level: 1"
BAN = "\n  - {level: 4, name: {zh: 移出, en: Ban}, action: ban, who_may: [editor], appealable: true} ⟵"
CHANGED = ("对事不对人。", "对事不对人，也不阴阳怪气。")
ROTA = """\
rota:
  - {shift: {zh: 白班, en: Day}, days: [mon, tue, wed, thu, fri, sat, sun], from: "08:00", to: "21:00", channels: [wx], person: lin} ⟵
"""
GROUP = "community/metrics/snapshots.yml"
COUNTED = {GROUP: "snapshots: [{date: 2026-11-22, channel: wx, members: 120}]\n"}
PERSONA = """\
name: {zh: 通勤读者, en: Commuter reader}
needs: [{zh: 短章节, en: Short chapters}]
"""
PEOPLE = [
    Case(
        "PRF01",
        "slogan over 20 characters",
        profile("slogan: {zh: 一起读", "slogan: {zh: 一二三四五六七八九十一二三四五六七八九十一 ⟵"),
        at=PROFILE,
        says="口号",
    ),
    Case(
        "PRF01", "slogan over 60 characters", profile("en: Reading together}", f"en: {'Reading ' * 8}}} ⟵"), says="口号"
    ),
    Case("PRF01", "no avatar", profile("avatar: logo\n", ""), at=PROFILE, says="头像"),
    Case("RUL01", "not appealable", edit(RULES, (", appealable: true}", "} ⟵")), says="申诉"),
    Case(
        "RUL01", "nobody may", edit(RULES, ("who_may: [lead], appealable: true}", "appealable: true} ⟵")), says="执行"
    ),
    Case("RUL01", "ban by volunteer", edit(RULES, ("appealable: true}", "appealable: true}" + BAN)), says="志愿者"),
    Case(
        "RUL02",
        "version not bumped",
        edit(RULES, CHANGED, ("version: 1.0.0", "version: 1.0.0 ⟵")),
        base={},
        says="版本",
    ),
    Case(
        "RUL02",
        "effective_from not moved",
        edit(RULES, CHANGED, ("1.0.0", "1.1.0"), ("2026-01-01", "2026-01-01 ⟵")),
        base={},
        says="公示",
    ),
    Case(
        "RUL02",
        "notice under seven days",
        edit(RULES, CHANGED, ("1.0.0", "1.1.0"), ("2026-01-01", "2026-11-28 ⟵")),
        base={},
        says="7 天",
    ),
    Case(
        "RUL03",
        "no example of what is allowed",
        item(f" ⟵{SPAM}\n    examples_bad: [{{zh: 转发转发, en: Buy}}]"),
        says="允许",
    ),
    Case(
        "RUL03",
        "no example of what is not",
        item(f" ⟵{SPAM}\n    examples_ok: [{{zh: 分享一次, en: Once}}]"),
        says="不允许",
    ),
    Case(
        "RUL04",
        "over 500 characters",
        edit(
            RULES,
            ("short_version: {zh: ", "short_version: {zh: " + "不刷屏。" * 130),
            ("To appeal write to hello@example.org.}", "To appeal write to hello@example.org.} ⟵"),
        ),
        says="精简版",
    ),
    Case(
        "RUL04",
        "no way to appeal",
        edit(
            RULES,
            (
                "{zh: 对人友善。申诉写信到 hello@example.org。, en: Be kind. To appeal write to hello@example.org.}",
                "{zh: 对人友善。, en: Be kind.} ⟵",
            ),
        ),
        says="申诉",
    ),
    Case(
        "TEM01",
        "below min_people",
        edit(TEAM, ("  - id: lead\n    name", "  - id: lead\n    min_people: 2 ⟵\n    name")),
        at=TEAM,
    ),
    Case(
        "TEM01",
        "only one approver",
        edit(
            TEAM,
            ("    active_to: 2026-06-30\n", ""),
            ("  - id: lead\n    name", "  - id: lead\n    permissions: [approve-post]\n    name"),
        ),
        at=TEAM,
        says="审批",
    ),
    Case("TEM02", "nobody 21:00–22:30", adding(TEAM, ROTA), says="21:00–22:30 无人值班"),
    Case(
        "TEM03",
        "more hours than there are",
        edit(
            TEAM,
            ("    roles: [lead]\n", "    roles: [lead]\n    capacity_h_week: 10 ⟵\n"),
            (
                "roles:\n  - id: lead",
                'rota:\n  - {shift: {zh: 班, en: Shift}, days: [mon, tue, wed, thu, fri, sat, sun], from: "08:00", to: "07:00", person: lin}\nroles:\n  - id: lead',
            ),
        ),
        says="10 小时",
    ),
    Case(
        "CHN01",
        "no second admin",
        edit(CHANNELS, ("owner: lin\n    moderators: [mei]", "owner: lin ⟵")) | COUNTED,
        says="一名管理员",
    ),
    Case(
        "CHN01",
        "owner is the only moderator",
        edit(CHANNELS, ("owner: lin\n    moderators: [mei]", "owner: lin ⟵\n    moderators: [lin]")) | COUNTED,
    ),
    Case(
        "CHN02",
        "458/500",
        edit(CHANNELS, ("    owner: lin\n", "    owner: lin\n    capacity: 500 ⟵\n"))
        | {GROUP: "snapshots: [{date: 2026-11-22, channel: wx, members: 458}]\n"},
        says="满员|458",
    ),
    Case(
        "CHN03",
        "paused",
        edit(CHANNELS, ("status: active", "status: paused\n    status_since: 2026-09-30")) | post("channels: [wx] ⟵"),
        says="2026-09-30 已停更",
    ),
    Case(
        "CHN03",
        "archived",
        edit(CHANNELS, ("status: active", "status: archived\n    status_since: 2026-09-30")) | post("channels: [wx] ⟵"),
    ),
    Case(
        "CHN04",
        "no basis of consent",
        edit(CHANNELS, ("    status: active\n", "    status: active\n    log: {exportable: true, format: irc} ⟵\n")),
        says="公告",
    ),
    Case(
        "CHN04",
        "no notice",
        edit(RULES, ("statistics_notice: {zh: 只统计数量。, en: We count totals only.}\n", ""))
        | edit(
            CHANNELS,
            (
                "    status: active\n",
                "    status: active\n    log: {exportable: true, format: irc, consent_basis: {zh: 群公告, en: Notice}}\n",
            ),
        ),
        at=RULES,
    ),
    *(
        Case(
            "STR01",
            f"key result without {key}",
            edit(STRATEGY, ("- {metric: speak_rate, baseline: 20, target: 30, due: 2026-12-31}", f"- {{{rest}}} ⟵")),
            says="关键结果",
        )
        for key, rest in (
            ("metric", "baseline: 20, target: 30, due: 2026-12-31"),
            ("baseline", "metric: speak_rate, target: 30, due: 2026-12-31"),
            ("target", "metric: speak_rate, baseline: 20, due: 2026-12-31"),
            ("due", "metric: speak_rate, baseline: 20, target: 30"),
        )
    ),
    Case(
        "STR02",
        "大幅提升活跃",
        edit(
            STRATEGY,
            (
                "{zh: 新人开口说第一句话, en: Newcomers say their first words}",
                "{zh: 大幅提升活跃, en: Greatly improve activity} ⟵",
            ),
        ),
        says="大幅",
    ),
    Case(
        "PER01",
        "no evidence",
        {"community/personas/reader.yml": PERSONA + "updated: 2026-11-01\n"},
        at="community/personas/reader.yml",
        says="依据",
    ),
    Case(
        "PER01",
        "older than 180 days",
        {
            "community/personas/reader.yml": PERSONA
            + "evidence: [{source: {zh: 访谈, en: Interviews}}]\nupdated: 2026-05-20 ⟵\n"
        },
        says="天",
    ),
]
RIVAL = """\
name: {zh: 墨读, en: Modu}
reviewed: 2026-11-01
"""
RIVAL_FILE = "community/competitors/modu.yml"
STRENGTH = "strengths:\n  - {{text: {{zh: 起步早, en: Early}}{}}}{}\n"
WEAK = "weaknesses:\n  - {{text: {{zh: 广告多, en: Many ads}}{}}}{}\n"
SAID = ", source: {zh: 官网, en: Site}, on: 2026-11-01"
PLANS = [
    Case(
        "CMP01",
        "no source",
        {RIVAL_FILE: RIVAL + STRENGTH.format(", on: 2026-11-01", " ⟵") + WEAK.format(SAID, "")},
        says="来源",
    ),
    Case(
        "CMP01",
        "no date",
        {RIVAL_FILE: RIVAL + STRENGTH.format(SAID, "") + WEAK.format(", source: {zh: 官网, en: Site}", " ⟵")},
        says="观察日期",
    ),
    Case(
        "CMP01",
        "watched without a source",
        {
            RIVAL_FILE: RIVAL
            + STRENGTH.format(SAID, "")
            + WEAK.format(SAID, "")
            + "watch:\n  - {on: 2026-11-01, what: {zh: 涨价, en: Dearer}} ⟵\n"
        },
        says="来源",
    ),
    Case(
        "PIL01",
        "0.85",
        {
            "content/pillars.yml": "pillars:\n  - {id: read, name: {zh: 读书, en: Reading}, share_target: 0.5}\n  - {id: make, name: {zh: 动手, en: Making}, share_target: 0.35}\n"
        },
        at="content/pillars.yml",
        says="0.85，应为 1",
    ),
]

CASE = "community/moderation/cases/2026/2026-0001.yml"
CASE_HEAD = """\
opened_at: 2026-11-20T10:00+08:00
channel: wx
rule: kind
subject: m-7f3a2c
severity: 3
by: lin
decided_at: 2026-11-20T12:00+08:00
"""
COMPLAINT = "community/complaints/2026/c-2026-031.yml"
APPEAL = "appeal: {at: 2026-11-21T10:00+08:00, outcome: pending, reviewer: lin} ⟵"
MEMBERS = "community/members/programme.yml"
LEVELS = "levels: [{id: new, name: {zh: 新人, en: New}, min_points: 0}]\n"
ITEM = "received: 2026-11-01\nkind: idea\ntitle: {zh: 想要夜读, en: Night reading}\n"


def survey(more: str = "", question: str = "愿意推荐给朋友吗？", mark: str = "", closes: str = "2026-11-15") -> Files:
    return {
        "community/surveys/2026-11.yml": SURVEY.replace("愿意推荐给朋友吗？", question)
        .replace("us?}}", f"us?}}}}{mark}")
        .replace("closes: 2026-11-15", f"closes: {closes}")
        + more
    }


CRITERIA = {
    "community/admission/criteria.yml": "criteria: [{id: why, question: {zh: 为什么来, en: Why}}]\n"
    "sources:\n  - {id: qr-poster-3, name: {zh: 海报3, en: Poster 3}, kind: qr} ⟵\n"
}
BATCH = "community/admission/batches/2026-W47.yml"


def batch(row: str, criteria: bool = False) -> Files:
    found = {BATCH: f"week: 2026-W47\nreviewer: lin\nrows:\n  - {{channel: wx, source: qr-poster-3, {row}\n"}
    return found | {path: text if criteria else text.replace(" ⟵", "") for path, text in CRITERIA.items()}


AGREED = "agreement: {{from: 2026-01-01, to: {}, renewal_notice_days: 30{}}}"
MEMBERSHIP = [
    Case(
        "MOD01",
        "ban without a second reviewer",
        {CASE: CASE_HEAD + "level_applied: 4 ⟵\naction: ban\nevidence_ref: E-1\nsummary: 多次广告\n"},
        says="复核",
    ),
    Case(
        "MOD01",
        "ban at a low level",
        {CASE: CASE_HEAD + "level_applied: 2\naction: ban ⟵\nevidence_ref: E-1\nsummary: 多次广告\n"},
        at=CASE,
        says="复核",
    ),
    Case(
        "MOD01",
        "ban without evidence",
        {CASE: CASE_HEAD + "level_applied: 4 ⟵\naction: ban\nsecond_reviewer: mei\nsummary: 多次广告\n"},
        at=CASE,
        says="证据",
    ),
    Case(
        "MOD02",
        "real name",
        {CASE: CASE_HEAD + "level_applied: 1\naction: remind\nsummary: 真名叫张伟，在群里骂人 ⟵\n"},
        says="化名",
    ),
    Case(
        "MOD02",
        "nickname",
        {CASE: CASE_HEAD + "level_applied: 1\naction: remind\nsummary: 昵称“快乐的小鱼”连发广告 ⟵\n"},
        says="化名",
    ),
    Case(
        "MOD02",
        "account",
        {CASE: CASE_HEAD + "level_applied: 1\naction: remind\nsummary: '@happyfish 连发广告' ⟵\n"},
        says="化名",
    ),
    Case(
        "MOD03",
        "waits 52 h",
        {COMPLAINT: "received_at: 2026-11-19T20:00+08:00 ⟵\nvia: form\nkind: service\nseverity: 2\nowner: lin\n"},
        says="已等 52 小时",
    ),
    Case(
        "MOD03",
        "first reply after a day",
        {
            COMPLAINT: "received_at: 2026-11-19T20:00+08:00\nvia: form\nkind: service\nseverity: 2\nowner: lin\nfirst_reply_at: 2026-11-21T08:00+08:00 ⟵\n"
        },
    ),
    Case(
        "MOD04",
        "owner complained about",
        {
            COMPLAINT: "received_at: 2026-11-21T20:00+08:00\nvia: form\nkind: staff\nseverity: 2\nowner: lin ⟵\nabout: [lin]\n"
        },
        says="利益冲突|换一位",
    ),
    Case(
        "MOD04",
        "appeal to who decided",
        {CASE: CASE_HEAD + f"level_applied: 1\naction: remind\nsummary: 发广告\n{APPEAL}\n"},
        says="换一位",
    ),
    Case("ADM01", "does not add up", batch("applied: 50, approved: 40, rejected: 5, no_reply: 1} ⟵"), says="50"),
    Case(
        "ADM01",
        "46% rejected",
        batch("applied: 50, approved: 27, rejected: 23, no_reply: 0}", criteria=True),
        says="拒绝率 46%",
    ),
    Case(
        "MEM01",
        "no daily cap",
        {MEMBERS: "points:\n  - {action: share, points: 2, verify: auto} ⟵\n" + LEVELS},
        says="没有每日上限",
    ),
    Case(
        "MEM01",
        "pay to win",
        {MEMBERS: "points:\n  - {action: buy, kind: purchase, points: 2, daily_cap: 2, verify: auto} ⟵\n" + LEVELS},
    ),
    Case(
        "MEM01",
        "worth more than the budget",
        {
            MEMBERS: "points:\n  - {action: help, points: 2, daily_cap: 2, verify: mod}\nbudget: {amount: 500, currency: CNY}\nredemption: [{item: {zh: 灯, en: Lamp}, cost: 10, stock: 10, value: {amount: 80, currency: CNY}, terms: {zh: 先到先得, en: First come}}]\n"
            + LEVELS
        },
        at=MEMBERS,
        says="预算",
    ),
    Case(
        "FBK01",
        "untouched for 14 days",
        {"community/feedback/fb-1.yml": ITEM + "status: new\n"},
        at="community/feedback/fb-1.yml",
        says="天",
    ),
    Case(
        "FBK01",
        "n=11",
        survey(
            "min_n: 30\nresult:\n  responses: 11\n  figures:\n    - {question: nps, n: 11, measure: nps, value: 40} ⟵\n"
        ),
        says="样本 11 份",
    ),
    Case(
        "FBK01", "two questions in one", survey(question="对活动和早报的内容满意吗？", mark=" ⟵", closes="2026-11-30")
    ),
    Case("PAR01", "notice of renewal", partner(AGREED.format("2026-12-30", "") + " ⟵"), says="续约"),
    Case(
        "PAR01",
        "deliverable in 14 days",
        partner("deliverables:\n  - {what: {zh: 样书, en: Books}, due: 2026-12-01} ⟵"),
        says="2026-12-01",
    ),
    Case(
        "PAR01",
        "exclusivity",
        partner(
            AGREED.format("2027-12-30", ", exclusivity: {zh: 纸品独家, en: Only paper brand}")
            + "\nconflicts: [baizhi] ⟵"
        )
        | partner("name: {zh: 白纸, en: Baizhi}\n" + AGREED.format("2027-12-30", ""), "baizhi"),
        says="排他",
    ),
]
SNAPSHOT = """\
{{"schema": 1, "period": "{0}", "from": "{1}", "to": "{2}", "as_of": "{2}", "timezone": "Asia/Shanghai", "inputs": [],
"definitions": {{}}, "metrics": {{"messages": [{{"channel": "wx", "messages": 209}}], "joins": [{{"channel": "*", "joined": {3}}}]}}}}
"""


def week(name: str, first: str, last: str, joined: int = 12) -> Files:
    return {f"community/stats/{name}.json": SNAPSHOT.format(name, first, last, joined)}


REPORT = "community/reports/weekly/2026-W46.md"
SAYS = "---\nperiod: 2026-W46\naudience: team\nnumbers:\n  - {text: 214 条, metric: messages, column: messages, channel: wx} ⟵\n---\n## 数字\n\n本周 214 条。\n\n## 所以\n\n下周换题目。\n"
SILENT = "---\nperiod: 2026-W46\naudience: team\n---\n## 数字\n\n本周很热闹。\n"
W46 = week("2026-W46", "2026-11-09", "2026-11-15")
NUMBERS = [
    Case(
        "PRV03",
        "n<5 in a snapshot",
        week("2026-W46", "2026-11-09", "2026-11-15", joined=3),
        at="community/stats/2026-W46.json",
        says="少于 5",
    ),
    Case(
        "MET01",
        "undefined metric",
        edit(STRATEGY, ("metric: speak_rate", "metric: active_rate"), ("2026-12-31}", "2026-12-31} ⟵")),
        says="active_rate",
    ),
    Case("MET01", "undefined metric of an event", event("targets: [{metric: heat, value: 3}] ⟵"), says="heat"),
    Case(
        "MET01",
        "target without baseline",
        adding(
            "community/metrics.yml",
            "  - {id: heat, name: {zh: 热度, en: Heat}, formula: {zh: 数, en: Count}}\ntargets:\n  - {metric: heat, period: 2026-Q4, target: 30} ⟵\n",
        ),
        says="基线",
    ),
    Case(
        "MET01",
        "no snapshot of a week",
        week("2026-W44", "2026-10-26", "2026-11-01") | W46,
        at="community/stats/2026-W44.json",
        says="2026-W45",
    ),
    Case(
        "MET01",
        "no member count this week",
        {
            GROUP: "snapshots: [{date: 2026-11-08, channel: wx, members: 300}, {date: 2026-11-22, channel: oa, members: 300}]\n"
        },
        at=CHANNELS,
        says="缺",
    ),
    Case("RPT01", "214 for 209", W46 | {REPORT: SAYS}, says="214"),
    Case("RPT02", "no so what", W46 | {REPORT: SILENT}, at=REPORT, says="所以"),
    Case(
        "TRD01",
        "no source",
        {
            "community/trends/2026-W47.yml": "week: 2026-W47\nkeywords:\n  - {term: 夜读, platform: {zh: 微博, en: Weibo}, value: 10, collected_at: 2026-11-20} ⟵\n"
        },
        says="source|来源|出处",
    ),
    Case(
        "TRD01",
        "no date",
        {
            "community/trends/2026-W47.yml": "week: 2026-W47\nkeywords:\n  - {term: 夜读, platform: {zh: 微博, en: Weibo}, value: 10, source: {zh: 热搜, en: Top list}} ⟵\n"
        },
    ),
    Case(
        "TRD01",
        "disaster as a topic",
        {
            "community/trends/2026-W47.yml": "week: 2026-W47\ntopics:\n  - {title: {zh: 地震热搜，借势推书单, en: Ride the earthquake}, fit: 4, use: post} ⟵\n"
        },
        says="灾难",
    ),
    Case(
        "TRD01",
        "advertising on a disaster",
        post("commercial: true", "【广告】地震让人难过，今天书券八折。"),
        says="灾难",
    ),
]
CASES = FILES + PRIVATE + PEOPLE + PLANS + MEMBERSHIP + NUMBERS
