"""The private environment: made once from the lock, mended when interrupted, refused in plain words."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = CHECKOUT / "scripts"
sys.path.insert(0, str(SCRIPTS))

import bootstrap  # noqa: E402
import system_libraries  # noqa: E402


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in a folder with Chinese and a space, whose locks name nothing."""
    folder = tmp_path / "督查 台账"
    folder.mkdir()
    for lock in bootstrap.LOCKS.values():
        (folder / lock).write_text("# empty\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "CHECKOUT", folder)
    monkeypatch.setattr(bootstrap.platform, "machine", lambda: "x86_64")
    return folder


def test_made_once_and_not_again(checkout: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment = checkout / ".venv"
    python = bootstrap.prepare("runtime", environment)
    inside = subprocess.run(
        [python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True
    )
    assert Path(inside.stdout.strip()) == environment
    assert "正在安装依赖" in capfd.readouterr().err
    made = (environment / "pyvenv.cfg").stat().st_mtime_ns

    bootstrap.prepare("runtime", environment)
    assert capfd.readouterr().err == ""

    (environment / bootstrap.STAMP).unlink()
    bootstrap.prepare("runtime", environment)
    assert "正在安装依赖" in capfd.readouterr().err
    assert (environment / "pyvenv.cfg").stat().st_mtime_ns != made

    (checkout / "requirements.lock").write_text("# changed\n", encoding="utf-8")
    bootstrap.prepare("dev", environment)
    assert "requirements-dev.lock" in capfd.readouterr().err
    bootstrap.prepare("runtime", environment)
    assert capfd.readouterr().err == ""


def test_a_package_without_its_hash_is_refused(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("typing-extensions==4.16.0\n", encoding="utf-8")
    with pytest.raises(bootstrap.NotReadyError, match="依赖没有装全"):
        bootstrap.prepare("runtime", checkout / ".venv")
    assert not (checkout / ".venv" / bootstrap.STAMP).exists()


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
