"""Pages that are tests: fences, titles, headings and line numbers."""

from commops.fences import fences

PAGE = """# Rule

Text with `code`.

## Bad

```yaml title="community/team.yml" note="x"
people: []
```

````markdown title="content/a.md"
```
inner
```
````

## Good

```
plain
"""


def test_fences_with_titles_headings_and_lines():
    found = list(fences(PAGE))
    assert [(f.heading, f.language, f.attributes.get("title")) for f in found] == [
        ("Bad", "yaml", "community/team.yml"),
        ("Bad", "markdown", "content/a.md"),
        ("Good", "", None),
    ]
    assert found[0].text == "people: []\n"
    assert found[0].line == 8
    assert found[1].text == "```\ninner\n```\n"
    assert PAGE.split("\n")[found[1].line - 1] == "```"


def test_an_unclosed_fence_runs_to_the_end():
    assert list(fences(PAGE))[2].text == "plain\n\n"
