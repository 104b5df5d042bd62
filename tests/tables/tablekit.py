"""Made-up tables, a small workspace to fill, and short ways to import, shared by the tests of the table room."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from commops.logs.keys import Key
from commops.tables.kind import Context
from commops.tables.registry import kinds
from commops.tables.store import Given, TableReport, TableStore
from commops.workspace import Workspace
from commops.workspace.load import load

EVENT = "2026-11-07-workshop"
AS_OF = dt.date(2026, 11, 22)
CONTEXT = Context(Key(b"k" * 32), ZoneInfo("Asia/Shanghai"), EVENT, "wx", sources=("qq", "wechat", "table"))


def day(text: str) -> int:
    """Days since 1970-01-01."""
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def table(rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def put(root: Path, content: str | bytes, name: str = "table.csv", *, kind: str = "", **given: str) -> TableReport:
    """Import one file into the store of ``root``."""
    path = root.parent / f"{root.name}-in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    ws = load(root, as_of=AS_OF) if (root / "community").is_dir() else None
    (report,) = TableStore(root).import_paths([path], Given(kinds()[kind] if kind else None, **given), ws)
    return report


def conserved(report: TableReport) -> bool:
    """Whether every row is accounted for."""
    return report.records == report.parsed + sum(skip.count for skip in report.skipped.values())


def skipped(report: TableReport) -> dict[str, int]:
    """Reasons and how often."""
    return {reason: skip.count for reason, skip in report.skipped.items()}


FILES = {
    "community/community.yml": """\
id: club
name: {zh: 读书会, en: Reading club}
slogan: {zh: 一起读书, en: Read together}
description: {zh: 一起读书的社群, en: A club that reads together}
founded: 2024-01-01
languages: [zh-CN, en]
timezone: Asia/Shanghai
value_props: [{zh: 一, en: one}, {zh: 二, en: two}, {zh: 三, en: three}]
operator: {name: 测试, type: person, contact: "mailto:club@example.org"}
licence: CC-BY-4.0
visibility: public
""",
    "community/channels.yml": """\
channels:
  - {id: wx, platform: wechat-group, name: {zh: 读书一群, en: One}, purpose: P, owner: an, language: zh, status: active}
  - {id: bili, platform: bilibili, name: B 站, purpose: 视频, owner: an, language: zh, status: active}
""",
    "community/metrics/snapshots.yml": """\
# 每周日登记。 Typed in on Sundays.
snapshots:
  - {date: 2026-11-01, channel: wx, members: 100}  # 手工
  # 这一周换了群主
  - {date: 2026-11-15, channel: wx, members: 120, joined: 9}
""",
    f"events/{EVENT}/event.yml": """\
name: {zh: 焊接工作坊, en: Soldering workshop}
start: 2026-11-07T14:00:00+08:00
end: 2026-11-07T17:00:00+08:00
kind: workshop
status: done
""",
    "content/posts/2026/11/2026-11-03-board.md": """\
---
title: {zh: "焊一块板子，其一", en: Solder a board}
date: 2026-11-03T20:00:00+08:00
channels: [bili, wx]
status: published
# 发布记录由发布人填写
published:
  - {channel: bili, at: 2026-11-03T20:01:00+08:00, url: "https://example.org/bili/board?p=1"}
---
正文一行。
""",
    "content/campaigns/solder.yml": """\
id: solder
name: {zh: 焊接季, en: Soldering season}
start: 2026-11-01
end: 2026-11-30
owner: an
objective: o1
channels: [wx]
targets:
  - {metric: entered, value: 10}
commercial: false
utm: {source: club, campaign: Solder26}
status: running  # 进行中
""",
}


def workspace(root: Path) -> Path:
    """A small workspace with things to fill."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def loaded(root: Path) -> Workspace:
    """The workspace as it is now."""
    return load(root, as_of=AS_OF)


def xlsx(*sheets: Sequence[Sequence[object]], dates: bool = False) -> bytes:
    """A workbook as spreadsheets write it: texts inline, numbers as numbers; ``dates`` formats numbers as dates."""
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    links += f'<Relationship Id="rId99" Type="{office}/styles" Target="styles.xml"/>'
    style = '<xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2">{style}</cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets, 1):
        body = "".join(_row(place, row, dates=dates) for place, row in enumerate(rows, 1))
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(fixed(name), '<?xml version="1.0"?>' + text)
    return out.getvalue()


def fixed(name: str) -> zipfile.ZipInfo:
    """A member that is packed the same at any time of day."""
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _row(number: int, row: Sequence[object], *, dates: bool) -> str:
    cells = []
    for place, value in enumerate(row):
        name = f"{chr(65 + place)}{number}"
        if isinstance(value, int | float):
            style = ' s="1"' if dates and isinstance(value, float) else ""
            cells.append(f'<c r="{name}"{style}><v>{value}</v></c>')
        elif value:
            cells.append(f'<c r="{name}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
