"""Spark stays out of the way until it is asked for, and says what it misses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.spark import location, require_java, session


def test_without_pyspark_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("py4j", "py4j.protocol", "pyspark", "pyspark.errors", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError) as refused, session():
        pass
    assert "pip install 'commops[spark]'" in refused.value.fix.en
    assert "pip install 'commops[spark]'" in refused.value.fix.zh


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ('openjdk version "17.0.15" 2025-04-15', None),
        ('openjdk version "21" 2023-09-19', None),
        ('java version "1.8.0_412"', "this is Java 8, which is too old"),
        ('openjdk version "11.0.2" 2019-01-15', "this is Java 11, which is too old"),
        (None, "Java was not found"),
    ],
)
def test_java_must_be_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str | None, said: str | None
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if printed:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").write_text(f"#!/bin/sh\necho '{printed}' >&2\n")
        (tmp_path / "bin" / "java").chmod(0o755)
    if said is None:
        require_java()
        return
    with pytest.raises(InputError) as refused:
        require_java()
    assert said in refused.value.what.en
    assert "openjdk-17-jre-headless" in refused.value.fix.zh


def test_a_path_is_no_pattern(tmp_path: Path) -> None:
    assert location(tmp_path / "a [1]{b}*?") == f"file://{tmp_path}/a \\[1\\]\\{{b\\}}\\*\\?"


def test_nothing_imports_pyspark_unless_asked() -> None:
    code = "import sys; from commops.cli.main import cli; cli(['stats', '--list'], standalone_mode=False); "
    code += "import commops.cli.logs, commops.stats.engine, commops.spark; sys.exit('pyspark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_uri_is_for_spark_only(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["logs", "import", "-C", str(tmp_path), "s3a://bucket/exports"])
    assert result.exit_code == 2
    assert "--engine spark" in result.output
