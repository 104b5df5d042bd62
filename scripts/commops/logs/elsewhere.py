"""A warehouse that lies outside the workspace, such as a copy on a share or in an object store; it is only read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commops.errors import InputError
from commops.logs import state
from commops.logs.channels import fits
from commops.logs.state import State
from commops.texts import Text

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from commops.workspace import Workspace

STATE = "state.json"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a warehouse lies, and what it says of itself."""

    place: str
    state: State

    def files(self) -> list[str]:
        """The merged table: Parquet files of one schema, in a fixed order."""
        return [f"{self.place}/merged/{name}" for name in self.state.parts]

    def require(self, ws: Workspace) -> None:
        """Raise InputError unless it was merged for this workspace as it is now."""
        if not fits(self.state, ws):
            raise InputError(
                self.place,
                Text(
                    "这个仓库是按另一个时区或另一份 channels.yml 合并的",
                    "this warehouse was merged for another time zone or another channels.yml",
                ),
                Text(
                    "在导入的那台电脑上更新社群仓库，运行一次 commops stats，再把 .commops/warehouse 复制过来",
                    "where it was imported, update the community's repository, run commops stats once and copy "
                    ".commops/warehouse again",
                ),
            )


def in_folder(folder: Path) -> Elsewhere:
    """The warehouse in a folder, which holds state.json and merged/."""
    return Elsewhere(str(folder), state.load(folder / STATE))


def at_uri(uri: str, spark: SparkSession) -> Elsewhere:
    """The warehouse at a URI, such as ``s3a://bucket/warehouse``, read by Spark with Spark's credentials."""
    place = uri.rstrip("/")
    rows = spark.read.text(f"{place}/{STATE}", wholetext=True).collect()
    return Elsewhere(place, state.parse(rows[0][0] if rows else "", f"{place}/{STATE}"))
