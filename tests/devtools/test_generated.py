from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops import resources
from commops.cli import dev
from commops.devtools import generated
from commops.errors import InputError

ROOT = resources.PACKAGE.parents[1]


@cache
def made(part: str) -> dict[Path, str]:
    return generated.PARTS[part](ROOT)


@pytest.mark.parametrize("part", generated.PARTS)
def test_generated_files_are_up_to_date(part: str) -> None:
    for path, text in made(part).items():
        assert path.read_text(encoding="utf-8") == text, f"run: commops dev {part}"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone that holds only what is generated and what it is generated from."""
    for path, text in (entry for part in generated.PARTS for entry in made(part).items()):
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (tmp_path / "schemas/kinds.yml").write_bytes((ROOT / "schemas/kinds.yml").read_bytes())
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "scripts/commops")
    return tmp_path


def rename_a_key(root: Path) -> None:
    path = root / "schemas/pillar-list.schema.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"tone"', '"voice"'), encoding="utf-8")


def test_fresh_copy_is_up_to_date(copy: Path) -> None:
    result = CliRunner().invoke(dev.command, ["check"], env={"COMMOPS_LANG": "en"})
    assert (result.exit_code, result.output) == (0, "All generated files are up to date.\n")


def test_check_names_stale_files_and_the_commands_in_both_languages(copy: Path) -> None:
    rename_a_key(copy)
    kinds = copy / "schemas/kinds.yml"
    kinds.write_text(
        kinds.read_text(encoding="utf-8").replace("content/pillars.yml", "content/themes.yml"), encoding="utf-8"
    )
    (copy / "schemas/budget.schema.json").write_text(
        json.dumps(json.loads((copy / "schemas/budget.schema.json").read_text("utf-8")))
    )
    result = CliRunner().invoke(dev.command, ["check"])
    error = result.exception
    assert isinstance(error, InputError)
    assert error.place == (
        "schemas/budget.schema.json, scripts/commops/workspace/_types.py, "
        ".vscode/settings.json, .vscode/schemas/pillar-list.schema.json"
    )
    assert "commops dev schemas && commops dev types && commops dev editor" in error.fix.en
    assert "commops dev schemas && commops dev types && commops dev editor" in error.fix.zh
    assert "不一致" in error.what.zh


def test_missing_file_is_stale(copy: Path) -> None:
    (copy / ".vscode/settings.json").unlink()
    assert generated.stale(copy) == {"editor": [".vscode/settings.json"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_writing_makes_it_fresh_and_says_so(copy: Path, lang: str) -> None:
    rename_a_key(copy)
    said = [CliRunner().invoke(dev.command, ["types"], env={"COMMOPS_LANG": lang}).output for _ in range(2)]
    path, other = (f"scripts/commops/workspace/{name}.py" for name in ("_types", "_shapes"))
    wrote, same = {"zh": ("已写入", "没有变化"), "en": ("Wrote", "Unchanged")}[lang]
    assert said == [f"{same}: {other}\n{word}: {path}\n" for word in (wrote, same)]
    assert "def voice(self)" in (copy / path).read_text(encoding="utf-8")
    assert "types" not in generated.stale(copy)


def test_outside_a_clone_there_is_nothing_to_generate(copy: Path) -> None:
    (copy / "pyproject.toml").unlink()
    result = CliRunner().invoke(dev.command, ["editor"])
    assert isinstance(result.exception, InputError)
    assert "clone" in result.exception.what.en


def test_generating_does_not_depend_on_the_generated_types(copy: Path) -> None:
    # A broken _types.py must not keep the command from writing a good one.
    code = (
        "import sys\nfrom commops.devtools import generated\nfrom commops.cli import dev\n"
        "generated.types(generated.clone())\n"
        "assert not {'commops.workspace._types', 'commops.workspace._shapes'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
