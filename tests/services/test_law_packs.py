"""Own packs of a bureau: installed whole or not at all, never back, and decided cases keep what they were decided under."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import DamageFoundError, InvalidValueError, NotFoundError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Assessment, Case
from inspector.law.loader import LawPackError
from inspector.law.manifest import SignatureState
from inspector.services import pack_shelf
from inspector.services.desk import Services
from inspector.services.law_packs import LawPackService, SameVersionError
from inspector.services.pack_shelf import OlderPackError, own_folder
from inspector.services.pack_signing import new_key, sign_pack
from inspector.services.workspace import Workspace
from tests.services.own_packs import write_pack
from tests.workspaces import CODE, walk_to_notice, workspace_in


def _label_case(desk: Services) -> Case:
    case, _ = desk.cases.open_by_hand(
        Case(
            title="",
            violation_id="waste.label",
            element="",
            inspection_kind="",
            found_on=date(2026, 10, 5),
            act_day=date(2026, 10, 5),
            party_name="深圳市澜岬建筑工程有限公司",
            party_code=CODE,
        )
    )
    walk_to_notice(desk, case.id, date(2026, 10, 6))
    return case


def test_an_installed_table_is_used_and_named_in_the_version(workspace: Workspace, tmp_path: Path) -> None:
    service = LawPackService(workspace)
    installed = service.install(write_pack(tmp_path / "pack"))
    assert installed.acts == ("waste.label",)
    assert workspace.book.version.endswith("+own-2026.12.1")
    assert workspace.origin.pack_version == workspace.book.version
    desk = Services.on(workspace)
    review = desk.law.review(_label_case(desk).id)
    # 30 % of 200,000.
    assert review.fine.point_fen == 6_000_000 and review.table is not None and review.table.id == "own.label"


def test_a_decided_case_opens_with_its_own_figures_after_a_newer_pack(
    workspace: Workspace, tmp_path: Path
) -> None:
    service = LawPackService(workspace)
    service.install(write_pack(tmp_path / "first", start=30))
    desk = Services.on(workspace)
    decided, still_open = _label_case(desk), _label_case(desk)
    desk.decisions.decide(
        decided.id, Outcome.PENALTY, reason="首次", decided_on=date(2026, 11, 2), amount_fen=6_000_000
    )
    before = desk.law.review(decided.id)
    service.install(write_pack(tmp_path / "second", version="2026.12.2", start=50))
    after = desk.law.review(decided.id)
    assert after.fine.point_fen == before.fine.point_fen == 6_000_000
    assert after.pack_version == before.pack_version and after.pack_version.endswith("2026.12.1")
    assert desk.law.review(still_open.id).fine.point_fen == 10_000_000
    with workspace.read() as reader:
        (kept,) = reader.find(Assessment, case_id=decided.id)
    assert kept.pack_version.endswith("2026.12.1")
    assert json.loads(kept.result)["fine"]["point_fen"] == 6_000_000


def test_a_case_decided_under_another_program_version_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        desk = Services.on(workspace)
        case = _label_case(desk)
        desk.decisions.decide(
            case.id,
            Outcome.PENALTY,
            reason="首次",
            decided_on=date(2026, 11, 2),
            amount_fen=6_000_000,
            manual_reason="裁量表不能照用",
        )
        old_version = workspace.book.version
    newer = _shipped_copy(tmp_path / "program", "2027.1.1")
    provisions = newer / "law" / pack_shelf.PACK_FOLDER / "provisions.toml"
    text = provisions.read_text(encoding="utf-8")
    provisions.write_text(text.replace("max_fen = 20000000", "max_fen = 19000000"), encoding="utf-8")
    _reseal(newer)
    monkeypatch.setattr(pack_shelf, "resources_dir", lambda: newer)
    with workspace_in(home) as workspace:
        desk = Services.on(workspace)
        review = desk.law.review(case.id)
        assert workspace.book.version == "2027.1.1"
        assert review.pack_version == old_version
        assert review.provision.fine.max_fen == 20_000_000
        assert desk.law.review(_label_case(desk).id).provision.fine.max_fen == 19_000_000


def _shipped_copy(folder: Path, version: str) -> Path:
    from inspector.paths import resources_dir

    shutil.copytree(resources_dir() / "law", folder / "law")
    shutil.copytree(resources_dir() / "checklists", folder / "checklists")
    manifest = folder / "law" / pack_shelf.PACK_FOLDER / "manifest.toml"
    head, files = manifest.read_text(encoding="utf-8").split("[files]")
    lines = [f'version = "{version}"' if line.startswith("version") else line for line in head.splitlines()]
    manifest.write_text("\n".join([*lines, "[files]"]) + files, encoding="utf-8")
    return folder


def _reseal(program: Path) -> None:
    from inspector.law.loader import seal_manifest

    folder = program / "law" / pack_shelf.PACK_FOLDER
    (folder / "manifest.toml").write_text(seal_manifest(folder), encoding="utf-8")


def test_data_used_with_a_newer_shipped_pack_is_not_opened_with_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace_in(tmp_path / "home"):
        pass
    older = _shipped_copy(tmp_path / "program", "2026.9.30")
    monkeypatch.setattr(pack_shelf, "resources_dir", lambda: older)
    with (
        pytest.raises(OlderPackError, match=r"2026\.9\.30 比这份数据用过的 2026\.11\.2 旧"),
        workspace_in(tmp_path / "home"),
    ):
        pass
    monkeypatch.undo()
    # The refusal left nothing locked and nothing changed.
    with workspace_in(tmp_path / "home") as workspace:
        assert workspace.book.version == "2026.11.2"


def test_an_older_version_of_an_own_pack_is_refused_even_after_it_was_taken_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    service = LawPackService(workspace)
    service.install(write_pack(tmp_path / "new", version="2026.12.10"))
    older = write_pack(tmp_path / "old", version="2026.12.9", start=50)
    with pytest.raises(OlderPackError, match=r"2026\.12\.9 比这份数据用过的 2026\.12\.10 旧"):
        service.install(older)
    service.remove("own")
    with pytest.raises(OlderPackError):
        service.install(older)
    assert workspace.book.version == "2026.11.2"
    assert workspace.book.violation("waste.label").table == "gd.4.12"
    with pytest.raises(NotFoundError):
        service.remove("own")


def test_the_same_version_with_other_content_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    service = LawPackService(workspace)
    service.install(write_pack(tmp_path / "one"))
    service.install(write_pack(tmp_path / "again"))
    with pytest.raises(SameVersionError, match="内容不同"):
        service.install(write_pack(tmp_path / "other", start=50))


def test_a_broken_pack_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "pack")
    tables = folder / "tables.toml"
    tables.write_text(
        tables.read_text(encoding="utf-8").replace("start = 30", "start = 40"), encoding="utf-8"
    )
    with pytest.raises(LawPackError, match="SHA-256"):
        LawPackService(workspace).install(folder)
    assert workspace.book.version == "2026.11.2"
    assert not own_folder(workspace.home, "own", "2026.12.1").exists()


def test_a_pack_may_not_take_the_name_of_a_shipped_one(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="gd-sz-2026"):
        LawPackService(workspace).install(write_pack(tmp_path / "pack", pack="gd-sz-2026"))


def test_an_own_pack_changed_on_disk_stops_the_opening_with_its_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with workspace_in(home) as workspace:
        LawPackService(workspace).install(write_pack(tmp_path / "pack"))
        folder = own_folder(workspace.home, "own", "2026.12.1")
    shutil.rmtree(folder)
    write_pack(folder, start=60)
    with pytest.raises(DamageFoundError, match="own"), workspace_in(home):
        pass
    shutil.rmtree(folder)
    with pytest.raises(DamageFoundError, match="文件夹不在了"), workspace_in(home):
        pass


def test_a_signature_is_good_only_once_its_key_is_trusted(workspace: Workspace, tmp_path: Path) -> None:
    service = LawPackService(workspace)
    public = new_key(tmp_path / "bureau.key")
    folder = write_pack(tmp_path / "pack")
    sign_pack(folder, tmp_path / "bureau.key")
    assert service.install(folder).pack.signature is SignatureState.UNKNOWN_KEY
    service.trust("市局法规处", public)
    assert service.install(folder).pack.signature_text == "签名有效（市局法规处）"
    with pytest.raises(InvalidValueError, match="十六进制"):
        service.trust("某人", "abc")
