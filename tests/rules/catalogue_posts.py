"""Rows of the catalogue about the calendar, posts and the words in them."""

# ruff: noqa: E501  (files to be written are quoted as they are)

from catalogue_form import POST, Case, Files, ad, edit, event, partner, post

CHANNELS = "community/channels.yml"
ASSETS = "content/assets.yml"
PILLARS = "content/pillars.yml"
DAY = "content/posts/2026/11/"


def days(*numbers: int, kind: str = "text", pillar: str = "read") -> Files:
    """Published posts of these days of November 2026."""
    found: Files = {}
    for day in numbers:
        at = f"2026-11-{day:02}T12:00+08:00"
        front = f"title: {{zh: 第 {day} 日, en: Day {day}}}\ndate: {at}\nstatus: published\nkind: {kind}\npillar: {pillar}\nauthor: mei"
        front += f"\napproved_by: lin\napproved_at: 2026-10-30T10:00+08:00\npublished: [{{channel: wx, at: {at}, url: 'https://example.org/{day}'}}]"
        found |= post(front, f"今天是 {day} 日，聊聊第 {day} 章。", f"{DAY}2026-11-{day:02}-day.md")
    return found


def at(times: list[str], mark: bool = True) -> Files:
    """Posts of 24 November at these times; the last one is guilty."""
    return {
        path: text
        for number, time in enumerate(times)
        for path, text in post(
            f"title: {{zh: 第 {number} 条, en: Post {number}}}\ndate: 2026-11-24T{time}+08:00"
            + (" ⟵" if mark and number == len(times) - 1 else ""),
            "甲乙丙丁"[number] * 8,
            f"{DAY}2026-11-24-p{number}.md",
        ).items()
    }


BUSY = edit(CHANNELS, ("    status: active\n", "    status: active\n    frequency: {max_per_day: 2}\n"))
LIVE = "kind: ama\nattendance_mode: online\nstatus: announced\nstart: 2026-11-24T20:00+08:00\nend: 2026-11-24T21:30+08:00\nowner: lin"
AMA = event(LIVE, "events/2026-11-24-ama/event.yml")
ANNOUNCED = post(
    "title: {zh: 今晚见, en: Tonight}\nevent: 2026-11-24-ama\ndate: 2026-11-24T20:00+08:00\nkind: live",
    "开聊。",
    f"{DAY}2026-11-24-ama.md",
)
PERSONA = {
    "community/personas/commuter-reader.yml": "name: {zh: 通勤读者, en: Commuter reader} ⟵\nneeds: [{zh: 短, en: Short}]\n"
    "evidence: [{source: {zh: 访谈, en: Interviews}}]\nupdated: 2026-11-01\n"
}
TWO_PILLARS = {
    PILLARS: "pillars:\n  - {id: read, name: {zh: 读书, en: Reading}, share_target: 0.9}\n"
    "  - {id: notice, name: {zh: 活动通知, en: Notices}, share_target: 0.1} ⟵\n"
}
MIX = list(range(9, 22))
CALENDAR = [
    Case("CAL01", "4 posts, at most 2", BUSY | at(["09:00", "11:00", "13:00", "15:00"]), says="有 4 条，上限 2 条"),
    Case("CAL02", "23:40", post("date: 2026-11-24T23:40+08:00 ⟵"), says="23:40 在“读书群”的免打扰时段"),
    Case("CAL02", "07:59", post("date: 2026-11-24T07:59+08:00 ⟵")),
    Case(
        "CAL03",
        "nothing for 21 days",
        {"community/policy.yml": "settings: {gap_days: 20}\n"} | days(1),
        at=CHANNELS,
        says="已 21 天无内容",
    ),
    Case(
        "CAL04",
        "62% for a target of 10%",
        TWO_PILLARS | days(*MIX[:5]) | days(*MIX[5:], pillar="notice"),
        at=PILLARS,
        says="活动通知”占 62%|62%",
    ),
    Case("CAL04", "one kind over 70%", days(*MIX, kind="notice"), at=PILLARS, says="%"),
    Case("CAL05", "20 minutes apart", at(["09:00", "09:20"]), says="只隔 20 分钟"),
    Case("CAL05", "during the AMA", AMA | ANNOUNCED | post("date: 2026-11-24T20:30+08:00 ⟵"), says="20:00–21:30"),
    Case(
        "CAL06",
        "13 December",
        post("date: 2026-12-13T12:00+08:00 ⟵", path="content/posts/2026/12/2026-12-13-day.md"),
        says="12 月 13 日是国家公祭日，请检查语气|公祭日，请检查语气",
    ),
    Case(
        "CAL06",
        "public holiday",
        post("date: 2026-10-01T12:00+08:00 ⟵", path="content/posts/2026/10/2026-10-01-day.md")
        | edit("community/community.yml", ("as_of: 2026-11-22", "as_of: 2026-09-22")),
        says="国庆",
    ),
    Case(
        "CAL06",
        "event on a memorial day",
        event("start: 2026-12-13T14:00+08:00 ⟵\nend: 2026-12-13T16:00+08:00", "events/2026-12-13-evening/event.yml"),
        says="公祭日",
    ),
]
READY = "kind: text\npillar: read\nauthor: mei"
APPROVED = f"{READY}\nstatus: approved\napproved_by: lin\napproved_at: 2026-11-21T10:00+08:00"
SCHEDULED = f"{APPROVED}\nscheduled_at: 2026-11-24T12:00+08:00".replace("status: approved", "status: scheduled")


