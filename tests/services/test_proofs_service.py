"""Checking a proof is recorded; what has none has failed nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.evidence.errors import OriginalMissingError
from inspector.evidence.proofs import ProofVerdict
from inspector.services.custody import CustodyService
from inspector.services.desk import Services
from inspector.services.proofs import ProofService
from inspector.services.workspace import Workspace
from tests.services.evidence_desk import visit_with_photos


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


def test_a_photo_without_a_credential(desk: Services, tmp_path: Path) -> None:
    _, (photo, *_) = visit_with_photos(desk, tmp_path / "card", count=1)
    proofs = ProofService(desk.workspace, desk.photos.worker)
    assert proofs.check(photo).verdict is ProofVerdict.NONE
    last = CustodyService(desk.workspace).log(photo)[-1]
    assert (last.what, last.detail) == ("核对凭证", "无凭证")
    desk.photos.original(photo).unlink()
    with pytest.raises(OriginalMissingError):
        proofs.check(photo)
