"""Options and fixtures that all tests share: golden files, and ``pytest --bless`` to write them anew."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine and every run, so that a red test means a change: few of them in the default suite,
# more in `make test-slow`. To look for new ones: HYPOTHESIS_PROFILE=explore make test
for _name, _examples in {"few": 15, "many": 100, "explore": 1000}.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        derandomize=_name != "explore",
        deadline=None,
        print_blob=True,
        # Large logs on slow machines are no mistake of a test.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "few"))

# Checks of the examples leave nothing behind in them; the tests of the cache ask for one.
os.environ["COMMOPS_CACHE"] = "0"

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    parser.addoption("--bless", action="store_true", help="Write the golden files from what the program does now.")


@pytest.fixture
def golden(request):
    """``golden(name, text)`` compares text with tests/golden/<name>; with ``--bless`` it becomes that file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--bless"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing; run pytest --bless and look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare


# Compiling Java for each query, and planning it again while it runs, takes far longer than a few thousand rows do.
_FOR_SMALL_LOGS = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="session")
def spark():
    """A Spark session with two workers in this process, for tests that are marked ``spark``."""
    from commops.spark import session

    # Of Java's compilers only the quick one: no query here runs long enough for the other to pay.
    os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    with session("local[2]") as started:
        for name, value in _FOR_SMALL_LOGS.items():
            started.conf.set(name, value)
        yield started
