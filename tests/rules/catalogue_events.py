"""Rows of the catalogue about events and prize draws."""

# ruff: noqa: E501  (files to be written are quoted as they are)

from catalogue_form import EVENT, RAFFLE, Case, Files, event, raffle

TASKS = "events/2026-12-05-evening/tasks.yml"
BUDGET = "events/2026-12-05-evening/budget.yml"
OFFLINE = "attendance_mode: offline\nstatus: announced"
ONLINE = "attendance_mode: online\nstatus: announced"
PAST = "events/2026-11-01-evening/event.yml"
DONE = "start: 2026-11-01T14:00+08:00\nend: 2026-11-01T16:00+08:00\nstatus: done"


def agenda(*rows: str) -> Files:
    return event("agenda:\n" + "\n".join(f"  - {{{row}}}" for row in rows).replace(" ⟵}", "} ⟵"))


def tasks(*rows: str) -> Files:
    return event("owner: lin") | {TASKS: "tasks:\n" + "".join(f"  - {{{row}}}\n" for row in rows).replace(" ⟵}", "} ⟵")}


def safety(**keys: str) -> str:
    usual = {
        "lead": "lin",
        "first_aid": "{zh: 急救箱, en: Kit}",
        "insurance": "{zh: 公众责任险, en: Liability}",
        "expected_max": "30",
    }
    return "safety: {" + ", ".join(f"{key}: {value}" for key, value in (usual | keys).items() if value) + "}"


