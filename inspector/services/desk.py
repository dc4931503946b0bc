"""All use cases on one opened data folder, built once and handed to the pages."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ports import Clock
from inspector.paths import Home
from inspector.services.case_export import CaseExportService
from inspector.services.case_review import CaseReviewService
from inspector.services.cases import CaseService
from inspector.services.certificates import CertificateService
from inspector.services.custody import CustodyService
from inspector.services.decisions import DecisionService
from inspector.services.files import FileService
from inspector.services.law_review import LawService
from inspector.services.ledger import LedgerService
from inspector.services.officers import OfficerService
from inspector.services.papers import PaperService
from inspector.services.passports import PassportService
from inspector.services.photo_layers import LayerService
from inspector.services.photos import PhotoService
from inspector.services.procedure import ProcedureService
from inspector.services.proofs import ProofService
from inspector.services.samples import SampleService
from inspector.services.search import SearchService
from inspector.services.signatures import SignatureService
from inspector.services.site_import import SiteImportService
from inspector.services.sites import SiteService
from inspector.services.trust import TrustService
from inspector.services.visits import VisitService
from inspector.services.workbench import WorkbenchService
from inspector.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Services:
    """Every service of an opened workspace. Close it to end workers and give back the folder."""

    workspace: Workspace
    officers: OfficerService
    sites: SiteService
    site_import: SiteImportService
    visits: VisitService
    photos: PhotoService
    cases: CaseService
    procedure: ProcedureService
    law: LawService
    decisions: DecisionService
    papers: PaperService
    workbench: WorkbenchService
    search: SearchService
    ledger: LedgerService
    samples: SampleService
    trust: TrustService
    export: CaseExportService
    case_review: CaseReviewService
    files: FileService
    passports: PassportService
    custody: CustodyService
    layers: LayerService
    proofs: ProofService
    signatures: SignatureService
    certificates: CertificateService

    @classmethod
    def open(cls, home: Home, clock: Clock | None = None) -> Services:
        """Open the folder and build everything. Raises what `Workspace.open` raises."""
        return cls.on(Workspace.open(home, clock))

    @classmethod
    def on(cls, workspace: Workspace) -> Services:
        """Every service on a workspace that is open already."""
        officers = OfficerService(workspace)
        current = officers.current()
        if current is not None:
            workspace.work_as(current.id)
        photos = PhotoService(workspace)
        law = LawService(workspace)
        papers = PaperService(workspace, photos)
        return cls(
            workspace=workspace,
            officers=officers,
            sites=SiteService(workspace),
            site_import=SiteImportService(workspace),
            visits=VisitService(workspace),
            photos=photos,
            cases=CaseService(workspace),
            procedure=ProcedureService(workspace),
            law=law,
            decisions=DecisionService(workspace, law),
            papers=papers,
            workbench=WorkbenchService(workspace),
            search=SearchService(workspace),
            ledger=LedgerService(workspace),
            samples=SampleService(workspace, photos, papers),
            trust=TrustService(workspace),
            export=CaseExportService(workspace),
            case_review=CaseReviewService(workspace, law),
            files=FileService(workspace, photos.worker),
            passports=PassportService(workspace, photos),
            custody=CustodyService(workspace),
            layers=LayerService(workspace, photos),
            proofs=ProofService(workspace, photos.worker),
            signatures=SignatureService(workspace),
            certificates=CertificateService(workspace),
        )

    def close(self) -> None:
        """End the decoding children and give back the database and the lock."""
        self.photos.close()
        self.workspace.close()
