"""What people say: harmless made-up sentences in Chinese and English, cut to any length, and questions."""

from __future__ import annotations

import random
from bisect import bisect_right
from functools import lru_cache

from commops.synth.dice import Dice, lognormal_table
from commops.synth.records import Language

# Slots of the sentences. Books are long out of copyright; parts and versions are those of an invented reader.
_SLOTS: dict[str, tuple[str, ...]] = {
    "book": (
        "《浮生六记》",
        "《红楼梦》",
        "《陶庵梦忆》",
        "《呐喊》",
        "《西游记》",
        "《老残游记》",
        "《聊斋》",
        "《朝花夕拾》",
    ),
    "ebook": ("Walden", "Emma", "Dubliners", "Moby-Dick", "Middlemarch", "The Time Machine", "Dracula"),
    "part": ("外壳", "底板", "屏排线", "电池", "翻页键", "前光板", "充电口", "天线", "按键帽", "支架"),
    "epart": ("case", "main board", "battery", "page button", "front light", "charging port", "stand"),
    "ver": ("2.3.1", "2.3.2", "2.4-rc1", "2.4-rc2", "2.4.0", "2.4.1"),
    "n": ("3", "5", "8", "12", "15", "20", "28", "30", "40", "64"),
    "place": ("地铁上", "阳台", "图书馆", "办公室", "高铁上", "被窝里", "咖啡馆"),
}
_ZH = {
    "read": (
        "今天在{place}读完了{book}第{n}章",
        "{book}的注释比正文还有意思",
        "这句话我抄下来了:“山川之美,古来共谈”",
        "昨晚读到一点,今天有点困😂",
        "我把{book}放进通勤书单了",
        "纸书和墨水屏换着读,眼睛舒服多了",
        "周日晚上的共读我会来",
        "打卡第{n}天",
        "这一段译得真好",
        "我每天只读{n}页,慢慢来",
        "推荐配着注本一起看",
        "借了图书馆的版本,字号偏小",
        "早上{place}人太多,只能站着读",
        "领读人讲得很清楚,谢谢",
        "笔记已经同步到论坛了",
        "这本我读了两遍,第二遍才看懂",
        "晚上灯光调暗以后舒服很多",
        "{book}里写吃的段落最让人饿",
        "今天的每周好句投给这一条",
        "我和孩子一起读,{n}分钟刚好",
        "听完音频再看文字,印象深一些",
        "先占个座,晚点来补笔记",
        "周末去拾光书店转了一圈",
        "读书会的海报很好看",
        "我习惯先翻目录",
        "书签功能终于好用了",
    ),
    "make": (
        "{part}我打了{n}件,良率还行",
        "焊{part}之前记得先断电",
        "PETG 比 PLA 耐热一些",
        "新的{part}到货了,晚上装",
        "螺丝是 M2 的,别拧太紧",
        "支撑面朝下打印更平整",
        "我把{part}换成了磨砂的,手感不错",
        "功耗降到 {n} 毫安了",
        "排线要先对齐再压下去",
        "层高 0.{n} 打出来就很细腻",
        "助焊剂多一点没关系,记得清洗",
        "工作坊名额还有{n}个",
        "这块{part}是上一批的,孔位差一点",
        "万用表量过了,没有短路",
        "图纸传到论坛了,欢迎挑错",
        "背面贴一层绝缘胶带更放心",
        "第一次点亮,开心🎉",
        "前光均匀多了",
        "我用热风枪拆的,温度三百二",
        "木头外壳刷了两遍木蜡油",
        "打印机又堵头了",
        "安全眼镜一定要戴",
        "配重放在{part}旁边比较稳",
        "成本算下来{n}块左右",
    ),
    "code": (
        "{ver} 刷好了,翻页快了不少",
        "日志放在 /var/log/reader.log 里",
        "局部刷新改成 {n} 毫秒以后没有残影了",
        "补丁已经提交,等人看一眼",
        "Windows 下路径是 C:\\fw\\build",
        "休眠电流降到 {n} 微安",
        "字体渲染换了新的缓存",
        "先 git pull 再编译,别用旧的中间文件",
        "断言在 {ver} 上能稳定复现",
        "排版引擎的断行规则补了{n}条",
        "中文标点挤压做好了",
        "我把超时改成 {n} 秒",
        "回退到 {ver} 就正常了",
        "单元测试加了{n}个",
        "驱动里有个竞态,锁一下就好",
        "内存占用少了 {n}%",
        '配置项 "partial_refresh" 默认打开',
        "编译要装新的工具链",
        "固件问答夜我整理了记录",
        "看门狗重启的问题修好了",
        "这个接口以后会改名,先别依赖",
        "USB 传书快了一倍",
        "文档里补了一张时序图",
        "代码风格过了检查",
        "冲刺任务板第{n}项我来做",
        "串口波特率是 115200",
    ),
}
_EN = (
    "just finished chapter {n} of {ebook}",
    "the {epart} arrived today, looks great",
    "flashed {ver} last night, page turns feel faster",
    "thanks, that worked",
    "I read on the train, about {n} pages a day",
    "the new {epart} fits without sanding",
    "partial refresh is down to {n} ms here",
    "pushed a small fix, review welcome",
    "battery lasted {n} days on one charge",
    "reading night was lovely",
    "the docs for {ver} are up",
    "see you at the Q&A tonight",
    "my notes are on the forum now",
    "{ebook} is slower than I remembered, in a good way",
    "printed the {epart} in PETG, no warping so far",
    "the front light is much more even now",
    "I rolled back to {ver} and it is stable",
    "tests are green again 🎉",
    "font rendering got a new cache",
    "line breaking for mixed text is better",
    "hello from a rainy evening",
    "I can help with the translation",
    'the quote "read slowly" is on my wall now',
    "please ground yourself before touching the {epart}",
    "saved {n} percent of memory with a smaller buffer",
    "great write-up, bookmarked",
)
_SHORT = {
    "zh": (
        "好",
        "收到",
        "哈哈",
        "谢谢",
        "赞",
        "学到了",
        "+1",
        "确实",
        "同感",
        "在的",
        "哈哈哈哈",
        "好的,谢谢",
        "辛苦了",
        "早",
        "晚安",
        "👍",
        "厉害",
        "来了",
        "👏👏",
        "对,就是这样",
    ),
    "en": (
        "thanks",
        "+1",
        "nice",
        "lol",
        "same here",
        "agreed",
        "got it",
        "good morning",
        "👍",
        "yes",
        "cool, thanks",
        "haha",
        "welcome",
    ),
}
_QUESTIONS = {
    "read": ("{book}哪个版本注释好?", "今晚共读几点开始?", "有人读过{book}吗", "字号调到 {n} 会不会太大?", "书单在哪里看?", "补卡怎么操作?", "大家一般在{place}读多久?", "第{n}章那句话怎么理解?"),
    "make": ("{part}用什么材料打比较好?", "{part}装反了会烧吗", "有没有{part}的图纸?", "焊{part}用多少度?", "谁有多余的{part}?", "层高 0.{n} 要打多久?", "这个{part}兼容老板子吗?", "功耗 {n} 毫安算正常吗?"),
    "code": ("{ver} 什么时候发布?", "升级到 {ver} 以后翻页卡,有人遇到吗", "怎么打开调试日志?", "回退到 {ver} 要清数据吗?", "断行规则在哪个文件里?", "编译报错 {n} 个,少装了什么?", "能不能加一个旋转的选项?", "休眠电流 {n} 微安正常吗?"),
    "english": ("does {ver} fix the ghosting?", "which {epart} should I order?", "how do I get the debug log?", "has anyone read {ebook}?", "is {n} mA in sleep normal?", "when does the Q&A start?", "can I swap the {epart} without soldering?", "where is the build guide?"),
}  # fmt: skip
_ANSWERS = {
    "zh": ("看群公告第二条", "我用的就是这个,没问题", "论坛上有教程,搜一下标题就有", "晚上八点", "可以的", "我试过,行", "先断电再试", "建议等下个版本", "在文档的第三节", "一般{n}左右", "把缓存清一下就好", "图书馆那版不错"),
    "en": ("yes, works for me", "see the pinned post", "tonight at eight, Shanghai time", "the guide has it in section {n}", "try clearing the cache first", "around {n}, give or take", "not yet, next release", "I have one, works fine"),
}  # fmt: skip
_SPAM = (
    "【免费领】全套考证资料,先到先得",
    "兼职日结,轻松上手,点链接了解",
    "加群领内部优惠券,名额有限",
    "Free study pack for everyone, click now",
)
SITE = "https://example.org"
_PAGES = (
    "/docs/build",
    "/docs/flash",
    "/t/142",
    "/t/318",
    "/t/77?page=2",
    "/books/autumn",
    "/events",
    "/releases/2.4",
    "/guide?lang=zh&v=2",
)
TAGS = ("#每周好句", "#共读", "#打卡", "#固件问答夜", "#装机")

