"""Signatures bound to what was signed: drawn, refused, changed since; a signed record changes only with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from inspector.db.verify import verify_store
from inspector.documents.dossier import VisitDetails
from inspector.domain.errors import InvalidValueError
from inspector.domain.evidence_records import SignatureState
from inspector.domain.kinds import Answer
from inspector.domain.ports import NoProgress
from inspector.domain.records import Visit
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.paper_dossiers import DossierService
from inspector.services.signatures import SignatureService, SignedRecordError
from inspector.services.workspace import Workspace
from tests.services.evidence_desk import visit_with_photos

PEN = [[(100, 200), (150, 260), (210, 180)], [(250, 200), (260, 300)]]


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


@pytest.fixture
def visit(desk: Services, tmp_path: Path) -> Visit:
    return visit_with_photos(desk, tmp_path / "card", count=1)[0]


@pytest.fixture
def signatures(desk: Services) -> SignatureService:
    return SignatureService(desk.workspace)


def _states(signatures: SignatureService, visit: Visit) -> list[SignatureState]:
    return [row.state for row in signatures.of("visit", visit.id)]


def test_a_signature_stands_until_the_record_is_corrected(
    desk: Services, signatures: SignatureService, visit: Visit
) -> None:
    desk.visits.update(visit.id, findings="23时30分仍在浇筑混凝土。")
    signatures.sign("visit", visit.id, "party", "张某", PEN)
    (row,) = signatures.of("visit", visit.id)
    assert row.state is SignatureState.STANDS
    assert [list(stroke) for stroke in row.strokes] == PEN
    with pytest.raises(SignedRecordError, match="张某已经签名"):
        desk.visits.update(visit.id, findings="改掉")
    with pytest.raises(SignedRecordError):
        desk.visits.set_answer(visit.id, "permit", Answer.UNMET)
    with pytest.raises(SignedRecordError):
        desk.visits.set_measurement(visit.id, 0, quantity="leq_20min", unit="dB(A)", value_milli=63800)
    with pytest.raises(SignedRecordError):
        desk.visits.set_officers(visit.id, desk.officers.officers()[:2])
    assert _states(signatures, visit) == [SignatureState.STANDS]
    desk.visits.amend(visit.id, "时间笔误，照片为证", findings="23时18分仍在浇筑混凝土。")
    assert _states(signatures, visit) == [SignatureState.CHANGED_SINCE]
    with desk.workspace.read() as reader:
        bodies = reader.history(Visit, visit.id)
        report = verify_store(reader, NoProgress())
    findings = [body["after"]["findings"] for body in bodies]  # type: ignore[index,call-overload]
    assert findings[-2:] == ["23时30分仍在浇筑混凝土。", "23时18分仍在浇筑混凝土。"]
    assert bodies[-1]["reason"] == "时间笔误，照片为证"
    assert not report.chain_faults and not report.row_faults


def test_parts_of_a_signed_record_change_with_a_reason_too(
    desk: Services, signatures: SignatureService, visit: Visit
) -> None:
    signatures.sign("visit", visit.id, "party", "张某", PEN)
    desk.visits.set_answer(visit.id, "permit", Answer.UNMET, reason="漏填，当事人在场")
    assert _states(signatures, visit) == [SignatureState.CHANGED_SINCE]
    desk.visits.amend_measurement(
        visit.id, 0, "读数抄错", quantity="leq_20min", unit="dB(A)", value_milli=63_800
    )
    signatures.sign("visit", visit.id, "party", "张某", PEN)
    assert set(_states(signatures, visit)) == {SignatureState.CHANGED_SINCE, SignatureState.STANDS}


def test_officers_may_still_work_before_the_party_signs_and_after_a_void_signature(
    desk: Services, signatures: SignatureService, visit: Visit
) -> None:
    signatures.sign("visit", visit.id, "officer", "李甲", PEN)
    desk.visits.update(visit.id, weather="晴")
    mine, _ = signatures.sign("visit", visit.id, "party", "张某", PEN)
    with pytest.raises(InvalidValueError):
        signatures.void(mine.id, "")
    signatures.void(mine.id, "签在了另一份笔录上")
    desk.visits.update(visit.id, weather="多云")
    assert set(_states(signatures, visit)) == {SignatureState.CHANGED_SINCE, SignatureState.VOID}


def test_a_refusal_needs_its_reason_and_names_the_witness(signatures: SignatureService, visit: Visit) -> None:
    with pytest.raises(InvalidValueError):
        signatures.refuse("visit", visit.id, "party", "张某", "  ")
    signatures.refuse("visit", visit.id, "party", "张某", "称须请示公司", "居委会 陈某")
    (row,) = signatures.of("visit", visit.id)
    assert row.state is SignatureState.REFUSED
    assert row.words == "当事人 张某　拒绝签名：称须请示公司；见证人 居委会 陈某"


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        [[]],
        [[(5, 5)]],
        [[(5, 5), (6, 6)]],
        [[(0, 0), (1001, 0)]],
        [[(0, 0), (0, 401)]],
        [[(0, 0), (500, 0)] * 10_001],
    ],
    ids=["nothing", "empty", "dot", "slip", "beside", "below", "endless"],
)
def test_what_is_no_signature_is_refused(
    signatures: SignatureService, visit: Visit, strokes: list[list[tuple[int, int]]]
) -> None:
    with pytest.raises(InvalidValueError):
        signatures.sign("visit", visit.id, "party", "张某", strokes)
    assert signatures.of("visit", visit.id) == []


def test_a_role_nobody_knows_is_refused(signatures: SignatureService, visit: Visit) -> None:
    with pytest.raises(InvalidValueError, match="签名身份"):
        signatures.sign("visit", visit.id, "passer-by", "某", PEN)
    with pytest.raises(InvalidValueError):
        signatures.sign("visit", visit.id, "party", " ", PEN)


def _printed(desk: Services, visit: Visit) -> VisitDetails:
    """What the site record would print now."""
    with desk.workspace.read() as reader:
        return DossierService(desk.workspace, desk.photos).base(reader, visit_id=visit.id).visit


def test_the_site_record_bears_what_stands_and_only_that(
    desk: Services, signatures: SignatureService, visit: Visit
) -> None:
    printed = partial(_printed, desk, visit)
    signatures.sign("visit", visit.id, "party", "张某", PEN)
    wrong, _ = signatures.sign("visit", visit.id, "officer", "李甲", PEN)
    signatures.void(wrong.id, "签错了位置")
    signatures.refuse("visit", visit.id, "witness", "林某", "不愿作证")
    assert [(one.role, one.name) for one in printed().signatures] == [("party", "张某")]
    assert printed().refusal is None, "a witness who refuses is no refusal of the party"
    desk.visits.amend(visit.id, "笔误", findings="更正后的情况", findings_edited=True)
    assert printed().signatures == ()
    assert printed().outdated == ("张某",)
    signatures.refuse("visit", visit.id, "party", "张某", "称需请示公司", "林某")
    refusal = printed().refusal
    assert refusal is not None
    assert (refusal.reason, refusal.witness) == ("称需请示公司", "林某")


def _later(clock: SettableClock) -> None:
    clock.moment += timedelta(minutes=1)


def test_of_each_person_the_last_word_counts_on_the_site_record(
    desk: Services, signatures: SignatureService, visit: Visit
) -> None:
    """Who refused and then signed has signed; who signed twice stands once; who signed and then refused has refused."""

    printed = partial(_printed, desk, visit)
    clock = desk.workspace.clock
    assert isinstance(clock, SettableClock)
    later = partial(_later, clock)
    signatures.refuse("visit", visit.id, "party", "张某", "称需请示公司", "林某")
    assert printed().refusal is not None
    later()
    signatures.sign("visit", visit.id, "party", "张某", PEN)
    later()
    second, _ = signatures.sign("visit", visit.id, "party", "张某", PEN[:1])
    assert printed().refusal is None
    (standing,) = printed().signatures
    assert [[list(point) for point in stroke] for stroke in standing.strokes] == [
        [list(point) for point in stroke] for stroke in PEN[:1]
    ]
    later()
    signatures.void(second.id, "写错了位置")
    (standing,) = printed().signatures
    assert len(standing.strokes) == len(PEN)
    later()
    signatures.refuse("visit", visit.id, "party", "张某", "看后不认可", "")
    refusal = printed().refusal
    assert refusal is not None
    assert refusal.reason == "看后不认可"
