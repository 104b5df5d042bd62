"""Made-up strings with a fixed seed, to measure the privacy guard: half hold something private, half only look like it.

No value belongs to anybody: numbers are drawn, check digits are computed, and every context is invented here. Not a
test module.
"""

from __future__ import annotations

import base64
import hashlib
import random
import string
from collections.abc import Callable, Iterator
from typing import NamedTuple

from commops.wording.numbers import is_bank_card, is_id_card

SEED = 20261122
LETTERS = string.ascii_lowercase
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")


class Sample(NamedTuple):
    """A string and what the guard should say about it."""

    kind: str
    """Class it belongs to, for positives the kind that should be found."""
    text: str
    private: bool


def samples() -> list[Sample]:
    """All samples, always the same."""
    dice = random.Random(SEED)
    found = [Sample(kind, text, True) for kind, make, size in POSITIVE for text in _many(dice, make, size)]
    found += [Sample(kind, text, False) for kind, make, size in NEGATIVE for text in _many(dice, make, size)]
    return found


def _many(dice: random.Random, make: Callable[[random.Random], str], size: int) -> Iterator[str]:
    for _ in range(size):
        yield make(dice)


def digits(dice: random.Random, size: int) -> str:
    return "".join(dice.choices("0123456789", k=size))


def token(dice: random.Random, size: int, alphabet: str = string.ascii_letters + string.digits) -> str:
    while True:
        made = "".join(dice.choices(alphabet, k=size))
        if any(char.isdigit() for char in made) and any(char.isalpha() for char in made):
            return made


def hexa(dice: random.Random, size: int) -> str:
    return token(dice, size, "0123456789abcdef")


def around(dice: random.Random, value: str, words: str = "") -> str:
    """The value in some context: glued to Han characters, in YAML, in a table, in brackets."""
    before = dice.choice(words.split("|")) if words else ""
    return dice.choice(
        [
            f"报名请找小满，{before}{value}谢谢",
            f"notes: {before}{value}",
            f"（{before}{value}）",
            f'- {{name: 小满, contact: "{before}{value}"}}',
            f"小满,{before}{value},已到",
            f"有问题随时说{before}{value}。",
            f"alt: 海报右下角写着{before}{value}",
            f"{before}{value}",
            f"第二行\n{before}{value}\n第三行",
            f"<!-- {before}{value} -->",
        ]
    )


def mobile(dice: random.Random) -> str:
    return f"1{dice.choice('3456789')}{digits(dice, 9)}"


def phone(dice: random.Random) -> str:
    number = mobile(dice)
    a, b, c = number[:3], number[3:7], number[7:]
    written = dice.choice(
        [
            *(
                number,
                number,
                f"{a} {b} {c}",
                f"{a}-{b}-{c}",
                f"{a}.{b}.{c}",
                f"+86 {number}",
                f"+86{a}-{b}-{c}",
                f"86-{number}",
            ),
            *(
                f"(+86){number}",
                f"0086 {number}",
                number.translate(FULL),
                f"{a}\u200b{b}{c}",
                f"{number[:4]} {number[4:7]} {c}",
            ),
            *(f"{a}{b} {c}", "\ufe0f\u20e3".join(number) + "\ufe0f\u20e3", f"{a} {number[3:6]} {number[6:]}"),
        ]
    )
    return around(dice, written, "|联系电话|电话：|手机|手机号:|tel: |微信同号|找我")


def han_phone(dice: random.Random) -> str:
    number = mobile(dice).translate(HAN)
    return around(
        dice, dice.choice([number, number.replace("一", "幺", 1), number.replace("零", "〇")]), "|电话|手机|打给我"
    )


def landline(dice: random.Random) -> str:
    area = dice.choice(["010", "021", "0571", "0755", "028", "0991"])
    number = digits(dice, 8 if len(area) == 3 else 7).replace("0", "6", 1)
    written = dice.choice(
        [
            f"{area}-{number}",
            f"{area} {number}",
            f"({area}){number}",
            f"（{area}）{number}",
            f"{area}-{number[:4]}-{number[4:]}",
        ]
    )
    return around(dice, written, "|座机|电话：|tel ")


def abroad(dice: random.Random) -> str:
    written = dice.choice(
        [
            f"+44 20 7946 0{digits(dice, 3)}",
            f"+1 415 555 0{digits(dice, 3)}",
            f"+1-415-555-0{digits(dice, 3)}",
            f"+852 9{digits(dice, 3)} {digits(dice, 4)}",
            f"+81 90-{digits(dice, 4)}-{digits(dice, 4)}",
            f"+49 151 {digits(dice, 8)}",
            f"+886 9{digits(dice, 2)} {digits(dice, 3)} {digits(dice, 3)}",
            f"+33 6 {digits(dice, 2)} {digits(dice, 2)} {digits(dice, 2)} {digits(dice, 2)}",
        ]
    )
    return around(dice, written, "|call |电话|phone: ")