_LENGTHS = {"zh": lognormal_table(3.3, 1.1), "en": lognormal_table(4.1, 1.0)}
"""Characters of a message: median 27 in Chinese; English says the same in about twice as many letters."""
_CLAUSES = 6_000


class Phrases:
    """Sentence material of one topic: one long text with its cuts, so that any length costs one slice."""

    def __init__(self, topic: str, language: Language) -> None:
        source = random.Random(f"phrases/{topic}")  # noqa: S311
        clauses = _EN if language == "en" else _ZH[topic]
        marks = (". ", ", ", "! ", " - ", ".\n") if language == "en" else ("，", "。", "，", "～", "。\n")
        pieces, self._cuts, length = [], [0], 0
        for _ in range(_CLAUSES):
            mark = source.choices(marks, (45, 35, 8, 8, 2))[0]
            piece = _filled(source.choice(clauses), source) + mark
            pieces.append(piece)
            length += len(piece)
            self._cuts.append(length)
        self._text = "".join(pieces)
        self._short = _SHORT[language]
        self._answers = tuple(_filled(text, source) for text in _ANSWERS[language] for _ in range(6))
        questions = _QUESTIONS["english" if language == "en" else topic]
        self._questions = tuple(_filled(text, source) for text in questions for _ in range(12))
        self._lengths = _LENGTHS[language]
        self._long = 12 if language == "en" else 6

    def statement(self, dice: Dice) -> str:
        """Something said, of a length drawn at random; never a question."""
        wanted = dice.pick(self._lengths)
        if wanted <= self._long:
            return dice.pick(self._short)
        first = int(dice.random() * (_CLAUSES // 2))
        start = self._cuts[first]
        last = bisect_right(self._cuts, start + wanted + 3, first + 2) - 1
        return self._text[start : self._cuts[last]].rstrip(",，。～.!- \n")

    def question(self, dice: Dice) -> str:
        """Something asked, one time in three with a sentence before it."""
        asked = dice.pick(self._questions)
        if dice.random() < 0.33:
            first = int(dice.random() * (_CLAUSES // 2))
            return self._text[self._cuts[first] : self._cuts[first + 1]].rstrip("\n") + asked
        return asked

    def answer(self, dice: Dice) -> str:
        """A reply to a question."""
        return dice.pick(self._answers) if dice.random() < 0.5 else self.statement(dice)


def _filled(text: str, source: random.Random) -> str:
    while "{" in text:
        before, _, rest = text.partition("{")
        slot, _, after = rest.partition("}")
        text = before + source.choice(_SLOTS[slot]) + after
    return text


@lru_cache(maxsize=8)
def phrases(topic: str, language: Language) -> Phrases:
    """The material of a topic; made once."""
    return Phrases(topic, language)


def link(dice: Dice) -> str:
    """An address on a domain that belongs to nobody."""
    return SITE + dice.pick(_PAGES)


def spam(dice: Dice) -> tuple[str, str]:
    """What a spam account writes: a sentence and an address."""
    return dice.pick(_SPAM), f"https://promo.example.com/{int(dice.random() * 900) + 100}"


def welcome(names: list[str], language: Language) -> str:
    """What the bot says to newcomers."""
    who = "、".join(names) if language == "zh" else ", ".join(names)
    if language == "zh":
        return f"欢迎 {who} 加入!请先看群公告,介绍一下自己和正在读的书。"
    return f"Welcome {who}! Please read the pinned rules and say hello."
