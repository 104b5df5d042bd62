"""The pieces that several pages are made of: facts, labels, dates, agenda entries, folds, people and money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from commops.site import public
from commops.site.config import edit_address
from commops.site.edition import Edition
from commops.site.html import Child, Html, div, el, join, outside, span, to_page
from commops.site.labels import label
from commops.site.searching import plain
from commops.texts import LANGS, LocalText
from commops.workspace import Item
from commops.workspace.times import instant


def facts(*rows: tuple[str, Child]) -> Html:
    """Labels with their values; a row without a value is left out."""
    pairs = (join(el("dt", name), el("dd", value)) for name, value in rows if value)
    return el("dl", *pairs, class_="co-facts")


def tag(text: str, mood: str = "") -> Html:
    """A small label; ``mood`` is on, good, warn or bad."""
    return span(f"co-tag{f' co-tag--{mood}' if mood else ''}", text) if text else Html("")


def bullets(items: Iterable[Child], class_: str | None = None) -> Html:
    """A list; nothing for no items."""
    written = [el("li", item) for item in items]
    return el("ul", *written, class_=class_) if written else Html("")


def fold(title: str, *content: Child) -> Html:
    """Content that opens on demand."""
    return el("details", el("summary", title), *content, class_="co-fold")


def table(
    columns: Sequence[Child], rows: Iterable[Sequence[Child]], *, numeric: Iterable[int] = (), class_: str = ""
) -> Html:
    """A table that scrolls by itself on a phone; ``numeric`` columns are set flush right.

    With ``co-roomy`` in ``class_``, for tables of words, each row becomes a small list there: its cells name their
    columns, and roles say what is a table, since a table that is drawn otherwise is none to a screen reader.
    """
    right, stacked = frozenset(numeric), "co-roomy" in class_
    labels = [plain(join(column)) for column in columns]

    def cell(place: int, content: Child) -> Html:
        more = {"role": "cell" if place else "rowheader", "data_label": labels[place]} if stacked else {}
        tag_name, scope = ("td", None) if place else ("th", "row")
        return el(tag_name, content, class_="co-num" if place in right else None, scope=scope, **more)

    def row(*cells: Html) -> Html:
        return el("tr", *cells, role="row" if stacked else None)

    head = row(
        *(el("th", one, class_="co-num" if place in right else None, scope="col") for place, one in enumerate(columns))
    )
    body = [row(*(cell(place, one) for place, one in enumerate(cells))) for cells in rows]
    group = "rowgroup" if stacked else None
    content = el(
        "table",
        el("thead", head, role=group),
        el("tbody", *body, role=group),
        class_=f"co-table {class_}".strip(),
        role="table" if stacked else None,
    )
    # Safari does not let a keyboard scroll a box that cannot be focused.
    return div("co-scroll", content, tabindex="0")


def date_box(edition: Edition, day: dt.date) -> Html:
    """Day of the month large, month and weekday small."""
    month = edition.say(f"{day.month} 月", edition.day(day).split()[-1])
    return div("co-date", el("small", month), el("b", str(day.day)), el("small", edition.weekday(day.weekday())))


def agenda(edition: Edition, things: Iterable[public.Event | public.Post]) -> Html:
    """Events and posts in order of time, each with its date beside it."""
    return el("ol", *(el("li", _agenda_item(edition, thing)) for thing in things), class_="co-agenda")


def start_of(edition: Edition, thing: public.Event | public.Post) -> dt.datetime:
    """The moment by which a thing is listed: when it starts, or for an event under way, when it ends."""
    if not isinstance(thing, public.Event):
        return instant(thing.date)
    start = instant(thing.start)
    return start if edition.local(start).date() >= edition.ws.as_of else instant(thing.end)


def _agenda_item(edition: Edition, thing: public.Event | public.Post) -> Html:
    local = edition.local(start_of(edition, thing))
    if isinstance(thing, public.Event):
        target, name = f"events/{thing.id}.md", edition.t(thing.name)
        kind = label(edition.lang, "event", "kind", value=thing.kind_)
        when = f"{local:%H:%M}"
        if instant(thing.start) < start_of(edition, thing):
            when = edition.say(f"进行中，到这天 {local:%H:%M} 结束", f"under way, ends {local:%H:%M}")
        if thing.status == "cancelled":
            when = edition.say("已取消", "cancelled")
        elif public.undated(thing):
            when = edition.say("延期，新时间待定", "postponed, no new date yet")
        meta = " · ".join(filter(None, [when, kind, public.place(edition, thing)]))
    else:
        target, name = public.post_path(edition.ws, thing), edition.t(thing.title)
        meta = f"{local:%H:%M} · {edition.names('channel', thing.channels)}"
    return join(
        date_box(edition, local.date()),
        div("co-agenda__body", to_page(target, name, class_="co-agenda__title"), span("co-agenda__meta", meta)),
    )


def person(edition: Edition, reference: str | None) -> str:
    """The name of a person of the team."""
    return edition.of("person", reference)


def money(amount: float, currency: str) -> str:
    """An amount with its currency."""
    sign = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£"}.get(currency)
    number = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    return f"{sign}{number}" if sign else f"{number} {currency}"


def number(value: float, digits: int = 1) -> str:
    """A number for people: no trailing zeros, groups of three."""
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"


def safe_link(url: str | None, text: str) -> Child:
    """A link out, or the plain text when there is no address one may follow."""
    return outside(url, text) if url else text


def edit(edition: Edition, item: Item) -> Html | None:
    """The way to the file of one thing, for pages that show several; None where nobody said where files are edited."""
    profile = edition.ws.profile
    if profile is None or not profile.repository:
        return None
    words = edition.say("编辑", "Edit")
    link = el("a", words, href=edit_address(profile.repository) + item.source.path, rel="noopener nofollow")
    return el("p", link, class_="co-edit")


def lead(text: str) -> Html:
    """The first sentence of a page, larger and quieter."""
    return el("p", text, class_="co-lead") if text else Html("")


def tongue(edition: Edition, tag_: str) -> str:
    """The name of a language by its tag; the tag itself for one we have no name for."""
    names = {"zh": edition.say("中文", "Chinese"), "en": edition.say("英文", "English")}
    return names.get(tag_.split("-", maxsplit=1)[0], tag_)


def copyable(edition: Edition, text: str, lang: str | None = None) -> Html:
    """Words to paste somewhere else, with a button that copies them."""
    return div("co-copy", el("pre", text, lang=lang), copy_button(edition, edition.say("复制", "Copy")))


def copy_button(edition: Edition, name: str) -> Html:
    """Copies the words of the ``co-copy`` or ``co-field`` that it stands in; hidden where no script shows it."""
    copied = edition.say("已复制", "Copied")
    return el("button", name, type="button", class_="co-copy__button", hidden=True, data_co_copy=copied)


def copyable_in(edition: Edition, text: LocalText) -> Html:
    """The same in the reader's language, and folded below it in the others: groups of both languages need theirs."""
    if isinstance(text, str):
        return copyable(edition, text)
    own, *others = sorted((lang for lang in LANGS if text.get(lang)), key=lambda lang: lang != edition.lang)
    names = {"zh": edition.say("中文版", "In Chinese"), "en": edition.say("英文版", "In English")}
    missing = None if own == edition.lang else el("p", edition.only(own))
    folds = (fold(names[lang], copyable(edition, text[lang], lang)) for lang in others)
    return join(missing, copyable(edition, text[own], own), *folds)


def entry(title: Child, anchor: str, *content: Child, eyebrow: Child = None, level: int = 3) -> Html:
    """A thing of a list on a page of the handbook: its name, by which one can link to it, and what is to be said."""
    small = el("p", eyebrow, class_="co-eyebrow") if eyebrow else None
    return div("co-entry", small, el(f"h{level}", title, id=anchor), *content)


def named(name: str, *content: Child) -> Html:
    """A short paragraph under a small heading of its own; nothing without content."""
    shown = join(*content)
    return el("div", el("p", name, class_="co-named"), shown) if shown else Html("")
