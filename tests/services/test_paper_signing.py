"""A signed copy is kept beside the paper, found by the full check, and known again when somebody brings it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.documents.signing import CertificateRefusedError
from inspector.domain.paper_records import DigitalSignature
from inspector.domain.records import Paper
from inspector.services.desk import Services
from inspector.services.paper_signing import CertificateUnreadableError, PaperSigningService, VoidPaperError
from inspector.services.workspace import Workspace
from tests.documents.certificates import PASSPHRASE, certificate
from tests.services.evidence_desk import visit_with_photos


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


@pytest.fixture
def paper(desk: Services, tmp_path: Path) -> Paper:
    visit, photos = visit_with_photos(desk, tmp_path / "card", count=1)
    desk.photos.describe(photos[0].id, caption="夜间浇筑", proves="夜间施工")
    return desk.papers.issue("photo_sheet", visit_id=visit.id)[0]


@pytest.fixture
def p12(tmp_path: Path) -> Path:
    path = tmp_path / "签名证书.p12"
    path.write_bytes(certificate())
    return path


def test_a_signed_copy_is_checked_and_known_again(
    desk: Services, paper: Paper, p12: Path, tmp_path: Path
) -> None:
    service = PaperSigningService(desk.workspace)
    before = desk.papers.pdf(paper)
    kept, changes = service.sign(paper.id, p12, PASSPHRASE, "签发")
    assert desk.papers.pdf(paper) == before, "the paper itself never changes"
    assert ("digital_signature", kept.id) in changes.touched
    assert not desk.trust.verify().wrong
    target = tmp_path / "签名.pdf"
    target.write_bytes(service.pdf(kept))
    verdicts, known = service.check(target)
    assert [verdict.good for verdict in verdicts] == [True]
    assert known is not None and known.id == kept.id
    stored = desk.workspace.papers.path_of(kept.sha256)
    stored.chmod(0o644)
    stored.write_bytes(service.pdf(kept)[:-1])
    assert desk.trust.verify().wrong, "a cut signed file is found by the full check"


def test_what_cannot_sign_leaves_nothing(desk: Services, paper: Paper, p12: Path, tmp_path: Path) -> None:
    service = PaperSigningService(desk.workspace)
    with pytest.raises(CertificateRefusedError, match="口令不对"):
        service.sign(paper.id, p12, "错的")
    with pytest.raises(CertificateUnreadableError, match="没有签名"):
        service.sign(paper.id, tmp_path / "没有.p12", PASSPHRASE)
    desk.papers.void(paper.id, "地址写错")
    with pytest.raises(VoidPaperError, match="地址写错"):
        service.sign(paper.id, p12, PASSPHRASE)
    with desk.workspace.read() as reader:
        assert reader.count(DigitalSignature) == 0


def test_the_certificate_of_the_case_hashes_the_signed_copy_too(
    desk: Services, paper: Paper, p12: Path
) -> None:
    assert paper.visit_id is not None
    case, _ = desk.cases.open_from_visit(paper.visit_id, "noise.night_work")
    service = PaperSigningService(desk.workspace)
    kept, _ = service.sign(paper.id, p12, PASSPHRASE, "签发")
    fine = desk.certificates.certify(case.id)
    assert fine.certificate.verdict == "相符"
    assert [(one.name, one.total) for one in fine.certificate.counted][-2:] == [("文书", 1), ("签名文书", 1)]
    assert desk.certificates.certify(case.id).paper.pdf == fine.paper.pdf
    stored = desk.workspace.papers.path_of(kept.sha256)
    whole = stored.read_bytes()
    stored.chmod(0o644)
    stored.write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    found = desk.certificates.certify(case.id).certificate
    assert found.verdict == "不符"
    assert [fault for fault in found.faults if "签名文书不符" in fault]
    stored.unlink()
    assert [
        fault for fault in desk.certificates.certify(case.id).certificate.faults if "签名文书缺失" in fault
    ]
