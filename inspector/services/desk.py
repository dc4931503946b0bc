"""All use cases on one opened data folder, built once and handed to the pages."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ports import Clock
from inspector.paths import Home
from inspector.services.apologies import ApologyService
from inspector.services.calendars import CalendarService
from inspector.services.campaign_progress import CampaignProgressService
from inspector.services.campaigns import CampaignService
from inspector.services.case_export import CaseExportService
from inspector.services.case_review import CaseReviewService
from inspector.services.cases import CaseService
from inspector.services.certificates import CertificateService
from inspector.services.compensations import CompensationService
from inspector.services.complaints import ComplaintService
from inspector.services.counted_lists import CountedListService
from inspector.services.custody import CustodyService
from inspector.services.decisions import DecisionService
from inspector.services.draws import DrawService
from inspector.services.figure_rows import FigureRowsService
from inspector.services.files import FileService
from inspector.services.further_acts import FurtherActService
from inspector.services.gallery import GalleryService
from inspector.services.law_lists import LenientListService
from inspector.services.law_review import LawService
from inspector.services.law_simulation import SimulationService
from inspector.services.ledger import LedgerService
from inspector.services.meetings import MeetingService
from inspector.services.offences import OffenceService
from inspector.services.officers import OfficerService
from inspector.services.papers import PaperService
from inspector.services.passports import PassportService
from inspector.services.patrols import PatrolService
from inspector.services.photo_layers import LayerService
from inspector.services.photos import PhotoService
from inspector.services.positive_list import PositiveListService
from inspector.services.procedure import ProcedureService
from inspector.services.proofs import ProofService
from inspector.services.rectifications import RectificationService
from inspector.services.samples import SampleService
from inspector.services.search import SearchService
from inspector.services.sign_in import SignInService
from inspector.services.signatures import SignatureService
from inspector.services.similar_cases import SimilarCaseService
from inspector.services.site_import import SiteImportService
from inspector.services.sites import SiteService
from inspector.services.statistics import StatisticsService
from inspector.services.statistics_paper import StatisticsPaperService
from inspector.services.trust import TrustService
from inspector.services.visit_plans import VisitPlanService
from inspector.services.visits import VisitService
from inspector.services.volumes import VolumeService
from inspector.services.workbench import WorkbenchService
from inspector.services.workspace import Workspace
from inspector.services.year_report import YearReportService


@dataclass(frozen=True, slots=True)
class Services:
    """Every service of an opened workspace. Close it to end workers and give back the folder."""

    workspace: Workspace
    officers: OfficerService
    sign_in: SignInService
    sites: SiteService
    site_import: SiteImportService
    visits: VisitService
    photos: PhotoService
    complaints: ComplaintService
    cases: CaseService
    procedure: ProcedureService
    meetings: MeetingService
    rectifications: RectificationService
    law: LawService
    apologies: ApologyService
    further_acts: FurtherActService
    lenient_lists: LenientListService
    decisions: DecisionService
    offences: OffenceService
    papers: PaperService
    workbench: WorkbenchService
    calendars: CalendarService
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
    campaigns: CampaignService
    campaign_progress: CampaignProgressService
    draws: DrawService
    counted_lists: CountedListService
    patrols: PatrolService
    positive_list: PositiveListService
    visit_plans: VisitPlanService
    compensations: CompensationService
    year_report: YearReportService
    statistics: StatisticsService
    figure_rows: FigureRowsService
    statistics_paper: StatisticsPaperService
    volumes: VolumeService
    simulation: SimulationService
    similar: SimilarCaseService
    gallery: GalleryService

    @classmethod
    def open(cls, home: Home, clock: Clock | None = None) -> Services:
        """Open the folder and build everything. Raises what `Workspace.open` raises."""
        return cls.on(Workspace.open(home, clock))

    @classmethod
    def on(cls, workspace: Workspace) -> Services:
        """Every service on a workspace that is open already."""
        officers = _resumed(workspace)
        photos = PhotoService(workspace)
        law = LawService(workspace)
        procedure = ProcedureService(workspace)
        statistics = StatisticsService(workspace)
        papers = PaperService(workspace, photos)
        return cls(
            workspace=workspace,
            officers=officers,
            sign_in=SignInService(workspace),
            sites=SiteService(workspace),
            site_import=SiteImportService(workspace),
            visits=VisitService(workspace),
            photos=photos,
            complaints=ComplaintService(workspace),
            cases=CaseService(workspace),
            procedure=procedure,
            meetings=MeetingService(workspace, procedure),
            rectifications=RectificationService(workspace, photos),
            law=law,
            apologies=ApologyService(workspace),
            further_acts=FurtherActService(workspace),
            lenient_lists=LenientListService(workspace),
            decisions=DecisionService(workspace, law),
            offences=OffenceService(workspace),
            papers=papers,
            workbench=WorkbenchService(workspace),
            calendars=CalendarService(workspace),
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
            campaigns=CampaignService(workspace),
            campaign_progress=CampaignProgressService(workspace),
            draws=DrawService(workspace),
            counted_lists=CountedListService(workspace),
            patrols=PatrolService(workspace),
            positive_list=PositiveListService(workspace),
            visit_plans=VisitPlanService(workspace),
            compensations=CompensationService(workspace),
            year_report=YearReportService(workspace),
            statistics=statistics,
            statistics_paper=StatisticsPaperService(workspace, statistics),
            figure_rows=FigureRowsService(workspace),
            volumes=VolumeService(workspace, papers, FileService(workspace, photos.worker)),
            simulation=SimulationService(workspace, law),
            similar=SimilarCaseService(workspace, law),
            gallery=GalleryService(workspace),
        )

    def close(self) -> None:
        """End the decoding children and give back the database and the lock."""
        self.photos.close()
        self.workspace.close()


def _resumed(workspace: Workspace) -> OfficerService:
    """The people, with the one who worked here last at work again while nobody has signed in."""
    officers = OfficerService(workspace)
    current = officers.current()
    if current is not None and not workspace.signed_in:
        workspace.work_as(current.id)
    return officers
