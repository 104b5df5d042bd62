"""The change that several tests look at: a repository in which somebody planned the bad week."""

import subprocess

import pytest
from bad_week import make


@pytest.fixture(scope="session")
def bad_week(tmp_path_factory):
    """The folder of the repository; its HEAD is the state before the change."""
    return make(tmp_path_factory.mktemp("review") / "bad-week")


@pytest.fixture
def repository(tmp_path):
    """A folder whose HEAD has the files ``before``, changed to ``after`` (None: gone)."""

    def run(*arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def write(files):
        for path, text in files.items():
            file = tmp_path / path
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(before, after):
        run("init", "-q", "-b", "main")
        write(before)
        run("add", "-A")
        run("commit", "-q", "-m", "before")
        write(after)
        return tmp_path

    return build
