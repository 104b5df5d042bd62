"""Putting keys in order changes neither data nor comments, and doing it twice changes nothing more."""

import random
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from commops.cli.main import cli
from commops.formatting.file import tidied
from commops.workspace.reading.read import read
from commops.workspace.shape.kinds import kinds

TEAM = kinds().by_name["team"]


def tidy(text: str, path: str = "community/team.yml") -> str:
    return tidied(path, kinds().of(path), text.encode()).text


def test_comments_go_with_their_key_and_headers_stay():
    before = """# The team, see also rota.

# Roles first? No.
roles:
  # the boss
  - name: Lead
    # never change
    id: lead  # used everywhere
    responsibilities: [Approves]
# People
people:

  - active_from: 2025-03-01
    id: lin

    kind: staff
    # how she is called
    display:
      en: Lin
      zh: 阿林
    roles:
      - lead
  # the second
  - {id: mei, kind: staff, display: Mei, roles: [lead], active_from: 2025-03-01}
# The end.
"""
    after = """# The team, see also rota.

# Roles first? No.
# People
people:

  - id: lin
    # how she is called
    display:
      zh: 阿林
      en: Lin

    kind: staff
    roles:
      - lead
    active_from: 2025-03-01
  # the second
  - {id: mei, kind: staff, display: Mei, roles: [lead], active_from: 2025-03-01}
roles:
  # the boss
  # never change
  - id: lead  # used everywhere
    name: Lead
    responsibilities: [Approves]
# The end.
"""
    assert tidy(before) == after


def test_front_matter_is_ordered_and_the_body_is_not_touched():
    before = "---\nchannels: [wx]\ntitle: A\n# when\ndate: 2026-11-25T20:00+08:00   \n---\nb: 1\n\na: 2  \nend\n\n\n"
    after = "---\ntitle: A\n# when\ndate: 2026-11-25T20:00+08:00\nchannels: [wx]\n---\nb: 1\n\na: 2  \nend\n"
    assert tidy(before, "content/posts/2026/11/2026-11-25-a.md") == after


@pytest.mark.parametrize(
    "text",
    [
        "title: a\n",
        "notes: |\n  # not a comment\n  b  \n\n\nid: x\n",
        "notes: |+\n  kept\n\n\nid: x\n",
        "notes: >-\n  # folded\n\n  text\nid: x\n",
        'notes: "a\n  # quoted\n  b"\nid: x\n',
        "people: []\nid: x\n",
        "? complex\n: x\n",
        "id: x\nunknown: 1\nname: y\n",
        "{}\n",
    ],
)
def test_odd_yaml_keeps_its_meaning(text):
    path = "community/partners/x.yml"
    try:
        before = read(path, text.encode()).data
    except Exception:
        pytest.skip("refused by the reader")
    assert read(path, tidy(text, path).encode()).data == before


SCALARS = st.sampled_from(["x", "1", "true", '"a # b"', "'it''s'", "阿林", "{zh: 甲, en: A}", "[a, b]", "2026-11-25"])
BLOCKS = st.sampled_from(["|\n{i}  # in the text\n{i}  b", ">-\n{i}  long\n{i}  text", "\n{i}  zh: 甲\n{i}  en: A"])
KEYS = ["id", "display", "kind", "roles", "timezone", "languages", "active_from", "notes", "other", "backup"]


@st.composite
def mapping(draw, indent):
    """A block mapping in random order with comments strewn in."""
    pad = " " * indent
    lines = []
    for key in draw(st.permutations(KEYS))[: draw(st.integers(1, 6))]:
        lines += [f"{pad}# about {key} {n}" for n in range(draw(st.integers(0, 2)))]
        lines += [""] * draw(st.integers(0, 1))
        if draw(st.booleans()):
            tail = draw(st.sampled_from(["", "  # behind", "   "]))
            lines.append(f"{pad}{key}: {draw(SCALARS)}{tail}")
        else:
            lines.append(f"{pad}{key}: {draw(BLOCKS).replace('{i}', pad)}")
    return lines


@st.composite
def teams(draw):
    lines = ["# header", ""] * draw(st.integers(0, 1))
    for top in draw(st.permutations(["people", "roles"])):
        lines += [f"# above {top}"] * draw(st.integers(0, 1)) + [f"{top}:"]
        for _ in range(draw(st.integers(1, 3))):
            entry = draw(mapping(4))
            first = next(number for number, line in enumerate(entry) if re.match(r" {4}\w+:", line))
            entry[first] = f"  - {entry[first][4:]}"
            lines += entry
        lines += ["# between"] * draw(st.integers(0, 1))
    return "\n".join(lines) + "\n" * draw(st.integers(0, 3))


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2].rstrip() for line in text.split("\n") if "#" in line)


@given(teams())
def test_data_and_comments_survive_any_order(text):
    after = tidy(text)
    assert read("community/team.yml", after.encode()).data == read("community/team.yml", text.encode()).data
    assert comments(after) == comments(text)
    assert tidy(after) == after
    result = tidied("community/team.yml", TEAM, text.encode())
    # A block of text that ends the file without a line break would gain one.
    assert not result.kept or not text.endswith("\n")
    if not result.kept:
        assert [line for line in after.split("\n") if re.match(r"\w", line)] == ["people:", "roles:"]


def test_the_order_of_the_lines_never_matters():
    text = (
        "people:\n" + "".join(f"  - id: p{n}\n    kind: staff\n    display: P{n}\n" for n in range(3)) + "roles: []\n"
    )
    tops = ["people:\n" + text.partition("people:\n")[2].partition("roles")[0], "roles: []\n"]
    random.Random(3).shuffle(tops)
    assert tidy("".join(tops)) == tidy(text)


def test_the_command_writes_checks_and_shows(tmp_path):
    (tmp_path / "community").mkdir()
    file = tmp_path / "community/pillars.yml"
    file.write_text("x: 1\n")  # no kind claims it
    team = tmp_path / "community/team.yml"
    team.write_bytes(b"\xef\xbb\xbfroles: []\r\npeople: []\r\n")
    run = CliRunner().invoke
    checked = run(cli, ["fmt", "-C", str(tmp_path), "--check", "--lang", "en"])
    assert checked.exit_code == 1
    assert "community/team.yml" in checked.output
    shown = run(cli, ["fmt", "-C", str(tmp_path), "--diff"])
    assert shown.exit_code == 1
    assert "+people: []" in shown.output
    assert run(cli, ["fmt", "-C", str(tmp_path)]).exit_code == 0
    assert team.read_bytes() == b"people: []\nroles: []\n"
    assert file.read_text() == "x: 1\n"
    assert run(cli, ["fmt", "-C", str(tmp_path), "--check"]).exit_code == 0


def test_what_cannot_be_read_stays_and_is_said(tmp_path):
    (tmp_path / "community").mkdir()
    team = tmp_path / "community/team.yml"
    team.write_text("people: [\n")
    result = CliRunner().invoke(cli, ["fmt", "-C", str(tmp_path), "--lang", "zh"])
    assert result.exit_code == 1
    assert "community/team.yml：读不了" in result.output
    assert team.read_text() == "people: [\n"
    wrong = CliRunner().invoke(cli, ["fmt", "nowhere", "-C", str(tmp_path)])
    assert wrong.exit_code == 2
