"""Who the numbers in a log are: invented nicknames, made from the number alone, so that nobody has to be remembered."""

from __future__ import annotations

import random
from functools import lru_cache

from commops.synth.recipe import Recipe

FIRST_BOT = 900
FIRST_MEMBER = 10_000
FIRST_SPAMMER = 50_000_000

# Display name and the chats (by topic) where they help; the demo's team, whose names its pages show anyway.
STAFF: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("林夕", ("read", "make", "code", "english")),
    ("周末", ("read",)),
    ("禾苗", ("read", "make")),
    ("阿德", ("english", "code")),
    ("宋宁", ("code",)),
    ("小满", ("read",)),
    ("阿棠", ("read",)),
    ("Kevin L.", ("english",)),
    ("Mira", ("english",)),
    ("老黑", ("make",)),
    ("yiyi", ("make", "code")),
)

_ZH_FIRST = (
    "安静 半夏 北窗 拆机 长亭 初七 春山 灯下 地铁 东篱 飞鸟 风铃 橘子 孤帆 海盐 寒露 核桃 蓝墨 流萤 芦苇 "
    "落纸 慢读 米粒 墨水 南风 柠檬 浅草 青柠 晴川 秋千 三更 山雨 石榴 书签 霜降 松果 苔藓 桃枝 听雨 晚舟 "
    "微光 乌龙 无名 西窗 溪边 小暑 星野 雪落 烟雨 夜航 一页 银杏 又见 雨前 远山 云朵 早班 折页 纸船 竹影"
).split()
_ZH_LAST = (
    "阿姨 邦 笔记 不困 茶 川 船 船长 打字员 大叔 的猫 灯 电工 读者 番茄 工坊 狗子 官 光 归人 海 河 鹤 狐 蝴蝶 "
    "记 匠 君 客 鲸 老师 鹿 猫 梅 鸟 喵 农夫 胖子 鹏 鸥 桥 青年 雀 人 书生 叔 树 松 同学 兔 先生 小队 小姐 "
    "小站 熊 学徒 焊工 燕 鱼 云"
).split()
_EN_FIRST = (
    "amber birch blue brass brisk calm chalk cinder cobalt copper coral dusty ember fern flint foggy frost gray "
    "hazel ink iris ivory jade juniper late linen lucky maple marble mellow mint misty mossy night oak olive paper "
    "pine plain quiet rainy river rusty salt sandy silent slate slow snowy spare spruce still stray swift tidy "
    "umber velvet violet warm"
).split()
_EN_LAST = (
    "badger bear bird bit boat book brush bus cable cat cedar circuit clock cloud comma crab crow desk diode drum "
    "elk fern finch flux fox frog garden gear goose hare harbor hawk heron iron kite lamp lark leaf lynx margin "
    "mole moth newt otter owl page pixel quill raven reader relay robin seal serif solder sparrow spine tern"
).split()


def _shuffled(first: list[str], last: list[str], seed: str) -> tuple[str, ...]:
    names = [one + two for one in first for two in last]
    random.Random(seed).shuffle(names)  # noqa: S311
    return tuple(names)


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of Chinese-speaking chats (one in five in Latin letters) and of English-speaking ones; no name in both."""
    chinese, latin = _shuffled(_ZH_FIRST, _ZH_LAST, "zh"), _shuffled(_EN_FIRST, _EN_LAST, "en")
    cut = len(latin) // 4
    mixed = [*chinese, *latin[:cut]]
    random.Random("mixed").shuffle(mixed)  # noqa: S311
    return tuple(mixed), latin[cut:]


class People:
    """Names and kinds of the people of one log. A person's number tells the chat they first joined."""

    def __init__(self, recipe: Recipe) -> None:
        self._chats = recipe.chats

    def member(self, chat: int, serial: int) -> int:
        """The number of the ``serial``-th person of a chat."""
        return FIRST_MEMBER + serial * len(self._chats) + chat

    def staff(self, chat: int) -> list[int]:
        """The team members who help in a chat."""
        topic = self._chats[chat].topic
        return [number for number, (_name, topics) in enumerate(STAFF, 1) if topic in topics]

    def bot(self, chat: int) -> int:
        """The bot that welcomes newcomers of a chat."""
        return FIRST_BOT + chat

    def is_bot(self, person: int) -> bool:
        """Whether it is one of the welcome bots."""
        return FIRST_BOT <= person < FIRST_BOT + len(self._chats)

    def name(self, person: int) -> str:
        """The display name; no two people share one, because some formats know people by nothing else."""
        if person <= len(STAFF):
            return STAFF[person - 1][0]
        if person >= FIRST_SPAMMER:
            return f"资料客服{person - FIRST_SPAMMER + 1}"
        if person < FIRST_MEMBER:
            chat = self._chats[person - FIRST_BOT]
            sister = f" {chat.index + 1}"
            return ("Firefly Bot" if chat.language == "en" else "萤页小助手 Bot") + sister
        serial, chat_index = divmod(person - FIRST_MEMBER, len(self._chats))
        same = [chat.index for chat in self._chats if chat.language == self._chats[chat_index].language]
        names = _lists()[self._chats[chat_index].language == "en"]
        turn, place = divmod(serial * len(same) + same.index(chat_index), len(names))
        return f"{names[place]}{turn + 1}" if turn else names[place]

    def handle(self, person: int) -> str:
        """An account name in lower-case letters and digits, as platforms with @names want one."""
        return f"user{person:x}"
