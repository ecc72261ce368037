"""Files with a matter: what is taken, what is refused, what stays when it is broken off, and undo."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import (
    DamagedError,
    InUseError,
    NotFoundError,
    RefusedError,
    SurroundingsError,
)
from ducha_desktop.domain.vocabulary import AttachmentKind
from ducha_desktop.services import attachments, attachments_names, attachments_opening, history, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.views import AttachmentView
from ducha_desktop.storage.blobs import BlobStore
from tests.services.conftest import fingerprint


@pytest.fixture
def matter(office: Office) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": "修桥"}).uid


def file(folder: Path, name: str, content: bytes = b"content") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def kept(office: Office, matter: str) -> tuple[AttachmentView, ...]:
    with office.read() as reader:
        return detail(reader, matter).attachments


def blobs(office: Office) -> list[Path]:
    return sorted(office.folder.attachments.iterdir())


def test_a_file_is_sealed_named_and_read_back(office: Office, matter: str, tmp_path: Path) -> None:
    path = file(tmp_path, "验收 照片.JPG", b"\xff\xd8" + os.urandom(200_000))
    told: list[tuple[int, int, str]] = []
    done = attachments.add(
        office, matter, [path], kind=AttachmentKind.EVIDENCE, progress=lambda *said: told.append(said)
    )
    assert done.names == ("验收 照片.JPG",)
    assert done.refused == ()
    assert told[-1] == (200_002, 200_002, "验收 照片.JPG")
    (there,) = kept(office, matter)
    assert (there.name, there.size, there.kind) == ("验收 照片.JPG", 200_002, "evidence")
    (sealed,) = blobs(office)
    assert path.read_bytes()[:64] not in sealed.read_bytes()
    copy = attachments_opening.open_copy(office, there.uid)
    assert copy.read_bytes() == path.read_bytes()
    assert copy.is_relative_to(office.folder.private)
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IRWXG | stat.S_IRWXO)
    assert attachments_opening.open_copy(office, there.uid) == copy
    target = attachments_opening.save_as(office, there.uid, tmp_path / "另存.jpg")
    assert target.read_bytes() == path.read_bytes()
    office.folder.wipe_private()
    assert not copy.exists()


def test_every_deed_is_one_step_of_undo(office: Office, matter: str, tmp_path: Path) -> None:
    steps = [fingerprint(office)]
    paths = [file(tmp_path, "甲.pdf", b"1"), file(tmp_path, "乙.pdf", b"2")]
    changes = attachments.add(office, matter, paths).changes
    assert changes.words == "拟-1添加 2 个附件"
    steps.append(fingerprint(office))
    first, second = kept(office, matter)
    attachments.rename(office, first.uid, "会议纪要")
    assert kept(office, matter)[0].name == "会议纪要.pdf"
    steps.append(fingerprint(office))
    attachments.classify(office, first.uid, AttachmentKind.EVIDENCE)
    steps.append(fingerprint(office))
    attachments.remove(office, second.uid)
    assert [one.name for one in kept(office, matter)] == ["会议纪要.pdf"]
    steps.append(fingerprint(office))
    assert len(set(steps)) == len(steps)
    for expected in reversed(steps[:-1]):
        history.undo(office)
        assert fingerprint(office) == expected
    for expected in steps[1:]:
        history.redo(office)
        assert fingerprint(office) == expected
    history.undo(office)
    again = kept(office, matter)[1]
    assert attachments_opening.open_copy(office, again.uid).read_bytes() == b"2"


def test_what_cannot_be_kept_is_refused_in_its_own_sentence(
    office: Office, matter: str, tmp_path: Path
) -> None:
    (tmp_path / "文件夹").mkdir()
    os.mkfifo(tmp_path / "管道")
    huge = file(tmp_path, "太大.zip")
    os.truncate(huge, 3 * 1024**3)
    good = file(tmp_path, "好.txt")
    names = ("文件夹", "管道", "没有.txt", "空.txt", "太大.zip", "好.txt")
    file(tmp_path, "空.txt", b"")
    done = attachments.add(office, matter, [tmp_path / name for name in names])
    assert done.names == (good.name,)
    assert [name for name, _ in done.refused] == list(names[:5])
    for (_, why), words in zip(
        done.refused, ("是文件夹", "不是普通文件", "找不到", "是空文件", "最大 2 GB"), strict=True
    ):
        assert words in why
        assert "没有添加" in why
    before = fingerprint(office)
    again = attachments.add(office, matter, [file(tmp_path, "又一份.txt")])
    assert again.names == ()
    assert "已有内容完全相同的附件“好.txt”" in again.refused[0][1]
    assert fingerprint(office) == before
    assert len(blobs(office)) == 1


def test_a_file_that_changes_or_goes_while_it_is_read_is_refused(
    office: Office, matter: str, tmp_path: Path
) -> None:
    growing = file(tmp_path, "日志.txt", b"x" * 300_000)
    going = file(tmp_path, "拔走.txt", b"y" * 300_000)
    still = file(tmp_path, "不动.txt", b"z" * 300_000)

    def meddle(_done: int, _total: int, name: str) -> None:
        if name == growing.name:
            with growing.open("ab") as more:
                more.write(b"x")
        if name == going.name:
            going.unlink(missing_ok=True)

    done = attachments.add(office, matter, [growing, going, still], progress=meddle)
    assert done.names == ("不动.txt",)
    assert "被别的程序改动" in done.refused[0][1]
    assert "被移走或删除" in done.refused[1][1]
    assert len(blobs(office)) == 1


def test_breaking_off_leaves_nothing(office: Office, matter: str, tmp_path: Path) -> None:
    paths = [file(tmp_path, f"{n}.bin", os.urandom(200_000)) for n in range(3)]
    before = fingerprint(office)

    class StopError(Exception):
        pass

    def stop(done: int, _total: int, _name: str) -> None:
        if done > 500_000:
            raise StopError

    with pytest.raises(StopError):
        attachments.add(office, matter, paths, progress=stop)
    assert fingerprint(office) == before
    assert blobs(office) == []


def test_breaking_off_keeps_a_content_that_another_matter_names(
    office: Office, matter: str, tmp_path: Path
) -> None:
    path = file(tmp_path, "同一份.pdf", b"same")
    attachments.add(office, matter, [path])
    with office.write("matter.add", words="登记") as work:
        other = matters.add(work, {"title": "修路"}).uid
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [other])
    with pytest.raises(NotFoundError):
        attachments.add(office, other, [path])
    (there,) = kept(office, matter)
    assert attachments_opening.open_copy(office, there.uid).read_bytes() == b"same"


def test_a_full_disk_is_said_and_nothing_is_kept(
    office: Office, matter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, "大.bin", os.urandom(300_000))
    before = fingerprint(office)
    real, seen = os.fsync, []

    def full(handle: int) -> None:
        seen.append(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ducha_desktop.runtime.atomic.os.fsync", full)
    with pytest.raises(SurroundingsError, match="磁盘已满，附件没有保存"):
        attachments.add(office, matter, [path])
    assert seen
    monkeypatch.setattr("ducha_desktop.runtime.atomic.os.fsync", real)
    assert fingerprint(office) == before
    assert blobs(office) == []
    monkeypatch.setattr("ducha_desktop.runtime.volumes.free_space", lambda _folder: 1000)
    with pytest.raises(SurroundingsError, match="磁盘空间不足"):
        attachments.add(office, matter, [path])


def test_missing_and_damaged_contents_say_so(office: Office, matter: str, tmp_path: Path) -> None:
    attachments.add(
        office, matter, [file(tmp_path, "甲.bin", os.urandom(200_000)), file(tmp_path, "乙.bin", b"2")]
    )
    first, second = kept(office, matter)
    store = BlobStore(office.folder.attachments, office.key)
    sealed = store.path_of(first.sha256)
    content = bytearray(sealed.read_bytes())
    content[150_000] ^= 1
    sealed.write_bytes(content)
    store.drop(second.sha256)
    assert attachments.missing(office, [first.sha256, second.sha256]) == {second.sha256}
    for one, why in ((first, "已损坏"), (second, "不在数据文件夹里")):
        with pytest.raises(DamagedError, match=f"“{one.name}”没有打开：附件文件{why}"):
            attachments_opening.open_copy(office, one.uid)
        target = tmp_path / "旧文件.bin"
        target.write_bytes(b"old")
        with pytest.raises(DamagedError):
            attachments_opening.save_as(office, one.uid, target)
        assert target.read_bytes() == b"old"
    assert not [path for path in office.folder.private.rglob("*") if path.is_file()]


def test_names_are_fit_for_every_system(office: Office, matter: str, tmp_path: Path) -> None:
    assert attachments_names.clean_name("附件\u202egpj.exe") == "附件gpj.exe"
    assert attachments_names.clean_name("../../a:b?.txt") == "a b .txt"
    assert attachments_names.clean_name("长" * 200 + ".docx") == "长" * 115 + ".docx"
    done = attachments.add(office, matter, [file(tmp_path, "照片.jpg", b"1")])
    (tmp_path / "另").mkdir()
    done = attachments.add(office, matter, [file(tmp_path / "另", "照片.jpg", b"2")])
    assert done.names == ("照片（2）.jpg",)
    first, _ = kept(office, matter)
    with pytest.raises(RefusedError, match="已经有名为“照片（2）"):
        attachments.rename(office, first.uid, "照片（2）")
    with pytest.raises(RefusedError, match="不能是空的"):
        attachments.rename(office, first.uid, " .. ")
    attachments.rename(office, first.uid, "关" * 116)
    assert attachments_opening.open_copy(office, first.uid).read_bytes() == b"1"
    attachments.remove(office, first.uid)
    for deed in (
        lambda: attachments.remove(office, first.uid),
        lambda: attachments_opening.open_copy(office, first.uid),
    ):
        with pytest.raises(NotFoundError, match="刚刚被删除"):
            deed()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("长" * 5000, "有 5000 个字，最多 120 个"),
        ("长" * 119, "有 123 个字"),
        ("../../etc/passwd", "不能有 /"),
        ("a\\b:c", "不能有 \\、:"),
        ("CON", "Windows 留给设备"),
        ("nul.tar.gz", "Windows 留给设备"),
        ("Com1 .pdf", "Windows 留给设备"),
        ("纪要.", "以点开头或结尾"),
        (".纪要", "以点开头或结尾"),
        ("\u202e\u200b", "不能是空的"),
        ("...", "不能是空的"),
    ],
)
def test_a_typed_name_that_is_no_name_of_a_file_is_refused(
    office: Office, matter: str, tmp_path: Path, name: str, why: str
) -> None:
    attachments.add(office, matter, [file(tmp_path, "照片.jpg", b"1")])
    (there,) = kept(office, matter)
    before = fingerprint(office)
    with pytest.raises(RefusedError) as refused:
        attachments.rename(office, there.uid, name)
    assert why in refused.value.message
    assert "没有改动" in refused.value.message
    assert fingerprint(office) == before


def test_a_typed_name_loses_only_what_nobody_sees(office: Office, matter: str, tmp_path: Path) -> None:
    attachments.add(office, matter, [file(tmp_path, "照片.jpg", b"1")])
    (there,) = kept(office, matter)
    changes = attachments.rename(office, there.uid, "  现场\u202egpj.\x07照片 👨\u200d👩\u200d👧\n")
    assert kept(office, matter)[0].name == "现场gpj.照片 👨\u200d👩\u200d👧"
    assert "\u202e" not in changes.words


def test_a_file_called_like_a_device_is_taken_under_another_name(
    office: Office, matter: str, tmp_path: Path
) -> None:
    added = attachments.add(
        office, matter, [file(tmp_path, "aux.txt", b"1"), file(tmp_path, "CONTRACT.txt", b"2")]
    )
    assert added.names == ("附件 aux.txt", "CONTRACT.txt")


_BIG = """
import resource, sys
from pathlib import Path
from datetime import date
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import attachments, attachments_names, attachments_opening
from ducha_desktop.services.detail import detail
from ducha_desktop.services.opening import open_office
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open_office(Path(sys.argv[1]), clock=FixedClock(date(2026, 11, 22))) as office:
    attachments.add(office, sys.argv[2], [Path(sys.argv[3])])
    before = peak()
    attachments.add(office, sys.argv[2], [Path(sys.argv[4])])
    with office.read() as reader:
        big = detail(reader, sys.argv[2]).attachments[1]
    attachments_opening.save_as(office, big.uid, Path(sys.argv[5]))
    print(big.size, peak() - before)
