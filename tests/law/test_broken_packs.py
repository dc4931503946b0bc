"""The gallery of broken packs: every fault of a specimen is named at once, by file and key, in the words it must say."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector.law.citations import CitationState, check_citations
from inspector.law.loader import MANIFEST, LawPackError, load_pack, read_pack, seal_manifest
from inspector.law.manifest import SignatureState, read_manifest, signature_lines, signed_bytes
from inspector.law.pack_faults import Faults
from inspector.services.pack_signing import trust_in

GALLERY = Path(__file__).parent / "broken_packs"
SPECIMENS = tomllib.loads((GALLERY / "specimens.toml").read_text(encoding="utf-8"))["specimens"]
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SECRET.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "law" / "small"
    shutil.copytree(GALLERY / "sound", folder)
    _seal(folder)
    return folder


def _seal(folder: Path, more: str = "") -> None:
    (folder / MANIFEST).write_text(seal_manifest(folder) + more, encoding="utf-8")


def _sign(folder: Path) -> None:
    raw = tomllib.loads(seal_manifest(folder))
    files = cast(Mapping[str, str], raw["files"])
    _seal(folder, signature_lines(KEY, SECRET.sign(signed_bytes(raw, files))))


def _spoil(folder: Path, specimen: Mapping[str, object]) -> None:
    for change in cast(list[dict[str, str]], specimen.get("changes", [])):
        path = folder / change["file"]
        text = path.read_text(encoding="utf-8")
        assert change["old"] in text
        path.write_text(text.replace(change["old"], change["new"], 1), encoding="utf-8")
    for name in cast(list[str], specimen.get("remove", [])):
        (folder / name).unlink()
    if specimen.get("seal", True):
        signature = cast(dict[str, str], specimen.get("signature", {}))
        lines = "".join(f'{key} = "{value}"\n' for key, value in signature.items())
        _seal(folder, f"\n[signature]\n{lines}" if lines else "")


def _holds(line: str, words: list[str]) -> bool:
    at = 0
    for word in words:
        at = line.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def test_the_sound_pack_loads(pack: Path) -> None:
    book = load_pack(pack)
    assert book.version == "2026.11.1"
    assert [one.signature for one in book.packs] == [SignatureState.UNSIGNED]
    assert book.violation("label").table == "own.weights"


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda one: str(one["name"]))
def test_a_specimen_is_refused_in_its_words(pack: Path, specimen: dict[str, object]) -> None:
    _spoil(pack, specimen)
    with pytest.raises(LawPackError) as caught:
        load_pack(pack, trust=trust_in())
    lines = [fault.line for fault in caught.value.faults]
    for words in cast(list[list[str]], specimen["says"]):
        assert any(_holds(line, words) for line in lines), (words, lines)
    assert len(lines) == specimen["faults"], lines
    # What a person is shown holds every fault, not the first alone.
    shown = str(caught.value)
    assert all(fault.key in shown and fault.fault in shown for fault in caught.value.faults)


def test_all_faults_of_a_pack_are_named_at_once(pack: Path) -> None:
    once = [
        one
        for one in SPECIMENS
        if one["name"] in {"unknown key", "weight over 100 %", "gap between versions"}
    ]
    for specimen in once:
        _spoil(pack, specimen)
    with pytest.raises(LawPackError) as caught:
        load_pack(pack)
    assert {fault.file for fault in caught.value.faults} == {"provisions.toml", "tables.toml"}
    assert caught.value.what == "法律包有 2 处错误"
    assert len(caught.value.places) == 2


def test_a_record_left_out_for_its_own_fault_is_not_blamed_on_those_who_cite_it(pack: Path) -> None:
    _spoil(
        pack,
        {
            "changes": [
                {"file": "provisions.toml", "old": 'id = "label.new"', "new": 'id = "label.new"\nx = 1'}
            ]
        },
    )
    with pytest.raises(LawPackError) as caught:
        load_pack(pack)
    assert [fault.key for fault in caught.value.faults] == ["provisions[label.new].x"]


def test_a_cited_article_that_is_absent_is_named_with_the_texts(pack: Path) -> None:
    texts = {"旧法": {"77": "应当……", "112": "处十万元以上一百万元以下的罚款"}, "新法": {"300": "应当……"}}
    wrong = [check for check in check_citations(load_pack(pack), texts) if check.wrong]
    assert [(one.record, one.article, one.state) for one in wrong] == [
        ("provisions[label.new]", "1175", CitationState.ARTICLE_ABSENT)
    ]
    assert wrong[0].state.word == "没有这一条"


def test_a_signature_by_a_known_key_is_good_and_names_it(pack: Path) -> None:
    _sign(pack)
    known = trust_in({KEY.hex(): "市局法规处"})
    assert read_pack(pack, known).signature_text == "签名有效（市局法规处）"
    assert load_pack(pack, trust=known).packs[0].signature is SignatureState.GOOD


def test_a_signature_by_an_unknown_key_is_never_good(pack: Path) -> None:
    _sign(pack)
    found = read_pack(pack, trust_in({OTHER.hex(): "市局法规处"}))
    assert found.signature is SignatureState.UNKNOWN_KEY
    assert found.signature_text == "签名者未知" and not found.signer


@pytest.mark.parametrize("known", [True, False])
def test_one_changed_letter_after_signing_is_refused(pack: Path, known: bool) -> None:
    _sign(pack)
    signature = (pack / MANIFEST).read_text(encoding="utf-8").split("[signature]")[1]
    (pack / MANIFEST).write_text(
        seal_manifest(pack).replace("2026.11.1", "2026.11.2") + "\n[signature]" + signature, encoding="utf-8"
    )
    with pytest.raises(LawPackError, match="签名不符"):
        load_pack(pack, trust=trust_in({KEY.hex(): "市局"} if known else {}))


def test_a_signature_does_not_pass_to_other_files(pack: Path) -> None:
    _sign(pack)
    signature = (pack / MANIFEST).read_text(encoding="utf-8").split("[signature]")[1]
    tables = pack / "tables.toml"
    tables.write_text(tables.read_text(encoding="utf-8") + "\n# another word\n", encoding="utf-8")
    _seal(pack, "\n[signature]" + signature)
    with pytest.raises(LawPackError, match="签名不符"):
        read_pack(pack, trust_in())


def test_a_signature_that_nothing_checks_is_never_passed_over(pack: Path) -> None:
    _sign(pack)
    with pytest.raises(LawPackError, match="没有核对签名"):
        load_pack(pack)


@pytest.mark.parametrize("place", [0, 63])
def test_a_changed_bit_and_malformed_keys_are_no_signature(place: int) -> None:
    value = bytearray(SECRET.sign(b"pack"))
    check = trust_in().verify
    assert check(KEY, b"pack", bytes(value))
    value[place] ^= 1
    assert not check(KEY, b"pack", bytes(value))
    assert not check(KEY[:31], b"pack", SECRET.sign(b"pack")) and not check(KEY, b"pack", b"")


def test_a_manifest_without_anything_names_every_missing_key() -> None:
    faults = Faults()
    assert read_manifest({}, faults, None)[0] is None
    assert [fault.key for fault in faults.found] == ["id", "version", "region", "valid_from", "files"]