def asset(keys: str, alt: str = "{zh: 木桌上的一盏灯, en: A lamp on a table}", front: str = READY) -> Files:
    """A post with a picture that the list of assets describes so."""
    row = f"  - {{id: cover, url: 'https://example.org/cover.jpg', kind: image, alt: {alt}{keys}}} ⟵\n"
    return edit(ASSETS, ("assets:\n", f"assets:\n{row}")) | post(
        (front if "status" in front else f"{front}\nstatus: review") + "\nassets: [cover]"
    )


X = edit(CHANNELS, ("platform: wechat-group", "platform: x"))
CAMPAIGN = {
    "content/campaigns/winter.yml": "name: {zh: 冬读, en: Winter}\nobjective: o1\nstart: 2026-11-01\nend: 2026-12-31\nowner: lin\n"
    "channels: [wx]\ntargets: [{metric: speak_rate, value: 30}]\nutm: {campaign: winter}\ncommercial: false\n"
}
LATE = "date: 2026-11-20T20:00+08:00"
LONG = "夜里的地铁上有人在读一本旧书，书页卷了边，封面写着河的名字，读到一半车就到站了。"
POSTS = [
    Case(
        "PST01",
        "review without pillar",
        post("status: review\nkind: text\nauthor: mei\nchannels: [wx]"),
        at=POST,
        says="缺：栏目|支柱",
    ),
    Case("PST01", "review without kind and author", post("status: review\npillar: read"), at=POST, says="作者"),
    Case("PST01", "review without text", post(f"{READY}\nstatus: review", ""), at=POST, says="正文"),
    Case(
        "PST01",
        "picture without its words",
        post("status: review\nkind: image\npillar: read\nauthor: mei"),
        at=POST,
        says="替代文字|素材",
    ),
    Case("PST01", "approved without approver", post(f"{READY}\nstatus: approved"), at=POST, says="批"),
    Case(
        "PST01",
        "scheduled without time",
        post(f"{APPROVED}".replace("status: approved", "status: scheduled")),
        at=POST,
        says="排期",
    ),
    Case(
        "PST01",
        "published without record",
        post(f"{SCHEDULED}".replace("status: scheduled", "status: published")),
        at=POST,
        says="发布",
    ),
    Case(
        "PST02",
        "approver = author",
        post(APPROVED.replace("approved_by: lin", "approved_by: mei ⟵")),
        says="作者，不能审批自己的内容",
    ),
    Case(
        "PST03",
        "idea → published",
        post(
            f"{SCHEDULED.replace('status: scheduled', 'status: published ⟵')}\npublished: [{{channel: wx, at: 2026-11-24T12:00+08:00, url: 'https://example.org/1'}}]"
        ),
        base=post("status: idea"),
        says="想法",
    ),
    Case(
        "PST04",
        "text edited after approval",
        post(APPROVED, "改了的正文。"),
        base=post(APPROVED, "批准时的正文。"),
        at=POST,
        says="正文",
    ),
    Case("PST05", "312 of 280 on X", X | post("", "字" * 156), at=POST, says="限 280，当前 312"),
    Case(
        "PST05",
        "title over its limit",
        edit(CHANNELS, ("moderators: [lin]\n", "moderators: [lin]\n    limits: {title: 20}\n"))
        | ad("channels: [oa]\ntitle: {zh: " + "长" * 21 + ", en: Long}\nkind: text", "长文"),
        at=POST,
        says="20",
    ),
    Case("PST06", "no alt", asset(", licence: own", "{zh: '', en: ''}"), by="valid-value", at=ASSETS, says="空"),
    Case("PST06", "alt = file name", asset(", licence: own", "{zh: cover.jpg, en: cover.jpg}"), says="文件名"),
    Case(
        "PST06",
        "picture in the text without alt",
        post(f"{READY}\nstatus: review", "看图：\n\n![](https://example.org/a.jpg)"),
        at=POST,
        says="替代文字",
    ),
    Case("PST07", "no licence", asset(""), by="valid-value", at=ASSETS, says="授权"),
    Case(
        "PST07",
        "portrait without consent",
        asset(", licence: own, people: true", front=APPROVED),
        at=POST,
        says="肖像同意",
    ),
    Case("PST08", "short link", post("", "看 https://t.cn/A6abcdef"), at=POST, says="看不出去向"),
    Case("PST08", "not https", post("", "看 http://example.org/a"), at=POST, says="http"),
    Case("PST08", "QR code in the text", post("", "扫描下方二维码进群。"), at=POST, says="扫"),
    Case("PST08", "broken link", post("links: [{url: 'https://example'}] ⟵"), at=POST),
    Case(
        "PST09",
        "no UTM",
        CAMPAIGN | post("campaign: winter\nlinks: [{url: 'https://shop.example.net/a'}] ⟵"),
        at=POST,
        says="UTM",
    ),
    Case(
        "PST10",
        "due 11-20 20:00",
        post(
            f"{LATE}\n" + SCHEDULED.replace("2026-11-24T12:00+08:00", "2026-11-20T20:00+08:00 ⟵"),
            path=f"{DAY}2026-11-20-late.md",
        ),
        says="原定 11-20 20:00",
    ),
    Case("PST11", "published 10 days ago", days(12), at=f"{DAY}2026-11-12-day.md", says="数据"),
    Case("PST12", "qa without a question", post("status: review\nkind: qa ⟵", "今天讲第三章。"), at=POST, says="问题"),
    Case(
        "PST12", "poll without a question", post("status: review\nkind: poll ⟵", "今天讲第三章。"), at=POST, says="问题"
    ),
    Case(
        "PST13",
        "no post since 28 October",
        PERSONA
        | {
            p.replace("/11/", "/10/").replace("11-28", "10-28"): t.replace("2026-11", "2026-10")
            .replace("2026-10-30T10", "2026-10-20T10")
            .replace("author: mei", "author: mei\npersona: [commuter-reader]")
            for p, t in days(28).items()
        },
        says="自 2026-10-28 起没有内容",
    ),
    Case("PST14", "half-width comma", post("", "今天读第三章,晚上聊。"), at=POST, says="半角"),
    Case(
        "PST14",
        "no space between Chinese and Latin",
        post("", "今天用Kindle读第三章。") | {"community/policy.yml": "settings: {script_spacing: 1}\n"},
        at=POST,
        says="空格",
    ),
    Case("PST14", "typo", post("", "请大家按步就班地读。"), at=POST, says="按部就班"),
    Case(
        "PST15",
        "86% the same",
        post(f"{READY}", LONG * 3 + "完。")
        | post(
            READY + "\ndate: 2026-11-10T12:00+08:00\ntitle: {zh: 旧文, en: Old}", LONG * 3, f"{DAY}2026-11-10-old.md"
        ),
        at=POST,
        says="是否有意重复",
    ),
]


