"""A bureau's own law packs (自有规则包): install, take out, and whose signatures are trusted."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError, NotFoundError, RuleRefusedError
from inspector.domain.ports import NoProgress, Progress, check_cancelled
from inspector.domain.text import clean_text
from inspector.law.loader import load_pack, read_pack
from inspector.law.manifest import Pack
from inspector.paths import resources_dir
from inspector.services.officers import OfficerService
from inspector.services.pack_shelf import (
    OWN_PACKS,
    PACK_FOLDER,
    SIGNING_KEYS,
    OwnPack,
    check_not_older,
    copy_folders,
    own_folder,
    own_packs,
    own_packs_text,
    signing_keys,
)
from inspector.services.pack_signing import trust_in
from inspector.services.workspace import Workspace

_KEY = re.compile(r"[0-9a-f]{64}")


class SameVersionError(RuleRefusedError):
    """Another content under a version already used."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(
            f"规则包 {pack.id} 的版本 {pack.version} 已经导入过，内容不同",
            "同一个版本号只能有一份内容，否则文书上的版本查不到是哪一份；没有导入",
            "给改过的规则包一个更大的版本号，再导入",
        )


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """What was installed, and the acts whose table it replaces."""

    pack: Pack
    acts: tuple[str, ...]


class LawPackService:
    """Own packs of one data folder."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._officers = OfficerService(workspace)

    def packs(self) -> tuple[Pack, ...]:
        """Every pack in use: the shipped ones, then the own ones."""
        return self.workspace.book.packs

    def keys(self) -> dict[str, str]:
        """Names of the trusted signing keys by public key (hex)."""
        with self.workspace.read() as reader:
            return signing_keys(reader)

    def install(self, folder: Path, progress: Progress | None = None) -> InstalledPack:
        """Check a pack folder together with the shipped pack, copy it beside the data and use it from now on.

        Raises LawPackError with every fault, OlderPackError, SameVersionError. Nothing changes when it is refused.
        """
        progress = progress or NoProgress()
        progress.report(0, 3, "核对规则包")
        trust = trust_in(self.keys())
        pack = read_pack(folder, trust)
        with self.workspace.read() as reader:
            known = {one.id: one for one in own_packs(reader)}
        self._check_new(pack, known)
        others = [
            own_folder(self.workspace.home, one.id, one.version)
            for one in known.values()
            if one.used and one.id != pack.id
        ]
        book = load_pack(resources_dir() / "law" / PACK_FOLDER, added=[*others, folder], trust=trust)
        now = self.workspace.book.violations
        acts = tuple(act for act, entry in book.violations.items() if entry.table != now[act].table)
        check_cancelled(progress, "规则包没有导入，原来的照旧")
        progress.report(1, 3, "复制规则包")
        target = own_folder(self.workspace.home, pack.id, pack.version)
        if not target.is_dir() or read_pack(target, trust).digest != pack.digest:
            if target.is_dir():
                shutil.rmtree(target)
            copy_folders({"": folder}, target)
        known[pack.id] = OwnPack(pack.id, pack.version, pack.digest)
        self._save(known)
        progress.report(3, 3, "规则包已启用")
        return InstalledPack(pack, acts)

    def remove(self, pack_id: str) -> Changes:
        """Use a pack no longer; its version stays remembered and cases decided under it keep it."""
        with self.workspace.read() as reader:
            known = {one.id: one for one in own_packs(reader)}
        if pack_id not in known or not known[pack_id].used:
            raise NotFoundError("自有规则包", pack_id)
        known[pack_id] = replace(known[pack_id], used=False)
        return self._save(known)

    def trust(self, name: str, key: str) -> Changes:
        """Trust a signing key (public, 64 hex digits) under a name."""
        name, key = clean_text(name, "名称"), key.strip().lower()
        if not name:
            raise InvalidValueError("名称", name, "写明是谁的密钥")
        if not _KEY.fullmatch(key):
            raise InvalidValueError("公钥", key, "64 位十六进制")
        keys = self.keys() | {key: name}
        return self._officers.save_setting(SIGNING_KEYS, json.dumps(keys, ensure_ascii=False, sort_keys=True))

    def _check_new(self, pack: Pack, known: dict[str, OwnPack]) -> None:
        if pack.id in {one.id for one in self.workspace.book.packs} - set(known):
            raise InvalidValueError("规则包编号", pack.id, "不与随程序提供的规则包同名")
        if pack.id not in known:
            return
        former = known[pack.id]
        check_not_older(pack.id, pack.version, former.version)
        if former.version == pack.version and former.digest != pack.digest:
            raise SameVersionError(pack)

    def _save(self, known: dict[str, OwnPack]) -> Changes:
        changes = self._officers.save_setting(OWN_PACKS, own_packs_text(tuple(known.values())))
        self.workspace.use_book()
        return changes
