"""A bureau's way from a key to a signed, trusted, installed pack and back, by commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.cli import run
from tests.services.own_packs import write_pack


def test_key_sign_trust_install_list_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, key, folder = tmp_path / "home", tmp_path / "bureau.key", write_pack(tmp_path / "pack")
    assert run(["law", "key", str(key)]) == 0
    public = capsys.readouterr().out.split()[-1]
    assert run(["law", "sign", str(folder), "--key", str(key)]) == 0
    assert run(["law", "trust", "市局法规处", public, "--home", str(home)]) == 0
    capsys.readouterr()
    assert run(["law", "install", str(folder), "--home", str(home)]) == 0
    shown = capsys.readouterr().out
    assert "签名有效（市局法规处）" in shown and "危险废物识别标志" in shown
    assert run(["law", "packs", "--home", str(home)]) == 0
    assert "own  2026.12.1" in capsys.readouterr().out
    assert run(["law", "remove", "own", "--home", str(home)]) == 0
    capsys.readouterr()
    assert run(["law", "packs", "--home", str(home)]) == 0
    assert "own  2026" not in capsys.readouterr().out
    assert run(["law", "remove", "own", "--home", str(home)]) != 0