def words(row: str, text: str, says: str, *others: str, free: bool = True) -> list[Case]:
    """The words in advertising and, for rows that depend on the use, in an ordinary post."""
    found = []
    for one in (text, *others):
        found.append(Case(row, f"{one} in advertising", ad("", one), at=POST, commercial=True, says=says))
        if free:
            found.append(Case(row, f"{one} elsewhere", post("", one), at=POST))
    return found


COMPETITOR = {
    "community/competitors/modu.yml": "name: {zh: 墨读, en: Modu}\nreviewed: 2026-11-01\nstrengths: [{text: {zh: 早, en: Early}, source: {zh: 官网, en: Site}, on: 2026-11-01}]\n"
    "weaknesses: [{text: {zh: 广告多, en: Ads}, source: {zh: 官网, en: Site}, on: 2026-11-01}]\n"
}
ABSOLUTE = """国家级 世界级 宇宙级 最高级 最佳 顶级 极品 第一品牌 领导品牌 领袖品牌 全网第一 全国第一 世界第一 行业第一 销量第一 销量冠军
NO.1 TOP1 全网最低 史上最低 全国首家 全网独家 史无前例 前无古人 绝无仅有 独一无二 无与伦比 万能 王牌 填补国内空白"""
EVIDENCE = """最好 最强 最优 最快 最低价 最便宜 最先进 最安全 最专业 最权威 最全 最受欢迎 最畅销 最有效 最高端 唯一 首选 首个 首家 首款 独家 绝对
极致 完美 100% 百分百"""
LISTS = {
    "COP03": "治疗 治愈 根治 疗效 药效 消炎 抗癌 降血压 降血糖 增强免疫力 治失眠 排毒 无副作用 有效率98% 立竿见影",
    "COP04": "包过 保过 保录取 必考 押题 命题人 保证提分 7天精通",
    "COP05": "震惊 惊呆 不看后悔 速看马上删 内幕 真相只有一个 仅此一天 错过再等一年",
    "COP08": "保本 保收益 稳赚不赔 零风险 无风险收益 高回报 年化12% 躺赚 日入过万 月入过万 3个月回本 收益翻倍 原始股 入股名额 内部额度 分红承诺 众筹回报",
    "COP09": "转发朋友圈领 转发到朋友圈领 集赞 砍一刀 助力解锁 拉满3人 分享后可见 不转不是",
    "CPL11": "特供 专供 国宴 国家机关推荐 领导人推荐 驰名商标 免检 专家一致推荐 招财 转运 开光 旺运",
}
"""The starter word lists of the catalogue; each word in a sentence in which it is meant. Four of them have too many
ordinary uses to stand alone (更有效率, 刷机无风险, 阅读量翻倍, 读书会领导人) and are looked for with what makes them a claim."""
SENTENCES = {
    "COP01": "我们的墨水屏是{}的墨水屏。",
    "COP02": "我们的墨水屏{}。",
    "COP03": "这盏灯{}。",
    "COP04": "跟着这门课学，{}。",
    "COP08": "买我们的份额，{}。",
    "COP09": "{}就送书券。",
    "CPL11": "这盏灯{}。",
}
WORDS = [
    *words("CMP02", "我们的灯比墨读强一百倍。", "贬低"),
    *words(
        "COP01",
        "这是全网第一的墨水屏。",
        "绝对化用语",
        "这是全网第 一的墨水屏。",
        "這是全網第一的墨水屏。",
        "我们是ＮＯ．１。",
    ),
    Case(
        "COP01",
        "zero-width space inside",
        ad("", "这是全\u200b网第一的墨水屏。"),
        by="readable-file",
        at=POST,
        says="看不见的字符",
    ),
    *words("COP02", "这是最受欢迎的墨水屏。", "依据"),
    *words("COP03", "这盏灯治失眠。", "十七条"),
    *words("COP04", "跟读一月，考试包过。", "二十四条"),
    *words("COP06", "90%用户读完了全书。", "出处", "九成用户读完了全书。"),
    Case("COP05", "clickbait", post("title: {zh: 震惊！不看后悔, en: Do not miss this} ⟵"), says="夸张"),
    Case("COP07", "insult", post("", "你们这些傻逼别来。"), at=POST, says="攻击或歧视"),
    Case("COP07", "discrimination", post("", "河南人都是骗子。"), at=POST, says="攻击或歧视"),
    Case("COP07", "doxxing", post("", "大家把他人肉出来。"), at=POST, says=""),
    *(
        Case("COP08", f"{word} elsewhere", post("", f"买我们的份额，{word}。"), at=POST, says="法务审核")
        for word in ("保本", "年化12%", "入股名额")
    ),
    Case("COP09", "elsewhere", post("", "转发到朋友圈领书券一张。"), at=POST, says="分享"),
    *(
        Case("COP01", word, ad("", SENTENCES["COP01"].format(word)), at=POST, commercial=True)
        for word in ABSOLUTE.split()
    ),
    *(
        Case("COP02", word, ad("", SENTENCES["COP02"].format(word)), at=POST, commercial=True)
        for word in EVIDENCE.split()
    ),
    *(
        Case(row, word, ad("", SENTENCES[row].format(word)), at=POST, commercial=True)
        for row in SENTENCES
        if row in LISTS
        for word in LISTS[row].split()
    ),
    *(Case("COP05", word, post(f"title: {{zh: 读书会{word}, en: Reading}} ⟵")) for word in LISTS["COP05"].split()),
    Case("CPL01", "price", post("", "书灯原价 199 元，今天 99 元。"), at=POST, says="像是推广"),
    Case(
        "CPL01",
        "link to buy",
        post("", "想要的戳这里购买：https://item.taobao.com/item.htm?id=1"),
        at=POST,
        says="commercial",
    ),
    Case("CPL01", "coupon", post("", "下单立减，领优惠券再买。"), at=POST, says="commercial"),
    Case("CPL02", "no label", post("commercial: true", "书灯到货了。"), at=POST, says="广告"),
    Case(
        "CPL02", "label among hashtags", post("commercial: true", "书灯到货了。\n\n#广告 #书灯"), at=POST, says="广告"
    ),
    Case(
        "CPL02",
        "one variant without",
        post("commercial: true\nchannels: [wx, oa]\nvariants:\n  oa: {body: 书灯到货了。} ⟵", "【广告】书灯到货了。"),
        at=POST,
        says="广告",
    ),
    Case(
        "CPL02",
        "sponsored without a label",
        post("disclosure: {type: sponsored, partner: qimu}", "书灯到货了。") | partner(""),
        at=POST,
    ),
    Case(
        "CPL03",
        "partner without disclosure",
        post("", "今天试了栖木纸品的新本子。") | partner(""),
        at=POST,
        says="说明关系",
    ),
    *(
        Case(
            "CPL03",
            f"{kind}, untold",
            post(f"disclosure: {{type: {kind}}}", "今天试了新书灯，很亮。"),
            at=POST,
            says="告诉读者",
        )
        for kind in ("partner", "employee", "gifted")
    ),
    Case("CPL10", "generated", post("ai_generated: generated", "今天的海报。"), at=POST, says="标识办法第十条"),
    Case("CPL10", "assisted", post("ai_generated: assisted", "今天的海报。"), at=POST, says="标识办法第十条"),
    Case(
        "CPL10", "generated picture", asset(", licence: own, ai_generated: generated"), at=POST, says="标识办法第十条"
    ),
    Case("CPL11", "flag", ad("", "买书灯送国旗徽章，国徽同款。"), at=POST, commercial=True, says="国家象征"),
    Case("CPL11", "state organ", ad("", "国务院推荐的书灯。"), at=POST, commercial=True, says="机关"),
]
for _place, _one in enumerate(WORDS):
    if _one.row == "CMP02":
        WORDS[_place] = _one._replace(files=_one.files | COMPETITOR)
CASES = CALENDAR + POSTS + WORDS