VENUE = "venue: {name: {zh: 书店, en: Shop}, capacity: 40, accessibility: {zh: 有坡道, en: Ramp}}"
CONDUCT = "code_of_conduct: {zh: 见群规, en: See the rules}"
SAFE = "\n".join((OFFLINE, VENUE, CONDUCT, safety()))
SPEAKER = "speakers:\n  - {{id: wu, name: {{zh: 吴老师, en: Ms Wu}}{}}} ⟵"
EVENTS = [
    Case("EVT01", "end before start", event("end: 2026-12-05T13:00+08:00 ⟵"), says="不晚于"),
    Case("EVT01", "end = start", event("end: 2026-12-05T14:00+08:00 ⟵")),
    Case(
        "EVT01",
        "timezone missing",
        event("start: 2026-12-05T14:00-05:00 ⟵\nend: 2026-12-05T16:00-05:00"),
        says="timezone",
    ),
    Case(
        "EVT01",
        "agenda overlaps",
        agenda(
            'from: "14:00", to: "15:00", title: {zh: 一, en: One}',
            'from: "14:30", to: "15:30", title: {zh: 二, en: Two} ⟵',
        ),
        says="重叠",
    ),
    Case(
        "EVT01",
        "item 3 ends after the event",
        agenda(
            'from: "14:00", to: "14:30", title: {zh: 一, en: One}',
            'from: "14:30", to: "15:00", title: {zh: 二, en: Two}',
            'from: "15:00", to: "16:30", title: {zh: 三, en: Three} ⟵',
        ),
        says="第 3 项议程超出活动",
    ),
    Case("EVT01", "agenda before the event", agenda('from: "13:00", to: "14:30", title: {zh: 一, en: One} ⟵')),
    Case(
        "EVT02",
        "capacity over the venue",
        event(f"{VENUE}\nregistration: {{capacity: 60, data_kept_until: 2027-01-31}} ⟵"),
        says="40",
    ),
    Case("EVT02", "expected over the venue", event(f"{VENUE}\n{safety(expected_max='60')} ⟵"), says="40"),
    Case("EVT02", "1000 people without a permit", event(f"{OFFLINE}\n{safety(expected_max='1000')} ⟵"), says="公安"),
    Case("EVT03", "no target", event("status: planned ⟵"), at=EVENT, says="至少写一个"),
    Case(
        "EVT04",
        "late",
        tasks("id: venue, title: {zh: 订场地, en: Venue}, owner: lin, due_t: -20"),
        at=TASKS,
        says="有 1 项逾期",
    ),
    Case(
        "EVT04", "no owner", tasks("id: venue, title: {zh: 订场地, en: Venue}, due_t: -1"), at=TASKS, says="没有负责人"
    ),
    Case(
        "EVT04",
        "circle",
        tasks(
            "id: aa, title: {zh: 甲, en: A}, owner: lin, due_t: -1, depends: [bb]",
            "id: bb, title: {zh: 乙, en: B}, owner: lin, due_t: -1, depends: [aa]",
        ),
        at=TASKS,
        says="互相等待",
    ),
    Case(
        "EVT05",
        "no reminder",
        event(
            ONLINE + "\nstart: 2026-11-24T14:00+08:00\nend: 2026-11-24T16:00+08:00",
            "events/2026-11-24-evening/event.yml",
        ),
        at="events/2026-11-24-evening/event.yml",
        says="T-1",
    ),
    *(
        Case("EVT06", f"no {what}", event(SAFE.replace(was, now)), at=EVENT, by=by, says=told)
        for what, was, now, by, told in (
            ("safety lead", safety(), "", "status-requirements", "安全"),
            ("first aid", safety(), safety(first_aid=""), "", "急救"),
            ("insurance", safety(), safety(insurance=""), "", "保险"),
            ("accessibility", ", accessibility: {zh: 有坡道, en: Ramp}", "", "", "无障碍"),
            ("code of conduct", CONDUCT, "", "status-requirements", "行为准则"),
        )
    ),
    Case(
        "EVT06",
        "nothing of it a week before",
        event(
            "attendance_mode: offline\nstart: 2026-11-28T14:00+08:00\nend: 2026-11-28T16:00+08:00",
            "events/2026-11-28-evening/event.yml",
        ),
        at="events/2026-11-28-evening/event.yml",
        says="安全负责人、急救安排、保险、无障碍说明、行为准则",
    ),
    Case("EVT07", "no consent", event(f"{ONLINE}\n{SPEAKER.format('')}"), at=EVENT, says="授权"),
    Case(
        "EVT07",
        "paid and undisclosed",
        event(f"{ONLINE}\n{SPEAKER.format(', consent: true, fee: {amount: 500, currency: CNY}')}"),
        at=EVENT,
        says="披露",
    ),
    Case(
        "EVT07",
        "no backup",
        event(
            f"{ONLINE}\nstart: 2026-11-27T14:00+08:00\nend: 2026-11-27T16:00+08:00\n{SPEAKER.format(', consent: true')}",
            "events/2026-11-27-evening/event.yml",
        ),
        at="events/2026-11-27-evening/event.yml",
        says="来不了",
    ),
    Case(
        "EVT08",
        "112% spent",
        event()
        | {
            BUDGET: "currency: CNY\nlines:\n  - {item: {zh: 场地, en: Venue}, planned: 900, actual: 1120}\n  - {item: {zh: 机动, en: Reserve}, category: contingency, planned: 100}\ncontingency_pct: 10\n"
        },
        at=BUDGET,
        says="112%",
    ),
    Case(
        "EVT08",
        "contingency under 10%",
        event()
        | {
            BUDGET: "currency: CNY\nlines:\n  - {item: {zh: 场地, en: Venue}, planned: 950}\n  - {item: {zh: 机动, en: Reserve}, category: contingency, planned: 50}\ncontingency_pct: 5 ⟵\n"
        },
        at=BUDGET,
        says="5%",
    ),
    Case("EVT09", "no retro at T+7", event(DONE, PAST), at=PAST, says="复盘应于 2026-11-08 前完成"),
    Case("EVT09", "no results at T+14", event(DONE, PAST), at=PAST, says="结果应于 2026-11-15"),
]
FIFTEEN = {
    "prize_kinds": "奖项种类",
    "eligibility": "参与条件",
    "how_to_enter": "参与方式",
    "draw_at": "开奖时间",
    "draw_method": "开奖方式",
    "prizes": "奖品",
    "odds_or_quantity": "",
    "claim_window": "兑奖时间",
    "claim_conditions": "兑奖条件",
    "claim_method": "兑奖方式",
    "delivery": "交付方式",
    "forfeiture": "弃奖条件",
    "organizer": "主办方",
}
PRIZE = "prizes: [{{name: {{zh: 灯, en: Lamp}}, category: {{zh: 灯, en: Lamp}}, quantity: 1, unit_value: {{amount: {}, currency: CNY}}}}]"
NO_COUNT = "prizes: [{name: {zh: 灯, en: Lamp}, category: {zh: 灯, en: Lamp}, unit_value: {amount: 5, currency: CNY}}]"
STARTED = raffle("")
RAFFLES = [
    *(Case("RAF01", f"no {key}", raffle(f"{key}: -"), at=RAFFLE, says=told) for key, told in FIFTEEN.items() if told),
    Case("RAF01", "neither odds nor number", raffle(f"odds_or_quantity: -\n{NO_COUNT}"), at=RAFFLE, says="数量"),
    Case(
        "RAF01", "no contact", raffle("organizer: {name: {zh: 纸船读书会, en: Paper Boat}}"), at=RAFFLE, says="联系方式"
    ),
    Case(
        "RAF01",
        "no name of a prize's sort",
        raffle(PRIZE.format(5).replace("category: {zh: 灯, en: Lamp}, ", "")),
        at=RAFFLE,
        says="种类",
    ),
    Case(
        "RAF01",
        "no value",
        raffle(PRIZE.format(5).replace(", unit_value: {amount: 5, currency: CNY}", "")),
        at=RAFFLE,
        says="单价",
    ),
    Case("RAF02", "50,001 CNY", raffle(PRIZE.format(50001) + " ⟵"), says="5 万元"),
    Case(
        "RAF03",
        "501 CNY on the spot",
        raffle(PRIZE.format(501) + "\ndraw_kind: on-the-spot\ncommit: -"),
        at=RAFFLE,
        says="随时公示",
    ),
    Case("RAF04", "fewer prizes", raffle(PRIZE.format(50) + " ⟵"), base=STARTED, at=RAFFLE, says="不能再改"),
    Case(
        "RAF04",
        "shorter time to claim",
        raffle("claim_window: {zh: 十二月二日前, en: By 2 December} ⟵"),
        base=STARTED,
        says="兑奖时间",
    ),
    Case("RAF05", "no hash before entries close", raffle("commit: -"), at=RAFFLE, says="哈希"),
    Case(
        "RAF05",
        "hash published after entries closed",
        raffle(
            "commit: {seed_hash: 40aa6e5faf7f9a8806478bed95f616b4560708b8d2ee0396346a202a1f4a81eb, published_at: 2026-12-01T08:00+08:00} ⟵"
        ),
        says="晚于",
    ),
    Case(
        "RAF05",
        "seed is another one",
        raffle(
            "status: drawn\nresult: {entries_count: 2, entries: [m-aaaaaa, m-bbbbbb], winners: [{member: m-aaaaaa, prize: 1}], seed: another, drawn_at: 2026-12-01T12:00+08:00} ⟵"
        ),
        says="种子",
    ),
    Case(
        "RAF05",
        "winners ≠ recomputed",
        raffle(
            "status: drawn\ncommit: {seed_hash: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, published_at: 2026-11-10T08:00+08:00}\nresult: {entries_count: 3, entries: [m-aaaaaa, m-bbbbbb, m-cccccc], winners: [{member: m-aaaaaa, prize: 1}, {member: m-dddddd, prize: 1}], seed: abc, drawn_at: 2026-12-01T12:00+08:00} ⟵"
        ),
        says="复算",
    ),
    Case("RAF06", "no tax note", raffle("tax_note: -"), at=RAFFLE, says="20%"),
    Case("RAF06", "staff not excluded", raffle("excluded: -"), at=RAFFLE, says="工作人员"),
    Case("RAF06", "archive under two years", raffle("archive_until: 2028-11-30 ⟵"), says="两年"),
]
CASES = EVENTS + RAFFLES