"""


def test_300_megabytes_take_no_more_memory_than_a_small_file(
    office: Office, matter: str, tmp_path: Path
) -> None:
    small, big = file(tmp_path, "小.bin", os.urandom(200_000)), tmp_path / "大.bin"
    block = os.urandom(1 << 20)
    with big.open("wb") as target:
        for n in range(300):
            target.write(n.to_bytes(4, "big") + block[4:])
    root = str(office.folder.root)
    office.close()
    out = tmp_path / "取出.bin"
    done = subprocess.run(
        [sys.executable, "-c", _BIG, root, matter, str(small), str(big), str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    size, grown = map(int, done.stdout.split())
    assert size == 300 << 20
    assert grown * 1024 < 12 << 20
    assert out.stat().st_size == size
    with out.open("rb") as copy:
        copy.seek(299 << 20)
        assert copy.read(4) == (299).to_bytes(4, "big")


def test_who_has_no_lock_touches_no_content(office: Office, matter: str, tmp_path: Path) -> None:
    """Its cleaning up would take away what the holder of the lock is just registering."""
    source = tmp_path / "同一份.txt"
    source.write_bytes(b"photo")
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, matter, {"target": "通车"})
    BlobStore(office.folder.attachments, office.key).add_bytes(b"photo")
    kept = {path for path in office.folder.attachments.rglob("*") if path.is_file()}
    assert kept
    with open_office(office.folder.root) as other, pytest.raises(InUseError):
        attachments.add(other, matter, [source])
    assert {path for path in office.folder.attachments.rglob("*") if path.is_file()} == kept