PROVINCES = ["11", "31", "33", "44", "51", "61", "65", "32", "37", "42"]


def birthday(dice: random.Random) -> str:
    return f"{dice.randint(1940, 2015)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"


def id_card(dice: random.Random) -> str:
    stem = dice.choice(PROVINCES) + digits(dice, 4) + birthday(dice) + digits(dice, 3)
    number = next(stem + last for last in "0123456789X" if is_id_card(stem + last))
    written = dice.choice(
        [
            number,
            number,
            number.lower(),
            f"{number[:6]} {number[6:14]} {number[14:]}",
            f"{number[:6]}-{number[6:14]}-{number[14:]}",
            number.translate(FULL),
        ]
    )
    return around(dice, written, "|身份证|身份证号：|证件号|id: ")


def old_id_card(dice: random.Random) -> str:
    number = dice.choice(PROVINCES) + digits(dice, 4) + birthday(dice)[2:] + digits(dice, 3)
    number = number[:6] + f"{dice.randint(40, 85)}" + number[8:]
    return around(dice, number, "身份证|身份证号：|证件号 |ID card ")


def luhn(stem: str) -> str:
    return next(stem + last for last in "0123456789" if is_bank_card(stem + last))


def bank_card(dice: random.Random) -> str:
    if dice.random() < 0.6:
        number = luhn("62" + digits(dice, dice.choice([13, 16])))
        written = dice.choice(
            [number, number, " ".join(number[at : at + 4] for at in range(0, len(number), 4)), number.translate(FULL)]
        )
        return around(dice, written, "|卡号|银行卡：|打款到|card ")
    number = luhn(dice.choice(["4" + digits(dice, 14), f"5{dice.randint(1, 5)}" + digits(dice, 13)]))
    grouped = dice.random() < 0.5
    written = " ".join(number[at : at + 4] for at in range(0, 16, 4)) if grouped else number
    return around(dice, written, "|卡号" if grouped else "信用卡|Visa |卡号：")


def mail(dice: random.Random) -> str:
    name = "".join(dice.choices(LETTERS, k=dice.randint(3, 9))) + dice.choice(
        ["", digits(dice, 3), "." + "".join(dice.choices(LETTERS, k=4))]
    )
    host = "".join(dice.choices(LETTERS, k=6))
    end = dice.choice(["cn", "com", "com.cn", "net", "io"])
    written = dice.choice(
        [
            *(
                f"{name}@{host}.{end}",
                f"{name}@{host}.{end}",
                f"{name}@163.com",
                f"{name}＠{host}.{end}",
                f"{name}@{host}．{end}",
            ),
            *(
                f"{name}(at){host}.{end}",
                f"{name} [at] {host}.{end}",
                f"{name} at {host} dot com",
                f"{name}#163.com",
                f"{name}[at]{host}[dot]cn",
            ),
        ]
    )
    return around(dice, written, "|邮箱|邮件：|mail ")


def wechat(dice: random.Random) -> str:
    name = dice.choice(
        [
            "".join(dice.choices(LETTERS, k=5)) + digits(dice, dice.randint(2, 6)),
            "".join(dice.choices(LETTERS, k=4)) + "_" + digits(dice, 4),
            "".join(dice.choices(LETTERS, k=3)).title() + "-" + digits(dice, 5),
        ]
    )
    word = dice.choice(
        [
            "微信",
            "微信：",
            "微信号",
            "微信号：",
            "加微信 ",
            "加我微信",
            "vx:",
            "VX ：",
            "wx：",
            "加v ",
            "加V：",
            "V信：",
            "v信号",
            "+v ",
            "薇信：",
            "WeChat: ",
            "wechat id: ",
            "weixin: ",
        ]
    )
    return dice.choice(
        [
            around(dice, word + name),
            around(dice, word + name),
            around(dice, "wxid_" + token(dice, 14, LETTERS + string.digits)),
        ]
    )


def qq(dice: random.Random) -> str:
    number = dice.choice("123456789") + digits(dice, dice.randint(4, 9))
    word = dice.choice(
        ["QQ", "QQ:", "QQ：", "qq ", "QQ号", "扣扣", "扣扣号", "企鹅号", "企鹅：", "加我QQ ", "Q号：", "ＱＱ："]
    )
    return around(dice, word + number)


