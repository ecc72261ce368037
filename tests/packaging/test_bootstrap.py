"""The private environment: made once from the lock, mended when interrupted, refused in plain words."""

import ast
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = CHECKOUT / "scripts"
sys.path.insert(0, str(SCRIPTS))

import bootstrap  # noqa: E402
import system_libraries  # noqa: E402


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout in a folder with Chinese and a space, whose locks name nothing."""
    folder = tmp_path_factory.mktemp("checkout") / "督查 台账"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "CHECKOUT", folder)
        patch.setattr(bootstrap.platform, "machine", lambda: "x86_64")
        yield folder


@pytest.fixture(autouse=True)
def empty_locks(checkout: Path) -> None:
    for lock in bootstrap.LOCKS.values():
        (checkout / lock).write_text("# empty\n", encoding="utf-8")


def test_made_once_and_not_again(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = checkout / "once"
    python = bootstrap.prepare("runtime", environment)
    inside = subprocess.run(
        [python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True
    )
    assert Path(inside.stdout.strip()) == environment
    assert "正在安装依赖" in capfd.readouterr().err
    made = (environment / "pyvenv.cfg").stat().st_mtime_ns

    bootstrap.prepare("runtime", environment)
    assert capfd.readouterr().err == ""

    (checkout / "requirements.lock").write_text("# changed\n", encoding="utf-8")
    bootstrap.prepare("dev", environment)
    assert "requirements-dev.lock" in capfd.readouterr().err
    bootstrap.prepare("runtime", environment)
    assert capfd.readouterr().err == ""
    assert (environment / "pyvenv.cfg").stat().st_mtime_ns == made


def test_refused_without_hashes_then_finished_from_a_folder_of_wheels(checkout: Path) -> None:
    environment = checkout / "mended"
    wheels = checkout / bootstrap.WHEELS
    wheels.mkdir()
    name = "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheels / name, "w") as wheel:
        wheel.writestr("tiny.py", "WORD = '督'\n")
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr(
            "tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")

    (checkout / "requirements.lock").write_text("tiny==1.0\n", encoding="utf-8")
    with pytest.raises(bootstrap.NotReadyError, match="依赖没有装全"):
        bootstrap.prepare("runtime", environment)
    assert "runtime" not in (environment / bootstrap.STAMP).read_text(encoding="utf-8")

    digest = hashlib.sha256((wheels / name).read_bytes()).hexdigest()
    (checkout / "requirements.lock").write_text(f"tiny==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    python = bootstrap.prepare("runtime", environment)
    wheels.rename(checkout / "done")
    subprocess.run([python, "-c", "import tiny"], check=True)


def test_another_processor_is_named(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "aarch64")
    with pytest.raises(bootstrap.NotReadyError, match="aarch64"):
        bootstrap.prepare("runtime", checkout / ".venv")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
def test_missing_libraries_are_named_with_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(system_libraries.BASE, "libducha-absent.so.1", "libducha-absent1")
    monkeypatch.setattr(system_libraries, "_may_install", lambda: False)
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(bootstrap.NotReadyError) as refusal:
        system_libraries.ensure(window=False)
    assert "sudo apt-get install -y --no-install-recommends libducha-absent1" in str(refusal.value).replace(
        "sudo apt-get update && ", ""
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
def test_a_window_asks_for_more_than_offscreen_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries, "_loads", lambda _name: False)
    offscreen = set(system_libraries.missing_packages(window=False))
    assert offscreen == set(system_libraries.BASE.values())
    assert set(system_libraries.missing_packages(window=True)) - offscreen == set(
        system_libraries.WINDOW.values()
    )


@pytest.mark.parametrize("name", ["start", "test"])
def test_an_old_python_is_refused_in_words_it_can_say(name: str) -> None:
    source = (SCRIPTS / name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    script = "import sys; sys.version_info = (3, 9, 2); sys.argv = ['x']; exec(compile(sys.stdin.read(), 'x', 'exec'))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        input=source,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert "需要 Python 3.11、3.12 或 3.13，现在是 3.9" in done.stderr
