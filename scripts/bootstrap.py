"""The private environment of a checkout: made from the lock, once, with nothing but Python.

Standard library only, for this runs before anything is installed.
"""

import hashlib
import importlib.util
import io
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ENVIRONMENT = CHECKOUT / ".venv"
STAMP = "ducha-stamp.json"
WHEELS = "wheels"
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock", "build": "requirements-build.lock"}
MACHINES = ("x86_64", "AMD64")


class NotReadyError(Exception):
    """The computer lacks something; the sentence says what, and the command that mends it."""


def say(chinese: str, english: str) -> None:
    """Tell the person at the terminal, on standard error, what is being done."""
    sys.stderr.write(f"{chinese}\n  ({english})\n")
    sys.stderr.flush()


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal, so that no Chinese sentence ends in an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def python_of(environment: Path) -> Path:
    """The interpreter inside `environment`."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def program_environment(**extra: str) -> dict[str, str]:
    """Environment variables under which the checkout's own package is found, whatever the current folder."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", **extra}


def prepare(kind: str, environment: Path = ENVIRONMENT) -> Path:
    """Make `environment` hold what the lock of `kind` names; return its Python.

    Args:
        kind: `runtime`, or `dev` or `build`, which hold everything of `runtime` too.
        environment: the folder; made, and made anew when it belongs to another Python.

    Raises:
        NotReadyError: a missing part of Python, another processor, or the packages could not be fetched.
    """
    if platform.machine() not in MACHINES:
        raise NotReadyError(
            f"锁定的依赖只适用于 x86-64 处理器，本机为 {platform.machine()}。\n"
            f"  (The lock holds packages for x86-64; this processor is {platform.machine()}.)"
        )
    stamp = environment / STAMP
    wanted, have = _stamp(kind), _read_stamp(stamp)
    if wanted.items() <= have.items():
        return python_of(environment)
    if have.get("python") != wanted["python"] or not python_of(environment).exists():
        _make_environment(environment)
        have = {}
    _write_stamp(stamp, {"python": wanted["python"]})
    _install(LOCKS[kind], environment)
    _write_stamp(stamp, {**(have if have.get("runtime") == wanted["runtime"] else {}), **wanted})
    return python_of(environment)


def developer_python() -> Path:
    """The Python that has the development tools: the one running if it has them, else the private one."""
    tools = ("pytest", "ruff", "mypy", "importlinter", "PySide6")
    if all(importlib.util.find_spec(tool) for tool in tools):
        return Path(sys.executable)
    return prepare("dev")


def _stamp(kind: str) -> dict[str, str]:
    """What a finished environment of `kind` says of itself: its Python and the digests of its locks."""
    kinds = dict.fromkeys(("runtime", kind))
    digests = {each: hashlib.sha256((CHECKOUT / LOCKS[each]).read_bytes()).hexdigest() for each in kinds}
    return {"python": f"{sys.base_prefix} {platform.python_version()}", **digests}


def _read_stamp(stamp: Path) -> dict[str, str]:
    """The stamp of the last finished setup; empty when there is none or it was interrupted."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _write_stamp(stamp: Path, facts: dict[str, str]) -> None:
    stamp.write_text(json.dumps(facts), encoding="utf-8")


def _make_environment(environment: Path) -> None:
    """A new, empty environment."""
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        raise NotReadyError(
            f"这台电脑的 Python 缺少 venv。请执行：\n\n    sudo apt-get install -y {package}\n\n"
            "  (Python's venv module is missing; run the command above.)"
        )
    say("正在建立运行环境……", f"Creating a private environment in {environment}")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=False)
    if made.returncode:
        raise NotReadyError(
            f"无法在 {environment} 建立运行环境。\n  (Could not create the environment there.)"
        )


def _install(lock: str, environment: Path) -> None:
    """Install exactly the wheels whose hashes the lock names; nothing is built."""
    say("正在安装依赖（首次约需几分钟）……", f"Installing the locked packages of {lock}; this happens once")
    command = [str(python_of(environment)), "-m", "pip", "install", "-qq", "--require-hashes"]
    command += ["--only-binary=:all:", "--no-deps", "--no-input", "--disable-pip-version-check"]
    wheels = CHECKOUT / WHEELS
    if wheels.is_dir():
        command += ["--no-index", "--find-links", str(wheels)]
    done = subprocess.run([*command, "-r", str(CHECKOUT / lock)], check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NotReadyError(
            "依赖没有装全。请检查网络后重新执行同一命令。不联网的电脑：在联网的同类电脑上执行\n\n"
            f"    python3 -m pip download --no-deps --only-binary=:all: -r {lock} -d {WHEELS}\n\n"
            f"再把 {WHEELS} 文件夹复制到本文件夹里重试。\n"
            "  (Packages are missing: check the network and repeat; for a PC without one, run the command above on a\n"
            f"  computer of the same kind that has one, and copy the folder {WHEELS} into this one.)"
        )
