import sys

import pytest

from ducha_desktop.runtime import host


def test_the_same_computer_gives_the_same_digest():
    assert host.host_digest() == host.host_digest()
    assert len(bytes.fromhex(host.host_digest())) == 32


def test_another_machine_id_gives_another_digest_and_is_not_readable_in_it(tmp_path, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("the machine id of Linux")
    file = tmp_path / "machine-id"
    digests = set()
    for text in ("0123abcd\n", "0123abce\n"):
        file.write_text(text, encoding="ascii")
        monkeypatch.setattr(host, "_LINUX_SOURCES", (str(tmp_path / "none"), str(file)))
        digests.add(host.host_digest())
        assert text.strip() not in host.host_digest()
    assert len(digests) == 2


def test_without_a_machine_id_the_network_card_and_name_do(tmp_path, monkeypatch):
    if sys.platform == "win32":
        pytest.skip("the machine id of Linux")
    empty = tmp_path / "machine-id"
    empty.write_text("", encoding="ascii")
    monkeypatch.setattr(host, "_LINUX_SOURCES", (str(empty),))
    monkeypatch.setattr("uuid.getnode", lambda: 1)
    first = host.host_digest()
    monkeypatch.setattr("uuid.getnode", lambda: 2)
    assert host.host_digest() != first
