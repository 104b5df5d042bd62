"""The artifact of an untrusted run: read under limits, refused when it is odd."""

import io
import stat
import zipfile

import pytest

from commops.errors import InputError
from commops.report.comment.artifact import LIMITS, texts


def packed(tmp_path, entries, name="review.zip"):
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in entries:
            archive.writestr(path, content)
    return tmp_path


def test_the_expected_files_are_read_and_others_left(tmp_path):
    folder = packed(tmp_path, [("summary.md", "## 一\r\n"), ("review.html", "<script>"), ("../up.md", "x")])
    assert texts(folder) == {"summary.md": "## 一\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["review.zip"]


def test_bytes_that_are_no_text_do_no_harm(tmp_path):
    assert texts(packed(tmp_path, [("fix.diff", b"\xff\x00a")])) == {"fix.diff": "\ufffd\x00a"}


def test_a_bomb_is_refused(tmp_path):
    with pytest.raises(InputError, match="too big"):
        texts(packed(tmp_path, [("summary.md", "0" * (LIMITS["summary.md"] + 1))]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_of_one_name_are_refused(tmp_path):
    with pytest.raises(InputError, match="plain file"):
        texts(packed(tmp_path, [("summary.md", "a"), ("summary.md", "b")]))


def test_links_inside_are_refused(tmp_path):
    link = zipfile.ZipInfo("summary.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(InputError, match="plain file"):
        texts(packed(tmp_path, [(link, "/etc/passwd")]))


def test_a_link_to_an_archive_is_refused(tmp_path):
    (tmp_path / "in").mkdir()
    packed(tmp_path, [("summary.md", "a")])
    (tmp_path / "in/a.zip").symlink_to(tmp_path / "review.zip")
    with pytest.raises(InputError, match="nothing else"):
        texts(tmp_path / "in")


def test_a_crowd_is_refused(tmp_path):
    with pytest.raises(InputError, match="too many"):
        texts(packed(tmp_path, [(f"{n}.md", "") for n in range(21)]))


@pytest.mark.parametrize("damage", ["none", "cut", "flip", "empty"])
def test_a_damaged_archive_is_refused(tmp_path, damage):
    data = bytearray((packed(tmp_path, [("summary.md", "ab" * 999)]) / "review.zip").read_bytes())
    if damage == "none":
        assert texts(tmp_path)
        return
    broken = {"cut": data[:-30], "flip": data[:45] + bytes([data[45] ^ 255]) + data[46:], "empty": b""}[damage]
    (tmp_path / "review.zip").write_bytes(broken)
    with pytest.raises(InputError):
        texts(tmp_path)


def test_an_encrypted_entry_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("summary.md", "abc")
    data = bytearray(out.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "review.zip").write_bytes(data)
    with pytest.raises(InputError):
        texts(tmp_path)


def test_a_folder_without_an_archive(tmp_path):
    with pytest.raises(InputError):
        texts(tmp_path)
