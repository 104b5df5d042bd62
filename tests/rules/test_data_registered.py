"""A community without a privacy ledger is told so once; an entry with a mistake still covers what it names."""

import shutil

from commops import check
from commops.rule import PAGES
from commops.workspace.load import load

EVENT = """
name: {zh: 见面, en: Meetup}
start: 2026-12-0%d T14:00+08:00
end: 2026-12-0%d T17:00+08:00
registration: {data_kept_until: 2027-01-05}
"""


def workspace(tmp_path):
    root = tmp_path / "ws"
    shutil.copytree(PAGES / "example_base", root)
    for day in (1, 2, 3):
        path = root / f"events/2026-12-0{day}-meetup/event.yml"
        path.parent.mkdir(parents=True)
        path.write_text((EVENT % (day, day)).replace(" T", "T"), "utf-8")
    return root


def found(root):
    return [(one.at.path, one.message) for one in check.run(load(root)) if one.rule == "data-registered"]


def test_without_a_ledger_one_finding_says_so(tmp_path):
    root = workspace(tmp_path)
    assert found(root) == []
    (root / "community/privacy.yml").unlink()
    ((path, message),) = found(root)
    assert path == "events/2026-12-01-meetup/event.yml"
    assert "还没有隐私台账" in message.zh
    assert "no privacy ledger" in message.en


def test_a_ledger_with_a_mistake_still_covers_what_it_names(tmp_path):
    root = workspace(tmp_path)
    ledger = root / "community/privacy.yml"
    ledger.write_text(ledger.read_text("utf-8").replace("retention_days: 90", "retention_days: ever"), "utf-8")
    ((path, message),) = found(root)
    assert path == "community/privacy.yml"
    assert "retention_days" in message.zh


def test_a_ledger_of_another_shape_does_no_harm(tmp_path):
    root = workspace(tmp_path)
    for text in ("processing: []\n", "processing: {a: b}\n", "processing: [1, {covers: [[], 1]}, {covers: x}]\n"):
        (root / "community/privacy.yml").write_text(text, "utf-8")
        assert len([path for path, _ in found(root) if path.startswith("events/")]) == 3
