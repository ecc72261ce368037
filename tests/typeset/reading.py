"""Reads PDFs with programs that are not ours."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ducha_desktop.typeset import readback


def squeeze(text: str) -> str:
    """`text` without white space: where lines break does not count."""
    return re.sub(r"\s", "", text)


def needs(program: str) -> str:
    """Path of a program, or skip the test."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def poppler_text(pdf: bytes, folder: Path) -> str:
    """Text as pdftotext reads it, in the order of the content streams."""
    program = needs("pdftotext")
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([program, "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return squeeze(done.stdout.decode("utf-8"))


def pdfium_text(pdf: bytes) -> str:
    """Text as pdfium reads it."""
    return squeeze("".join(readback.all_text(pdf)))


def check_syntax(pdf: bytes, folder: Path) -> None:
    """Fail when qpdf finds anything."""
    program = needs("qpdf")
    path = folder / "check.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([program, "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert b"WARNING" not in done.stdout + done.stderr
