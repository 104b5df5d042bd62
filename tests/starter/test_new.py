"""What ``commops new`` writes is read back as it was meant, is a valid draft, and never takes the place of anything."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.rule import PAGES
from commops.starter.draft import draft
from commops.starter.entry import with_entry
from commops.starter.place import slug, targets
from commops.starter.yaml_text import as_yaml
from commops.workspace.load import load
from commops.workspace.reading.read import read
from commops.workspace.shape.shapes import property_of, resolve

EXAMPLES = Path(__file__).parents[1] / "schemas" / "examples"
EVENT = "2026-12-01-night"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(PAGES / "example_base", tmp_path, dirs_exist_ok=True)
    (tmp_path / "events" / EVENT).mkdir(parents=True)
    (tmp_path / "events" / EVENT / "event.yml").write_text(
        "name: Night\nstart: 2026-12-01T20:00+08:00\nend: 2026-12-01T21:00+08:00\n"
    )
    return tmp_path


def run(root, *arguments, code=0, answers=None):
    result = CliRunner().invoke(cli, [*arguments, "-C", str(root)], input=answers, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def test_a_post_needs_three_values_and_is_told_the_next_step(root):
    told = run(
        root, "new", "post", "vote", "--title", "投票", "--channel", "wx", "--date", "2026-12-02", "--lang", "zh"
    )
    file = root / "content/posts/2026/12/2026-12-02-vote.md"
    assert file.read_text() == "---\ntitle: 投票\ndate: 2026-12-02T20:00+08:00\nchannels: [wx]\n---\n"
    assert "下一步“待审”还要补：kind（形式）、pillar（内容支柱）、author（作者）。" in told
    again = CliRunner().invoke(cli, ["new", "post", "vote", "--title", "x", "--date", "2026-12-02", "--channel", "wx",
                                     "-C", str(root)])  # fmt: skip
    assert isinstance(again.exception, Exception)
    assert "taken" in str(again.exception)


def test_what_is_missing_is_listed_with_what_fits(root):
    result = CliRunner().invoke(cli, ["new", "partner", "lamp", "-C", str(root), "--lang", "en"])
    assert result.exit_code == 2
    assert "--set stage=…  " in result.output
    assert "lead | talking | agreed | active | ended" in result.output
    assert not (root / "community/partners").exists()


@pytest.mark.parametrize(
    "arguments", [["new", "nothing"], ["new", "post", "--set", "x"], ["new", "case", "--set", "by=["]]
)
def test_wrong_use_ends_with_2(root, arguments):
    assert CliRunner().invoke(cli, [*arguments, "-C", str(root)]).exit_code == 2


@pytest.mark.parametrize("name", list(targets()))
def test_every_kind_can_be_started(root, name):
    target = targets()[name]
    data = read("example.yml", (EXAMPLES / f"{target.kind.name}.yml").read_bytes()).data
    data = data[target.key][0] if target.key else data
    required = resolve(property_of(target.root, target.route), target.root).get("required", [])
    given = {key: data[key] for key in required if key != "id"}
    ws = load(root)
    chosen = f"{data['id']}2" if "id" in data else "fresh-start"
    path = target.kind.files[0]
    if target.key and path not in ws.tracked and len(target.root.get("required", [])) > 1:
        with pytest.raises(InputError, match="does not exist yet"):
            draft(ws, target, chosen, given, None)
        return
    if not target.key and target.kind.single and path in ws.tracked:
        (root / path).unlink()
        ws = load(root)
    made = draft(ws, target, chosen, given, EVENT if target.of_event(EVENT) else None)
    (root / made.path).parent.mkdir(parents=True, exist_ok=True)
    (root / made.path).write_text(made.text)
    after = load(root)
    faults = [
        hit for rule in ("readable-file", "known-kind", "valid-value", "unknown-key") for hit in after.faults(rule)
    ]
    # Shapes that ask for one of several keys are not known to ``required``.
    assert [hit for hit in faults if hit.at.path == made.path and "file" not in str(hit.facts)] == []
    assert made.path in after.sources
    if target.kind.name == name and not target.kind.single:
        assert made.id in after.ids(name)


def test_an_entry_joins_a_list_and_every_other_line_stays():
    text = "# team\nroles:\n  - id: a\n    name: A\n\n  # last\n  - {id: b, name: B}\n\n# people\npeople: []\n"
    after = with_entry("community/team.yml", text, "roles", {"id": "c", "name": "no"})
    assert after == text.replace("name: B}\n", 'name: B}\n  - id: c\n    name: "no"\n')
    assert with_entry("t.yml", text, "people", {"id": "x"}).endswith("people:\n  - id: x\n")
    assert with_entry("t.yml", "a: 1\n", "people", {"id": "x"}) == "a: 1\npeople:\n  - id: x\n"
    flat = "roles: [{id: a}]\n"
    with pytest.raises(Exception, match="cannot be added"):
        with_entry("t.yml", flat, "roles", {"id": "x"})


def test_yaml_is_read_back_as_it_was_meant():
    data = {
        "title": "no", "date": "2026-11-25", "at": "2026-11-25T20:00+08:00", "time": "20:00", "n": 3, "x": 1.5,
        "yes": True, "text": "a: b # c", "lines": "one\n  two\n", "zh": {"zh": "甲", "en": "A"}, "empty": "",
        "list": ["a", "b"], "number": "0123", "quote": "it's \"so\"", "dash": "- a", "star": "*a", "null": "null",
    }  # fmt: skip
    assert read("a.yml", as_yaml(data).encode()).data == data
    assert "date: 2026-11-25\n" in as_yaml(data)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Book vote!", "book-vote"), ("读书之夜", ""), ("读书之夜 A", ""), ("Café №5", "cafe-no5"), ("x", "")],
)
def test_a_title_in_latin_letters_makes_an_id(title, name):
    assert slug(title) == name


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["vote", "--date", "明天", "--channel", "wx"], "2026-12-02 20:00"),
        (["vote", "--date", "2026-12-02", "--channel", "某个群"], "有这些：oa、wx"),
        (["冬天", "--date", "2026-12-02", "--channel", "wx"], "小写英文字母"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_do(root, options, says):
    result = CliRunner().invoke(cli, ["new", "post", *options, "--title", "投票", "-C", str(root), "--lang", "zh"])
    told = result.output + (result.exception.render("zh") if isinstance(result.exception, InputError) else "")
    assert says in told
    assert result.exit_code != 0
    assert not (root / "content/posts").exists()


def test_times_and_names_as_people_write_them(root):
    run(root, "new", "post", "vote", "--title", "x", "--channel", "读书群", "--date", "2026年12月2日 20：30")
    file = root / "content/posts/2026/12/2026-12-02-vote.md"
    assert "date: 2026-12-02T20:30+08:00\nchannels: [wx]\n" in file.read_text()


def test_a_time_that_was_only_assumed_is_told(root):
    told = run(root, "new", "event", "fair", "--title", "市集", "--lang", "zh")
    assert "没说的先写成：start（开始） 2026-" in told or "没说的先写成：start（开始）2026-" in told


@pytest.mark.parametrize("arguments", [["new"], ["new", "pst"]])
def test_the_usual_kinds_come_first_with_what_they_are(root, arguments):
    result = CliRunner().invoke(cli, [*arguments, "-C", str(root), "--lang", "zh"])
    assert result.exit_code == 2
    assert "  post       内容" in result.output
    assert ("是不是想写“post”" in result.output) == (arguments[-1] == "pst")


def test_a_file_of_an_event_asks_for_the_event_and_not_for_an_id(root):
    with pytest.raises(InputError, match="belongs to an event"):
        draft(load(root), targets()["budget"], None, {}, None)
