"""Key files and signatures: a key is never overwritten, a broken pack is never signed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from inspector.domain.errors import EnvironmentFaultError, InvalidValueError
from inspector.law.loader import MANIFEST, LawPackError, read_pack
from inspector.services.pack_signing import new_key, sign_pack, trust_in
from tests.services.own_packs import write_pack


def test_a_key_file_is_written_once_and_for_its_owner(tmp_path: Path) -> None:
    key = tmp_path / "bureau.key"
    public = new_key(key)
    assert len(public) == 64
    if sys.platform != "win32":
        assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    with pytest.raises(EnvironmentFaultError):
        new_key(key)
    assert key.read_bytes() == before


def test_signing_twice_keeps_one_signature(tmp_path: Path) -> None:
    new_key(tmp_path / "a.key")
    folder = write_pack(tmp_path / "pack")
    first = sign_pack(folder, tmp_path / "a.key")
    assert first.signer == "a"
    sign_pack(folder, tmp_path / "a.key")
    assert (folder / MANIFEST).read_text(encoding="utf-8").count("[signature]") == 1
    assert read_pack(folder, trust_in()).digest == first.digest


def test_a_broken_pack_is_not_signed(tmp_path: Path) -> None:
    new_key(tmp_path / "a.key")
    folder = write_pack(tmp_path / "pack")
    (folder / "tables.toml").write_text("tables = 3", encoding="utf-8")
    with pytest.raises(LawPackError):
        sign_pack(folder, tmp_path / "a.key")
    assert "[signature]" not in (folder / MANIFEST).read_text(encoding="utf-8")


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    (tmp_path / "no.key").write_text("hello", encoding="ascii")
    with pytest.raises(InvalidValueError, match=r"no\.key"):
        sign_pack(folder, tmp_path / "no.key")