def plate(dice: random.Random) -> str:
    capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    head = dice.choice("京津沪渝冀豫辽黑湘皖鲁苏浙赣鄂粤川闽陕") + dice.choice(capitals)
    body = dice.choice(
        [
            digits(dice, 5),
            dice.choice(capitals) + digits(dice, 4),
            f"D{digits(dice, 5)}",
            f"{digits(dice, 5)}F",
            digits(dice, 3) + dice.choice(capitals) + digits(dice, 1),
        ]
    )
    return around(dice, head + dice.choice(["", "", "·", " "]) + body, "车牌|车牌号：|停车：|我的车 |开车来，")


def passport(dice: random.Random) -> str:
    number = dice.choice(
        [
            f"E{digits(dice, 8)}",
            f"EJ{digits(dice, 7)}",
            f"G{digits(dice, 8)}",
            f"H{digits(dice, 8)}",
            f"C{digits(dice, 8)}",
        ]
    )
    return around(dice, number, "护照|护照号：|港澳通行证 |passport no. |Passport: |回乡证")


def robot(dice: random.Random) -> str:
    return around(
        dice,
        dice.choice(
            [
                f"https://oapi.dingtalk.com/robot/send?access_token={hexa(dice, 64)}",
                f"SEC{hexa(dice, 64)}",
                f"https://open.feishu.cn/open-apis/bot/v2/hook/{uuid(dice)}",
                f"https://open.larksuite.com/open-apis/bot/v2/hook/{uuid(dice)}",
                f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={uuid(dice)}",
            ]
        ),
    )


def uuid(dice: random.Random) -> str:
    text = hexa(dice, 32)
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def service(dice: random.Random) -> str:
    url = string.ascii_letters + string.digits + "_-"
    return around(
        dice,
        dice.choice(
            [
                f"1{digits(dice, 9)}:AA{token(dice, 33, url)}",
                f"https://discord.com/api/webhooks/1{digits(dice, 18)}/{token(dice, 68, url)}",
                f"{dice.choice('MNO')}{token(dice, 25)}.{token(dice, 6)}.{token(dice, 38, url)}",
                f"xoxb-{digits(dice, 12)}-{digits(dice, 13)}-{token(dice, 24)}",
                f"hooks.slack.com/services/T{token(dice, 10).upper()}/B{token(dice, 10).upper()}/{token(dice, 24)}",
                f"ghp_{token(dice, 36)}",
                f"github_pat_{token(dice, 22)}_{token(dice, 59)}",
                f"glpat-{token(dice, 20, url)}",
                f"AKIA{token(dice, 16, string.ascii_uppercase + string.digits)}",
                f"LTAI5t{token(dice, 18)}",
                f"sk-{token(dice, 48)}",
                f"sk-proj-{token(dice, 40)}",
                f"Authorization: Bearer {token(dice, 43, url)}",
                f"eyJ{token(dice, 20)}.eyJ{token(dice, 40)}.{token(dice, 43, url)}",
                "-----BEGIN " + dice.choice(["RSA ", "EC ", "OPENSSH ", ""]) + "PRIVATE KEY-----",
            ]
        ),
    )


def assigned(dice: random.Random) -> str:
    password = "".join(dice.choices(LETTERS, k=5)).title() + digits(dice, 4) + dice.choice(["", "!", "#"])
    return dice.choice(
        [
            f"password: {password}",
            f"密码：{password}",
            f"会议密码是{password}，别外传",
            f'"password": "{password}"',
            f"PWD={password}",
            f"appsecret: {hexa(dice, 32)}",
            f'"app_secret": "{token(dice, 32)}"',
            f"AppSecret={hexa(dice, 32)}",
            f"corpsecret：{token(dice, 43)}",
            f"access_token = '{token(dice, 43)}'",
            f"MASTODON_TOKEN={token(dice, 43)}",
            f"api_key: {token(dice, 32)}",
            f"client_secret=>{token(dice, 24)}",
            f"postgres://firefly:{password}@db.internal/app",
            f"口令：{password}",
        ]
    )


POSITIVE = [
    ("phone", phone, 180),
    ("phone", han_phone, 40),
    ("phone", landline, 60),
    ("phone", abroad, 60),
    ("id-card", id_card, 110),
    ("id-card", old_id_card, 30),
    ("bank-card", bank_card, 110),
    ("email", mail, 120),
    ("wechat", wechat, 120),
    ("qq", qq, 90),
    ("plate", plate, 60),
    ("passport", passport, 50),
    ("credential", robot, 70),
    ("credential", service, 120),
    ("credential", assigned, 110),
]


