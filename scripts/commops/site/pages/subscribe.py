"""How to have the calendar in one's own: addresses by kind, by channel and by person, feeds, and a table."""

from __future__ import annotations

from collections.abc import Iterator

from commops.site import blocks, calendar_frame, public
from commops.site.calendar_frame import SUBSCRIBE
from commops.site.edition import Edition
from commops.site.feeds import atom, calendars
from commops.site.html import Child, Html, div, el, join, to_page
from commops.site.labels import label
from commops.site.tree import Page, body, heading


def pages(edition: Edition) -> Iterator[Page]:
    """One page."""
    title = edition.say("订阅日历", "Subscribe")
    yield Page(
        SUBSCRIBE,
        title,
        body(
            heading(1, title, "subscribe"),
            calendar_frame.views(edition, SUBSCRIBE),
            blocks.lead(
                edition.say(
                    "把链接地址加到自己的日历里，改期和取消会自己更新；想看新内容，用订阅源。",
                    "Add an address to your own calendar and changes arrive by themselves; for new posts use a feed.",
                )
            ),
            heading(2, edition.say("全部", "Everything"), "all"),
            _everything(edition),
            heading(2, edition.say("怎么添加", "How to add one"), "how"),
            _how(edition),
            heading(2, edition.say("按渠道", "By channel"), "channels"),
            _channels(edition),
            *_people(edition),
        ),
        edition.say(f"订阅{edition.name}的日历和更新", f"Calendars and feeds of {edition.name}"),
        source="community/channels.yml",
        kind="calendar",
    )


def _everything(edition: Edition) -> Html:
    rows: list[tuple[str, str, str]] = [
        ("calendar.ics", edition.say("活动与内容", "Events and posts"), edition.say("日历", "calendar")),
        ("events.ics", edition.say("只有活动", "Events only"), edition.say("日历", "calendar")),
        ("feed.xml", edition.say("新内容与新活动", "New posts and events"), "Atom"),
        ("feed.json", edition.say("新内容与新活动", "New posts and events"), "JSON Feed"),
        ("calendar.csv", edition.say("整张日历", "The whole calendar"), edition.say("表格（CSV）", "table (CSV)")),
    ]
    return blocks.table(
        [edition.say("内容", "What"), edition.say("形式", "Form"), edition.say("地址", "Address")],
        ([what, form, to_page(path, path)] for path, what, form in rows),
        class_="co-files",
    )


def _how(edition: Edition) -> Html:
    """Menus as the makers named them in November 2026; where nothing about addresses was found, that is said."""
    rows = (
        (
            edition.say("iPhone、iPad", "iPhone, iPad"),
            edition.say(
                "设置 → App → 日历 → 日历账户 → 添加账户 → 其他 → 添加已订阅的日历，粘贴地址。",
                "Settings → Apps → Calendar → Calendar Accounts → Add Account → Other → Add Subscribed Calendar; "
                "paste the address.",
            ),
        ),
        (
            edition.say("安卓手机", "Android"),
            edition.say(
                "在电脑上打开 Google 日历 → 其他日历旁的 + → 通过网址添加，手机会同步。"
                "没有 Google 服务的手机：下载 .ics 文件，用自带的日历打开。",
                "Google Calendar on a computer → + beside Other calendars → From URL, and the phone follows; on phones "
                "without Google, download the .ics file and open it with the phone's calendar.",
            ),
        ),
        (
            "Outlook",
            edition.say(
                "日历 → 添加日历 → 从 Web 订阅，粘贴地址。",
                "Calendar → Add calendar → Subscribe from web; paste the address.",
            ),
        ),
        (
            edition.say("飞书、企业微信", "Feishu, WeCom"),
            edition.say(
                "没有找到按地址订阅的官方说明。请在手机日历里订阅，或下载 .ics 文件导入；导入的内容不会自动更新。",
                "We found no official word on subscribing to an address. Subscribe in the calendar of your phone, or "
                "import the .ics file; what is imported does not follow later changes.",
            ),
        ),
    )
    return blocks.facts(*rows)


def _channels(edition: Edition) -> Html:
    columns = [edition.say("渠道", "Channel"), edition.say("平台", "Platform"), edition.say("日历", "Calendar"), "Atom"]
    return blocks.table(
        columns,
        (
            [
                edition.of("channel", channel.id),
                label(edition.lang, "channel-list", "channels", "platform", value=channel.platform),
                _file(calendars.channel_path(channel.id), edition.of("channel", channel.id)),
                _file(atom.channel_path(channel.id), edition.of("channel", channel.id)),
            ]
            for channel in public.channels(edition.ws)
        ),
    )


def _file(path: str, name: str) -> Html:
    kind = path.rpartition(".")[2]
    return to_page(path, f".{kind}", label=f"{name} .{kind}")


def _people(edition: Edition) -> list[Child]:
    """Nothing where the team is not public."""
    team = calendars.people(edition)
    if not team:
        return []
    links = [
        to_page(calendars.person_path(one.id), edition.of("person", one.id), class_="co-tag co-plain") for one in team
    ]
    return [
        heading(2, edition.say("按人", "By person"), "people"),
        el(
            "p",
            edition.say(
                "每个人的值班，和由他负责的公开活动与内容。",
                "Each person's shifts, and the public events and posts they answer for.",
            ),
        ),
        div("co-months", join(*links)),
    ]
