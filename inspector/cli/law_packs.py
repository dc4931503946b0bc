"""The commands of law packs: what is in use, install and take out, sign and trust, and what another version would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.console import HomeOption, JsonOption, out, print_json, progress, workspace_of
from inspector.domain.money import yuan_text
from inspector.law.whatif import CaseAnswer

if TYPE_CHECKING:
    from inspector.services.law_simulation import SimulatedCase

PackArgument = Annotated[Path, typer.Argument(help="规则包的文件夹")]
_MOST = 50


def add_pack_commands(group: typer.Typer) -> None:
    """Hook the commands into `inspector law`."""
    for name, command in (
        ("packs", law_packs),
        ("install", law_install),
        ("remove", law_remove),
        ("key", law_key),
        ("sign", law_sign),
        ("trust", law_trust),
        ("simulate", law_simulate),
        ("similar", law_similar),
    ):
        group.command(name)(command)


def law_packs(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """列出使用中的规则包：版本、地区、签名。"""
    with workspace_of(home, exclusive=False) as workspace:
        packs = workspace.book.packs
    if as_json:
        print_json(packs)
        return
    for pack in packs:
        out.print(f"{pack.id}  {pack.version}  {pack.region}  {pack.valid_from} 起  {pack.signature_text}")


def law_install(folder: PackArgument, home: HomeOption = None) -> None:
    """核对并启用自有规则包；有错时什么都不改。"""
    from inspector.services.law_packs import LawPackService

    with workspace_of(home) as workspace, progress() as shown:
        installed = LawPackService(workspace).install(folder, shown)
        names = [workspace.book.violation(act).name for act in installed.acts]
    pack = installed.pack
    out.print(f"已启用 {pack.id} {pack.version}（{pack.signature_text}）")
    out.print(f"改用它的裁量表：{'、'.join(names) or '没有'}")


def law_remove(pack: Annotated[str, typer.Argument(help="规则包的编号")], home: HomeOption = None) -> None:
    """停用自有规则包；按它决定过的案件照旧。"""
    from inspector.services.law_packs import LawPackService

    with workspace_of(home) as workspace:
        LawPackService(workspace).remove(pack)
    out.print(f"已停用 {pack}")


def law_key(file: Annotated[Path, typer.Argument(help="要写的密钥文件，自己保管")]) -> None:
    """写一个签名密钥，显示公钥。"""
    from inspector.services.pack_signing import new_key

    out.print(f"公钥 {new_key(file)}")


def law_sign(folder: PackArgument, key: Annotated[Path, typer.Option("--key", help="密钥文件")]) -> None:
    """给规则包签名；原有的签名被替换。"""
    from inspector.services.pack_signing import sign_pack

    pack = sign_pack(folder, key)
    out.print(f"已签名 {pack.id} {pack.version}")


def law_trust(
    name: Annotated[str, typer.Argument(help="谁的密钥")],
    key: Annotated[str, typer.Argument(help="公钥，64 位十六进制")],
    home: HomeOption = None,
) -> None:
    """信任一个签名公钥。"""
    from inspector.services.law_packs import LawPackService

    with workspace_of(home) as workspace:
        LawPackService(workspace).trust(name, key)
    out.print(f"已信任 {name}")


def law_simulate(
    pack: Annotated[Path, typer.Option("--pack", help="另一版规则包的文件夹")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """试算：换成另一版规则包，已存的案件会有哪些变化。不写入任何内容。"""
    from inspector.services.law_review import LawService
    from inspector.services.law_simulation import SimulationService

    with workspace_of(home, exclusive=False) as workspace, progress() as shown:
        found = SimulationService(workspace, LawService(workspace)).run(pack, shown)
    if as_json:
        print_json(
            {
                "pack": found.pack,
                "version": found.version,
                "compared": found.compared,
                "moves": [
                    {"before": before, "after": after, "count": count} for before, after, count in found.moves
                ],
                "up": {"count": found.up_fen[0], "fen": found.up_fen[1]},
                "down": {"count": found.down_fen[0], "fen": found.down_fen[1]},
                "uncounted": found.uncounted,
                "changed": [_changed(case) for case in found.changed],
                "skipped": found.skipped,
            }
        )
        return
    for line in found.sentences():
        out.print(line)
    for case in found.changed[:_MOST]:
        decided = f"已决定：{case.decided}" if case.decided else "未决定"
        if case.amount_fen is not None:
            decided += f" {yuan_text(case.amount_fen)} 元"
        out.print(f"{case.number or case.case_id}  {case.party}  {case.act}  {decided}")
        for line in case.lines:
            out.print(f"  {line}")
    for skipped in found.skipped[:_MOST]:
        out.print(f"没有试算  {skipped.number or skipped.case_id}  {skipped.party}  {skipped.why}")
    hidden = max(0, len(found.changed) - _MOST) + max(0, len(found.skipped) - _MOST)
    if hidden:
        out.print(f"另有 {hidden} 宗没有列出，用 --json 看全部")


def law_similar(
    case: Annotated[str, typer.Argument(help="案号或编号")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """同类案：本机台账里同一行为的罚款怎样分布，本案在哪里。只供了解。"""
    from inspector.services.case_export import CaseExportService
    from inspector.services.law_review import LawService
    from inspector.services.similar_cases import SimilarCaseService

    with workspace_of(home, exclusive=False) as workspace:
        key = CaseExportService(workspace).resolve(case)
        found = SimilarCaseService(workspace, LawService(workspace)).of(key)
    if as_json:
        print_json(found)
        return
    for line in found.sentences():
        out.print(line)


def _changed(case: SimulatedCase) -> dict[str, object]:
    """A changed case as JSON shows it."""
    return {
        "case_id": case.case_id,
        "number": case.number,
        "party": case.party,
        "act": case.act,
        "decided": case.decided,
        "amount_fen": case.amount_fen,
        "differences": case.differences,
        "before": _answered(case.before),
        "after": _answered(case.after),
    }


def _answered(answer: CaseAnswer) -> dict[str, object]:
    return {
        "outcome": answer.outcome,
        "provision": answer.provision.id,
        "text": answer.text,
        "grounds": answer.grounds,
        "candidates": answer.candidates,
        "low_fen": answer.low_fen,
        "high_fen": answer.high_fen,
        "due_fen": answer.due_fen,
        "fine_gap": answer.fine_gap,
    }