def order(dice: random.Random) -> str:
    return dice.choice(
        [
            f"订单号 {digits(dice, 18)}",
            f"订单号{mobile(dice)}已发货",
            f"快递单号：SF{digits(dice, 13)}",
            f"运单 {digits(dice, 15)}",
            f"流水号 2026{digits(dice, 14)}",
            f"receipt_ref: R-2026-{digits(dice, 3)}",
            f"order #{digits(dice, 11)}",
            f"工单编号：{digits(dice, 12)}",
        ]
    )


def book(dice: random.Random) -> str:
    stem = "9787" + digits(dice, 8)
    return dice.choice(
        [
            f"ISBN {stem}{digits(dice, 1)}",
            f"ISBN 978-7-{digits(dice, 3)}-{digits(dice, 5)}-{digits(dice, 1)}",
            f"书号{stem}{digits(dice, 1)}，共 {digits(dice, 3)} 页",
        ]
    )


def when(dice: random.Random) -> str:
    day = f"2026-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    clock = f"{dice.randint(0, 23):02d}:{dice.randint(0, 59):02d}"
    return dice.choice(
        [
            f"start: {day}T{clock}+08:00",
            f"{day} {clock} 至 {day} 22:00",
            f"{day.replace('-', '')}{clock.replace(':', '')}00",
            f"时间戳 17{digits(dice, 8)}",
            f"17{digits(dice, 11)} ms",
            f"date: {day.replace('-', '')}",
            f"{day.replace('-', '.')} {clock}",
            f"{day} 10:00 138 人 1234 次",
            f"+08:00 {day}",
        ]
    )


def version(dice: random.Random) -> str:
    return dice.choice(
        [
            f"固件 2.{digits(dice, 1)}.{digits(dice, 4)}",
            f"版本 1.3.8.{digits(dice, 4)}",
            f"firmware-{digits(dice, 8)}.bin",
            f"v{digits(dice, 1)}.{digits(dice, 2)}.{digits(dice, 5)}",
            f"build {digits(dice, 11)}",
            f"序列号 SN{digits(dice, 12)}",
            f"python-3.11.{digits(dice, 1)}",
            f"commit {hexa(dice, 40)}",
            f"sha256:{hexa(dice, 64)}",
            f"seed_hash: {hexa(dice, 64)}",
            f"m-{hexa(dice, 6)}",
            f"id: {uuid(dice)}",
        ]
    )


def price(dice: random.Random) -> str:
    return dice.choice(
        [
            f"¥{digits(dice, 5)}.{digits(dice, 2)}",
            f"预算 {digits(dice, 8)} 元",
            f"共 1{digits(dice, 3)},{digits(dice, 3)},{digits(dice, 3)} 次阅读",
            f"0.1380000{digits(dice, 4)}",
            f"coordinates 31.{digits(dice, 6)}, 121.{digits(dice, 6)}",
            f"{digits(dice, 2)} {digits(dice, 2)} {digits(dice, 2)} {digits(dice, 2)} {digits(dice, 2)}",
            f"impressions: {digits(dice, 4)}, reads: {digits(dice, 4)}",
            f"比例 {digits(dice, 3)}/500，群满 {digits(dice, 2)}%",
            f"size: {digits(dice, 9)}",
        ]
    )


def hotline(dice: random.Random) -> str:
    return dice.choice(
        [
            f"客服热线 400-{digits(dice, 3)}-{digits(dice, 4)}",
            f"400{digits(dice, 7)}",
            f"800-{digits(dice, 3)}-{digits(dice, 4)}",
            "报警打 110，急救打 120，投诉打 12345",
            f"拨打 955{digits(dice, 2)}",
            "消费者热线 12315、12320",
        ]
    )


def address(dice: random.Random) -> str:
    name = "".join(dice.choices(LETTERS, k=6))
    return dice.choice(
        [
            f"{name}@example.org",
            f"{name}@mail.example.com",
            f"{name}@firefly.test",
            f"noreply@{name}.com",
            f"git@github.com:{name}/{name}.git",
            f"uses: actions/{name}@v4.1.0",
            f"{name}@2x.png",
            f"@{name} 你好",
            f"npm i @{name}/core@1.2.3",
            f"见 https://example.org/@{name}/1{digits(dice, 10)}",
            f"meet at {name} and dot the page",
        ]
    )


