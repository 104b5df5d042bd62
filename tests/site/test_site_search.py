"""The search finds the pages that hold the words: counted in the built pages, without the index, in both languages.

The rule. A page is found when every word of the query stands in its content: a Chinese word anywhere, another word at
the beginning of a word, with or without a plural s. Left out by design are what repeats other content or is code: the
drawings and number tables of charts, the month grid and its list for phones, SQL, and the examples of rules. They carry
``data-search-exclude``. No page is left out but the one for addresses that do not exist.
"""

import re
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urlsplit

import pytest

from commops.site.searching import plain

LEFT_OUT = {"404.html"}
EXCLUDED = {
    ("svg", "co-chart"), ("details", "co-data"), ("table", "co-month"), ("ol", "co-agenda"), ("section", "co-item"),
    ("pre", ""), ("p", "co-basis"), ("div", "co-filter"), ("table", "co-hours"), ("ol", "co-board"),
    ("section", "co-foreign"),
}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "b", "code", "del", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "time", "u"}
QUERIES = {
    "": ["互动", "申诉", "抽奖", "盗版", "七天内", "积分", "固件 问答"],
    "en/": ["appeal", "retention", "prize draw"],
}


class Content(HTMLParser):
    """The words of a page's article, as a reader sees them, and what was marked to be left out."""

    def __init__(self, html):
        super().__init__()
        self.open, self.words, self.excluded = [], [], set()
        self.feed(html)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "data-search-exclude" in found:
            self.excluded.add((tag, (found.get("class") or "").split(" ")[0]))
        if tag not in VOID:
            hidden = (
                "data-search-exclude" in found
                or tag in ("script", "style", "nav")
                or (found.get("class") or "") in ("headerlink", "co-source", "co-team-only")
            )
            self.open.append((tag, hidden, tag == "article"))
        if tag not in INLINE:
            self.words.append(" ")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        while self.open.pop()[0] != tag:
            pass
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data):
        if any(article for *_, article in self.open) and not any(hidden for _, hidden, _ in self.open):
            self.words.append(data)


@pytest.fixture(scope="module")
def contents(demo_site):
    return {
        path.relative_to(demo_site).as_posix(): Content(path.read_text(encoding="utf-8"))
        for path in demo_site.rglob("*.html")
        if path.name not in LEFT_OUT
    }


def holds(text, word):
    if re.search("[一-鿿]", word):
        return word in text
    return re.search(rf"(?<![A-Za-zÀ-ɏ0-9_]){word.removesuffix('s')}", text, re.IGNORECASE) is not None


def expected(contents, root, query):
    english = root == "en/"
    return {
        name.removesuffix("index.html")
        for name, content in contents.items()
        if name.startswith("en/") == english and all(holds(content.text, word) for word in query.split())
    }


def shown(page, query):
    """Every page in the list of results; the list grows while one scrolls."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)  # at once, lest results for its first letters be read
    page.wait_for_selector(".md-search-result__item", timeout=20_000)
    page.wait_for_timeout(300)
    total = int(re.search(r"\d+", page.locator(".md-search-result__meta").inner_text())[0])
    box = page.locator(".md-search__scrollwrap")
    for _ in range(200):
        if page.locator(".md-search-result__item").count() >= total:
            break
        for where in ("0", "box.scrollHeight"):  # the theme adds results when one arrives at the end
            box.evaluate(f"box => box.scrollTo(0, {where})")
            page.wait_for_timeout(60)
    links = page.locator(".md-search-result__item > .md-search-result__link").evaluate_all(
        "all => all.map(a => a.href)"
    )
    return {unquote(urlsplit(link).path).lstrip("/") for link in links}


@pytest.mark.browser
@pytest.mark.parametrize(("root", "query"), [(root, query) for root, all_ in QUERIES.items() for query in all_])
def test_what_is_found_is_what_is_there(visit, contents, root, query):
    wanted = expected(contents, root, query)
    assert wanted
    assert shown(visit(root), query) == wanted


@pytest.mark.browser
def test_a_past_post_is_found_by_its_text_and_the_result_leads_to_it(visit):
    page = visit("")
    page.locator(".md-search__input").press_sequentially("底本是民国", delay=10)
    page.wait_for_selector('.md-search-result__link[href*="#"]')
    assert page.locator(".md-search-result__link[href*='rules/'][href$='#r4']").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize(
    "query", ["prize-limit", "2.1.0", "5%", "[", "a{2}", "(x|", "\\\\", "<b>", "+1 -2 *", "“规则”"]
)
def test_no_query_is_read_as_code(visit, query):
    page = visit("")  # fails on any complaint of the page
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(query)
    page.wait_for_timeout(1200)
    assert page.locator(".md-search-result__meta").inner_text()
    if query == "prize-limit":
        assert page.locator(".md-search-result__link[href*='reference/rules/prize-limit/']").count()


@pytest.mark.browser
def test_a_question_that_stands_nowhere_is_cut_into_words(visit):
    page = visit("")
    page.locator(".md-search__input").press_sequentially("被警告了怎么申诉呢", delay=10)
    page.wait_for_selector(f".md-search-result__item:nth-child(-n + 3) [href*='{quote('申诉')}'][href*='/rules/']")


@pytest.mark.browser
def test_pages_load_nothing_to_search_in_until_somebody_searches(visit):
    page = visit("")
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload(wait_until="networkidle")
    assert not [url for url in loaded if url.endswith("texts.json")]
    page.locator(".md-search__input").press_sequentially("申诉", delay=10)
    page.wait_for_selector(".md-search-result__link")
    assert [url for url in loaded if url.endswith("texts.json")]


def test_only_what_the_rule_names_is_left_out(contents):
    assert set().union(*(content.excluded for content in contents.values())) <= EXCLUDED


def test_texts_of_the_index_are_plain():
    assert plain("<p>a&lt;b&gt;</p><ul><li>互\u200b动</li></ul><code>x</code>  y") == "a<b> 互动 x y"
    assert plain("&lt;script&gt;") == "<script>"
