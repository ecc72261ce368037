#!/usr/bin/env python3
"""One walk over the tree: file sizes, forbidden module names, and words that tie the tree to one machine."""

import re
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
HARD_LIMIT = 400
SPLIT_AT = 300
FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})
# Spelled backwards, so that this file does not name what it looks for.
REGISTRIES = (".ipyp", "detsohnohtyp", ".sjmpn", "naibed.bed", "yrotcafitra")
HOSTS = re.compile("|".join(re.escape(word[::-1]) for word in REGISTRIES))
MACHINE_PATHS = re.compile(rf"(?<![\w.}})])/(?:{'krow'[::-1]}|{'toor'[::-1]})(?=/|\b)")
TEXT = frozenset(
    {".py", ".md", ".toml", ".lock", ".txt", ".spec", ".qss", ".json", ".csv", ".sh", ".cfg", ".ini", ""}
)


def tree_files(checkout: Path) -> list[Path]:
    """Every file of the product: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=checkout,
        check=False,
        capture_output=True,
    )
    if listed.returncode == 0:
        names = {name for name in listed.stdout.decode("utf-8").split("\0") if name}
        return sorted(path for name in names if (path := checkout / name).is_file())
    roots = [folder for folder in checkout.iterdir() if not folder.name.startswith(".")]
    return sorted(
        path for root in roots for path in (root.rglob("*") if root.is_dir() else [root]) if path.is_file()
    )


def is_python(path: Path) -> bool:
    """Whether a file is Python, by its name or, for a script without one, by its first line."""
    if path.suffix:
        return path.suffix == ".py"
    with path.open("rb") as file:
        first = file.readline(80)
    return first.startswith(b"#!") and b"python" in first


def findings(path: Path, name: str) -> list[str]:
    """What is wrong with one file; `name` is how it is reported."""
    found = []
    if is_python(path):
        if path.stem.lower() in FORBIDDEN_NAMES:
            found.append(f"{name}: a module named {path.stem} says nothing; name it after its noun")
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > HARD_LIMIT:
            found.append(f"{name}: {lines} lines, the limit is {HARD_LIMIT}; split it by noun")
    elif path.is_dir() and path.name in FORBIDDEN_NAMES:
        found.append(f"{name}: a room named {path.name} says nothing")
    if path.suffix.lower() in TEXT:
        found += _tied_to_a_machine(path, name)
    return found


def _tied_to_a_machine(path: Path, name: str) -> list[str]:
    """Lines that name a package registry's host or a path of one computer."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if HOSTS.search(line):
            found.append(f"{name}:{number}: names a package registry's host")
        if MACHINE_PATHS.search(line):
            found.append(f"{name}:{number}: names a path of one machine")
    return found


def main(checkout: Path = CHECKOUT) -> int:
    """Report every finding; also, without failing, the files that should be split soon."""
    files = tree_files(checkout)
    found = [line for path in files for line in findings(path, path.relative_to(checkout).as_posix())]
    for line in found:
        sys.stdout.write(f"{line}\n")
    large = [path for path in files if is_python(path) and len(path.read_bytes().splitlines()) > SPLIT_AT]
    sys.stdout.write(
        f"{len(files)} files, {len(found)} findings, {len(large)} Python files over {SPLIT_AT} lines\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