def social(dice: random.Random) -> str:
    name = "".join(dice.choices(LETTERS, k=7))
    return dice.choice(
        [
            "微信群 wx-read-1 的人数",
            f"微信公众号 {name} 在更新",
            f"QQ群 {digits(dice, 3)}/2000",
            f"QQ 群 {dice.choice('123456789')}{digits(dice, 2)} 人",
            "channels: [wx-read-1, wx-read-2, qq-fw]",
            "微信是 WeChat 的中文名",
            "WeChat: reading group",
            "微信：见置顶",
            f"企鹅出版社第 {digits(dice, 3)} 版",
            f"wechat-group: {digits(dice, 3)}",
            "加微信群请扫码",
            "utm_source=wechat&utm_medium=group",
            f"微信读书 {digits(dice, 4)} 人在读",
        ]
    )


def car(dice: random.Random) -> str:
    return dice.choice(
        [
            f"全新A{digits(dice, 5)}芯片",
            f"型号 川A{digits(dice, 2)}",
            f"更新B{digits(dice, 3)}版",
            f"云A{digits(dice, 2)}节点",
            f"京东E{digits(dice, 8)}",
            f"零件号 E{digits(dice, 8)}",
            f"护照颁发给了 {digits(dice, 2)} 位成员",
            f"part G{digits(dice, 8)}",
            f"鲁迅全集 {digits(dice, 2)} 卷",
        ]
    )


def code(dice: random.Random) -> str:
    picture = base64.b64encode(hashlib.sha512(digits(dice, 9).encode()).digest()).decode()
    return dice.choice(
        [
            f"data:image/png;base64,{picture}",
            f"integrity: sha512-{picture}",
            "token: ${{ secrets.GITHUB_TOKEN }}",
            "password: <见密码管理器>",
            "api_key: your_api_key_here",
            "password = getpass.getpass()",
            "secret: xxxxxxxxxxxxxxxx",
            "key: retention_classic",
            "密码是什么？请问阿林",
            "口令：冬天的第一本书",
            "tokens: 1200",
            "忘记密码请点“找回密码”",
            "token_type: bearer",
            "https://example.org/hook/reading-night",
            "access_token=${ACCESS_TOKEN}",
            "password: '********'",
            "sk-learn-contrib-reading-night",
            f"https://example.org/p/{token(dice, 22)}",
        ]
    )


def snowflake(dice: random.Random) -> str:
    return dice.choice(
        [
            f"discord.com/channels/1{digits(dice, 18)}/1{digits(dice, 18)}",
            f"snowflake 1{digits(dice, 18)}",
            f'"id": "1{digits(dice, 17)}"',
            f"user{digits(dice, 9)}",
            f"uid={digits(dice, 11)}",
        ]
    )


def lookalike(dice: random.Random) -> str:
    """The right shape with a wrong check digit, a wrong first digit, or another meaning."""
    stem = dice.choice(PROVINCES) + digits(dice, 4) + birthday(dice) + digits(dice, 3)
    wrong_id = next(stem + last for last in dice.sample("0123456789", 10) if not is_id_card(stem + last))
    card = "62" + digits(dice, 16)
    wrong_card = next(card + last for last in dice.sample("0123456789", 10) if not is_bank_card(card + last))
    return dice.choice(
        [
            f"编号 {wrong_id}",
            wrong_id,
            f"单据{wrong_card}",
            wrong_card,
            f"条码 69{digits(dice, 11)}",
            f"IMEI 35{digits(dice, 13)}",
            f"1{dice.choice('012')}{digits(dice, 9)}",
            f"第 {digits(dice, 10)} 号",
            f"阅读 {digits(dice, 3)}，点赞 {digits(dice, 4)}，转发 {digits(dice, 4)}",
            f"QQ浏览器 {digits(dice, 2)}.{digits(dice, 1)}.{digits(dice, 4)}",
            f"微信Android{digits(dice, 2)}版能打开",
            f"会议号 {digits(dice, 3)}-{digits(dice, 3)}-{digits(dice, 3)}",
            f"GB {digits(dice, 5)}.1-2017",
            f"邮编 {digits(dice, 6)}，楼 {digits(dice, 2)}",
            f"沪ICP备{digits(dice, 8)}号-1",
            f"公网安备 {digits(dice, 14)}号",
        ]
    )


NEGATIVE = [
    ("lookalikes", lookalike, 220),
    ("order numbers", order, 170),
    ("books", book, 90),
    ("dates and times", when, 170),
    ("versions and digests", version, 190),
    ("prices and counts", price, 150),
    ("hotlines", hotline, 90),
    ("reserved addresses", address, 150),
    ("groups and platforms", social, 130),
    ("words like plates", car, 90),
    ("code and placeholders", code, 130),
    ("identifiers", snowflake, 70),
]
