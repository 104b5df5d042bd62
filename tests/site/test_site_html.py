"""Text becomes HTML only where we built the HTML."""

import html
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from commops.site.blocks import table
from commops.site.html import Html, div, el, escape_markdown, escape_title, join, outside, page_address, to_page


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_text_is_escaped_and_html_is_not():
    assert el("p", "<b>", Html("<i>x</i>"), None, 3) == "<p>&lt;b&gt;<i>x</i>3</p>"
    assert join(["a", ["<"]]) == "a&lt;"


def test_attributes_are_escaped_named_and_left_out():
    made = el("a", "x", href='"><script>', class_="c", data_x=True, lang=None, hidden=False)
    assert made == '<a href="&quot;&gt;&lt;script&gt;" class="c" data-x>x</a>'


def test_links_leave_the_site_only_over_known_schemes():
    assert outside("https://a.example/", "a").startswith('<a href="https://a.example/"')
    assert outside("mailto:a@example.org", "a").startswith("<a ")
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        " https://a.example",
        "//a.example",
        "https://a b",
        "ftp://a.example",
    ):
        assert outside(bad, "<a>") == "&lt;a&gt;"


def test_a_page_link_is_a_promise_that_the_tree_keeps():
    assert to_page("a.md#b", "t") == f'<a href="{page_address("a.md#b")}">t</a>'


@given(st.text())
def test_any_text_survives_as_text(text):
    parsed = Tags(div("c", text).replace("\x00", ""))
    assert [tag for tag, _ in parsed.tags] == ["div"]
    assert parsed.text == html.unescape(html.escape(text)).replace("\x00", "") or "\r" in text


@given(st.text())
def test_titles_hold_no_markup_even_after_entities_are_decoded(text):
    title = escape_title(text)
    assert "<" not in title
    assert ">" not in title
    assert '"' not in title
    assert "<" not in html.unescape(title)
    assert "\n" not in title


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Cs", "Zs"))))
def test_markdown_shows_a_heading_as_written(text):
    import markdown

    made = markdown.markdown(f"## a{escape_markdown(text)}z {{#x}}", extensions=["attr_list", "tables"])
    parsed = Tags(made)
    assert parsed.tags == [("h2", {"id": "x"})]
    assert parsed.text.strip() == f"a{text}z"


def test_cells_of_a_table_of_words_name_their_columns():
    columns = ["Name", to_page("reference/metrics.md#m-a", "People & more"), "Left <b>"]
    made = table(columns, [["tea", "5", "1 < 2"]], numeric=(1,), class_="co-roomy")
    assert '<th scope="row" role="rowheader" data-label="Name">tea</th>' in made
    assert '<td class="co-num" role="cell" data-label="People &amp; more">5</td>' in made
    assert '<td role="cell" data-label="Left &lt;b&gt;">1 &lt; 2</td>' in made
    assert made.count('role="row"') == 2
    plain_one = table(columns, [["tea", "5", "1"]])
    assert "role=" not in plain_one
    assert "data-label" not in plain_one
