"""The kinds of evidence about one account, when they make it worth a look, and how they read."""

from __future__ import annotations

from commops.stats.table import Row
from commops.texts import Text

SIGNALS = ("copies", "copied_with", "mostly_copies", "joined_with", "quick_link", "link_share", "site_with")
LEAST_SIGNALS = 2
"""One kind of evidence alone has innocent causes all the time: a shared joke, a good link."""

# mostly_copies: the share of a newcomer's messages that are copies, where it is half or more and most of those who
# write the same are newcomers too.
ACCOUNTS_QUERY = f"""
with every as (
  select said.name, said.messages, said.first_s, said.last_s, copies, copied_with,
    case when among_new and copies >= 0.5 * messages then round(copies / messages, 4) end as mostly_copies,
    joined_with, quick_link, round(link_share, 4) as link_share, site_with
  from said left join copier using (name) left join together using (name) left join quick using (name)
  left join linker using (name) left join sharer using (name)
), counted as (
  select *, cast(copies is not null as integer) + cast(mostly_copies is not null as integer)
    + cast(joined_with is not null as integer) + cast(quick_link is not null as integer)
    + cast(link_share is not null as integer) + cast(site_with is not null as integer) as signals
  from every
)
select name, messages, signals, first_s, last_s, {", ".join(SIGNALS)} from counted where signals >= {LEAST_SIGNALS}
order by signals desc, messages desc, name
"""  # noqa: S608 - names and numbers are ours

_SENTENCES = {
    "copies": Text(
        "{copies} 条消息与他人几乎相同（同一波共 {copied_with} 个账号）",
        "{copies} messages nearly equal to those of others ({copied_with} accounts in the same wave)",
    ),
    "mostly_copies": Text(
        "新来的，发言里 {mostly_copies:.0%} 是这样的复制，同一波里大半也是新人",
        "a newcomer like most of them; {mostly_copies:.0%} of its messages are such copies",
    ),
    "joined_with": Text(
        "前后半天内共有 {joined_with} 个新账号进群并当天发链接",
        "{joined_with} new accounts came within half a day and posted a link on their first day",
    ),
    "quick_link": Text("进群 {quick_link} 分钟后就发链接", "posted a link {quick_link} min after coming in"),
    "link_share": Text(
        "新来的，{link_share:.0%} 的消息带链接", "a newcomer with a link in {link_share:.0%} of its messages"
    ),
    "site_with": Text(
        "与共 {site_with} 个账号发同一网站，大多是新账号",
        "{site_with} accounts, most of them new, post links to the same site",
    ),
}


def sentence(row: Row) -> Text:
    """What is known of an account, in words: one sentence a line."""
    parts = [text.fill(**row) for name, text in _SENTENCES.items() if row[name] is not None]
    return Text("\n".join(part.zh for part in parts), "\n".join(part.en for part in parts))
