"""The law packs a data folder works with: the shipped one, the bureau's own, and every version a case was decided under.

A version never goes back: figures already on paper came from the newer one. Old versions are kept beside the data, so
that a decided case is always shown with the pack it was decided under.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from inspector.db.store import Reader
from inspector.domain.errors import DamageFoundError, EnvironmentFaultError, RuleRefusedError
from inspector.domain.records import Setting
from inspector.law.book import Book
from inspector.law.loader import load_pack
from inspector.law.manifest import is_older
from inspector.paths import Home, resources_dir
from inspector.services.pack_signing import trust_in

PACK_FOLDER = "gd-sz-2026"
OWN_PACKS = "law.own_packs"
SIGNING_KEYS = "law.signing_keys"
_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,4}")


class OlderPackError(RuleRefusedError):
    """A pack older than the one this data was last used with."""

    def __init__(self, pack: str, version: str, used: str) -> None:
        super().__init__(
            f"规则包 {pack} 的版本 {version} 比这份数据用过的 {used} 旧",
            "退回旧版会使已经测算、送达的数字对不上，所以没有使用；数据没有改动",
            f"换用 {used} 或更新的版本",
        )


@dataclass(frozen=True, slots=True)
class OwnPack:
    """A bureau's own pack that was installed. `used` is false once it was taken out; its version is still remembered."""

    id: str
    version: str
    digest: str
    used: bool = True


def own_packs(reader: Reader) -> tuple[OwnPack, ...]:
    """Every own pack ever installed, by id."""
    found = reader.find(Setting, name=OWN_PACKS)
    return tuple(OwnPack(**entry) for entry in json.loads(found[0].value)) if found else ()


def own_packs_text(packs: tuple[OwnPack, ...]) -> str:
    """The setting that says which own packs are installed."""
    return json.dumps([asdict(pack) for pack in sorted(packs, key=lambda one: one.id)], sort_keys=True)


def signing_keys(reader: Reader) -> dict[str, str]:
    """Names of the signing keys the bureau trusts, by public key (hex)."""
    found = reader.find(Setting, name=SIGNING_KEYS)
    return dict(json.loads(found[0].value)) if found else {}


def own_folder(home: Home, pack_id: str, version: str) -> Path:
    """Where an installed own pack stands."""
    return home.root / "law_packs" / "own" / f"{pack_id}-{version}"


def open_book(home: Home, reader: Reader, last_used: str) -> Book:
    """The shipped pack with the bureau's own. `last_used`: the version text of this store's latest event.

    Raises LawPackError, OlderPackError, DamageFoundError when an own pack is gone or is not what was installed.
    """
    used = [pack for pack in own_packs(reader) if pack.used]
    folders = [own_folder(home, pack.id, pack.version) for pack in used]
    for pack, folder in zip(used, folders, strict=True):
        if not folder.is_dir():
            raise _damaged(pack, "它的文件夹不在了")
    book = load_pack(
        resources_dir() / "law" / PACK_FOLDER, added=folders, trust=trust_in(signing_keys(reader))
    )
    digests = {one.id: one.digest for one in book.packs}
    for pack in used:
        if digests[pack.id] != pack.digest:
            raise _damaged(pack, "内容与导入时不同")
    check_not_older(PACK_FOLDER, book.packs[0].version, last_used.partition("+")[0])
    return book


def check_not_older(pack: str, version: str, used: str) -> None:
    """Raises OlderPackError when `version` is older than `used`; a text that is no version is not compared."""
    if _VERSION.fullmatch(used) and is_older(version, used):
        raise OlderPackError(pack, version, used)


def keep_book(home: Home, reader: Reader, book: Book) -> None:
    """Keep the packs of the book in use beside the data, once a version."""
    target = _kept_folder(home, book.version)
    if target.is_dir():
        return
    parts = {f"law/{path.name}": path for path in shipped_packs()}
    parts["checklists"] = resources_dir() / "checklists"
    for pack in own_packs(reader):
        if pack.used:
            parts[f"own/{pack.id}"] = own_folder(home, pack.id, pack.version)
    copy_folders(parts, target)


def kept_book(home: Home, version: str) -> Book | None:
    """The book of a version used before; None when this data folder never worked with it. Raises LawPackError."""
    folder = _kept_folder(home, version)
    if not folder.is_dir():
        return None
    added = sorted((folder / "own").glob("*"))
    return load_pack(folder / "law" / PACK_FOLDER, folder / "checklists", added=added, trust=trust_in())


def copy_folders(parts: Mapping[str, Path], target: Path) -> None:
    """Copy folders under the names given into a new folder that appears whole or not at all."""
    draft = target.with_name(f".{target.name}.part")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        for name, source in parts.items():
            shutil.copytree(source, draft / name if name else draft)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(target)
    except OSError as trouble:
        raise EnvironmentFaultError(
            "规则包没有存进数据文件夹",
            trouble.strerror or str(trouble),
            "核对磁盘空间和权限后再试，原来的数据未改动",
        ) from trouble


def shipped_packs() -> list[Path]:
    """The folders of the packs that come with the program: the main one, then the lists of other regions."""
    folder = resources_dir() / "law"
    return [folder / PACK_FOLDER, *sorted(folder.glob("lists-*"))]


def _kept_folder(home: Home, version: str) -> Path:
    return home.root / "law_packs" / "kept" / version


def _damaged(pack: OwnPack, fault: str) -> DamageFoundError:
    return DamageFoundError(
        f"导入过的规则包 {pack.id}（{pack.version}）不能用",
        f"{fault}。没有换用别的裁量表，案件不受影响",
        f"重新导入这个规则包，或用命令 inspector law remove {pack.id} 停用它",
    )
