"""Starts Spark when it is asked for, and turns what it cannot do into messages; nothing is imported before that."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.texts import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = "local[*]"
OLDEST_JAVA = 17

_GLOB = re.compile(r"([\\*?\[\]{}])")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


@contextmanager
def session(master: str | None = None) -> Iterator[SparkSession]:
    """A Spark session, stopped at the end if it was started here. All that Spark refuses becomes an InputError.

    ``master``: a cluster's address, ``sc://...`` for Spark Connect, ``local[N]``; None means the cluster that
    spark-submit chose, else this computer. Raises InputError when PySpark or Java is missing.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise _no_pyspark() from None
    running = SparkSession.getActiveSession()
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    chosen = master or (None if running or submitted else HERE)
    try:
        with TemporaryDirectory(prefix="commops-") as private:
            spark = running or _start(SparkSession.builder.appName("commops"), chosen, Path(private))
            try:
                yield spark
            finally:
                if not running:
                    spark.stop()
    except (PySparkException, Py4JError) as error:
        raise _failed(chosen or "spark", error) from None


def _start(builder: SparkSession.Builder, master: str | None, private: Path) -> SparkSession:
    if master and master.startswith("sc://"):
        return builder.remote(master).getOrCreate()
    require_java()
    # The workers must run the Python that has commops, not whichever one is first on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):
        for name, value in _alone(private).items():
            builder = builder.config(name, value)
    return builder.getOrCreate()


def _alone(private: Path) -> Mapping[str, str]:
    """Settings for Spark inside one computer: nothing of it is open to the network or to other users."""
    return {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(private),
        "spark.sql.warehouse.dir": (private / "tables").as_uri(),
        "spark.log.level": "ERROR",
        # One computer has few cores; the default of 200 pieces is meant for a cluster.
        "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
    }


def require_java() -> None:
    """Raise InputError unless Java 17 or newer can be run: on this computer it holds the session's driver."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    try:
        # What prints the version is the Java that Spark is about to start, chosen in the same way.
        told = subprocess.run([java or "java", "-version"], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        raise _no_java(Text("没有找到 Java", "Java was not found")) from None
    found = _VERSION.search(told.stderr + told.stdout)
    if not found or int(found[1]) < OLDEST_JAVA:
        version = found[1] if found else "?"
        raise _no_java(Text(f"Java 的版本是 {version}，太旧", f"this is Java {version}, which is too old"))


def location(path: Path) -> str:
    """A local file or folder as Spark takes it: by scheme, since its default may be a cluster's, and no pattern."""
    return "file://" + _GLOB.sub(r"\\\1", path.resolve().as_posix())


def _no_pyspark() -> InputError:
    return InputError(
        "--engine spark",
        Text("没有安装 PySpark", "PySpark is not installed"),
        Text(
            "运行 pip install 'commops[spark]'；一台机器够用时不需要 Spark，去掉 --engine spark 即可",
            "run pip install 'commops[spark]'; as long as one machine is enough, leave --engine spark away",
        ),
    )


def _no_java(what: Text) -> InputError:
    return InputError(
        "java",
        Text(
            f"{what.zh}；Spark 需要 Java {OLDEST_JAVA} 或更新版本",
            f"{what.en}; Spark needs Java {OLDEST_JAVA} or newer",
        ),
        Text(
            f"Debian、Ubuntu：apt-get install openjdk-{OLDEST_JAVA}-jre-headless；装在别处时设置 JAVA_HOME",
            f"Debian, Ubuntu: apt-get install openjdk-{OLDEST_JAVA}-jre-headless; if it is elsewhere, set JAVA_HOME",
        ),
    )


def _failed(place: str, error: Exception) -> InputError:
    """Spark's own name for what went wrong and the first line about it; the rest is stack traces."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = next(
        (line for line in lines if not line.startswith("An error occurred while calling")), type(error).__name__
    )
    return InputError(
        place,
        Text(f"Spark 没能完成（{reason[:200]}）", f"Spark could not finish ({reason[:200]})"),
        Text(
            "检查集群地址、路径、访问凭据和集群日志；原因不明时先用 --master 'local[2]' 试一小份数据",
            "check the master's address, the path, the credentials and the cluster's log; "
            "if the cause stays unclear, try a small log with --master 'local[2]' first",
        ),
    )
