"""What is kept is read back whole, under its own name, from a folder of one's own, or not at all."""

import hashlib
import os
import sys
from importlib import import_module

import pytest

from checker import hashes
from checker.store import MOST, Store


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


def test_what_was_put_is_got(folder):
    assert Store(folder).get("one.kind") is None
    Store(folder).put("one.kind", b"\x00abc")
    assert Store(folder).get("one.kind") == b"\x00abc"
    Store(folder).put("one.kind", b"")
    assert Store(folder).get("one.kind") == b""
    assert [one.name for one in folder.iterdir()] == ["one.kind"]


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda _: b"", lambda data: data + b"x", lambda data: data[1:]]
)
def test_what_is_damaged_is_not_there(folder, spoil):
    Store(folder).put("one.kind", b"abc")
    path = folder / "one.kind"
    path.write_bytes(spoil(path.read_bytes()))
    assert Store(folder).get("one.kind") is None


def test_what_stands_under_another_name_is_not_there(folder):
    Store(folder).put("one.kind", b"abc")
    (folder / "one.kind").rename(folder / "two.kind")
    assert Store(folder).get("two.kind") is None


def test_each_kind_keeps_its_latest(folder):
    Store(folder).put("first.other", b"abc")
    for number in range(MOST + 3):
        Store(folder).put(f"{number}.kind", b"abc")
        os.utime(folder / f"{number}.kind", (number, number))
    Store(folder).put("last.kind", b"abc")
    kinds = [one.suffix for one in folder.iterdir()]
    assert (kinds.count(".kind"), kinds.count(".other")) == (MOST, 1)
    assert Store(folder).get("0.kind") is None
    assert Store(folder).get("last.kind") == b"abc"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_others_can_write_to_is_neither_read_nor_written(folder):
    Store(folder).put("one.kind", b"abc")
    folder.chmod(0o770)
    assert Store(folder).get("one.kind") is None
    Store(folder).put("two.kind", b"abc")
    assert not (folder / "two.kind").exists()


def test_the_hashes_are_those_of_every_python():
    data = b"abc" * 1000
    assert hashes.sha256(data) == hashlib.sha256(data).hexdigest()
    assert hashes.blake2b(data, b"key") == hashlib.blake2b(data, digest_size=32, key=b"key").digest()


def test_a_python_without_small_hashes_has_large_ones(monkeypatch):
    def found(name):
        if name.startswith("_"):
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(hashes, "import_module", found)
    assert hashes._found("_sha256") is hashlib


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_that_others_can_write_to_or_that_leads_elsewhere_is_not_read(folder):
    Store(folder).put("one.kind", b"abc")
    (folder / "one.kind").chmod(0o666)
    assert Store(folder).get("one.kind") is None
    (folder / "one.kind").chmod(0o600)
    assert Store(folder).get("one.kind") == b"abc"
    (folder / "one.kind").rename(folder.parent / "elsewhere")
    (folder / "one.kind").symlink_to(folder.parent / "elsewhere")
    assert Store(folder).get("one.kind") is None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_both_folders_that_are_made_are_closed_to_others(tmp_path):
    before = os.umask(0o002)
    try:
        Store(tmp_path / "program" / "kept").put("one.kind", b"abc")
    finally:
        os.umask(before)
    assert [one.stat().st_mode & 0o777 for one in (tmp_path / "program", tmp_path / "program" / "kept")] == [0o700] * 2
