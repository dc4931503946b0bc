"""The bound volume as an archivist reads it: order, numbers at the corner, contents that agree, signed scans in place."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector.documents.binding import BoundPart, UnbindableError, bind
from inspector.documents.dossier import PaperKind
from inspector.documents.numbering import paper_place
from inspector.domain.errors import CancelledError, DamageFoundError, InvalidValueError
from inspector.domain.kinds import Outcome
from inspector.domain.records import Case, Paper
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.desk import Services
from inspector.services.volumes import EmptyVolumeError, VolumePart, VolumePlan
from inspector.services.workspace import Workspace
from tests.evidence.recordings import pdf, wav
from tests.screenshots.sample import fill
from tests.workspaces import NOW


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder)
    return folder


@pytest.fixture
def desk(filled: Path) -> Iterator[Services]:
    with Workspace.open(Home(filled), SettableClock(NOW)) as workspace:
        services = Services.on(workspace)
        yield services
        services.photos.close()


def _fined(desk: Services) -> Case:
    with desk.workspace.read() as reader:
        cases = [c for c in reader.find(Case) if c.outcome is Outcome.PENALTY and c.case_number]
    return next(case for case in cases if len(desk.volumes.plan(case.id).entries) >= 4)


def _papers(plan: VolumePlan) -> list[Paper]:
    return [entry.paper for entry in plan.entries if entry.paper is not None]


def _text(page: object) -> str:
    return "".join(str(page.extract_text()).split())  # type: ignore[attr-defined]


def test_the_volume_holds_every_issued_paper_in_the_order_of_the_case(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    report = desk.volumes.bind(case.id, tmp_path / "卷.pdf")
    plan = report.plan
    places = [paper_place(PaperKind(paper.kind)) for paper in _papers(plan)]
    assert places == sorted(places)
    bound = PdfReader(tmp_path / "卷.pdf")
    marks = [(str(m.title), bound.get_destination_page_number(m)) for m in bound.outline]  # type: ignore[union-attr,arg-type]
    assert [title for title, _ in marks] == ["案卷封面", "卷内目录", *(e.title for e in plan.entries)]
    front = marks[2][1] or 0
    assert len(bound.pages) == front + plan.pages
    contents = "".join(_text(page) for page in bound.pages[1:front])
    for entry, (_, start) in zip(plan.entries, marks[2:], strict=True):
        assert start == front + entry.first - 1
        span = str(entry.first) if entry.pages == 1 else f"{entry.first}-{entry.first + entry.pages - 1}"
        assert f"{entry.day.isoformat()}{span}" in contents
    assert hashlib.sha256((tmp_path / "卷.pdf").read_bytes()).hexdigest() == report.sha256


def test_numbers_stand_at_the_outer_corner_of_every_paper_and_not_on_cover_and_contents(
    desk: Services, tmp_path: Path
) -> None:
    case = _fined(desk)
    plan = desk.volumes.bind(case.id, tmp_path / "卷.pdf").plan
    bound = PdfReader(tmp_path / "卷.pdf")
    front = len(bound.pages) - plan.pages
    for index, page in enumerate(bound.pages):
        found: list[tuple[str, float, float]] = []

        def visit(text: str, _cm: object, tm: list[float], _font: object, _size: object, found: list[tuple[str, float, float]] = found) -> None:  # fmt: skip
            if text.strip():
                found.append((text.strip(), tm[4], tm[5]))

        page.extract_text(visitor_text=visit)
        top = [text for text, _x, y in found if y > 841.89 - 40 and text.isdigit()]
        assert top == ([str(index - front + 1)] if index >= front else []), index


def test_the_same_volume_twice_is_the_same_bytes(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    first = desk.volumes.bind(case.id, tmp_path / "一.pdf")
    # The papers carry the chain head of their own issue; cover and contents that of the binding.
    parts = [BoundPart(e.kind, lambda e=e: desk.papers.pdf(e)) for e in _papers(first.plan)]  # type: ignore[misc]
    assert bind(parts, "卷", "当事人") == bind(parts, "卷", "当事人")


def test_a_signed_scan_takes_the_place_of_its_paper(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    before = desk.volumes.plan(case.id)
    decision = next(e for e in before.entries if e.paper is not None and e.paper.kind == "penalty_decision")
    scan = tmp_path / "签署件.pdf"
    scan.write_bytes(pdf(5))
    assert decision.paper is not None
    copy, _ = desk.volumes.add_signed_copy(case.id, decision.paper.id, scan)
    after = desk.volumes.plan(case.id)
    assert after.pages == before.pages - decision.pages + 5
    desk.volumes.bind(case.id, tmp_path / "卷.pdf")
    assert len(PdfReader(tmp_path / "卷.pdf").pages) >= after.pages + 2
    desk.volumes.remove_signed_copy(copy.id, "扫描不清")
    assert desk.volumes.plan(case.id).pages == before.pages
    assert desk.cases.file(case.id).files == (), "a scan of a paper is no evidence of its own"


def test_evidence_used_as_a_signed_copy_by_mistake_is_evidence_again(desk: Services, tmp_path: Path) -> None:
    """The reason says that it was a mistake; evidence must not drop out of the volume with it."""
    case = _fined(desk)
    path = tmp_path / "检测报告.pdf"
    path.write_bytes(pdf(3))
    (report,) = desk.files.take_in([path], case_id=case.id).taken
    paper = _papers(desk.volumes.plan(case.id))[0]
    copy, _ = desk.volumes.add_signed_copy(case.id, paper.id, path)
    assert copy.file_id == report.id
    assert desk.cases.file(case.id).files == (), "one sheet is not twice in a volume"
    desk.volumes.remove_signed_copy(copy.id, "拿错了文件")
    assert [file.id for file in desk.cases.file(case.id).files] == [report.id]
    assert report.id in {file.id for file in desk.volumes.plan(case.id).bound_files}
    desk.volumes.add_signed_copy(case.id, paper.id, path)
    scan = tmp_path / "签署件.pdf"
    scan.write_bytes(pdf(2))
    newer, _ = desk.volumes.add_signed_copy(case.id, paper.id, scan)
    assert [file.id for file in desk.cases.file(case.id).files] == [report.id], "the scan took its place"
    desk.volumes.remove_signed_copy(newer.id, "扫描不清")
    assert [file.id for file in desk.cases.file(case.id).files] == [report.id]
    # In the place of two papers, and twice of one: evidence all the same once all is taken back.
    papers = _papers(desk.volumes.plan(case.id))[:2]
    copies = [desk.volumes.add_signed_copy(case.id, one.id, path)[0] for one in (*papers, papers[0])]
    for one in copies[1:]:
        desk.volumes.remove_signed_copy(one.id, "拿错了文件")
    assert [file.id for file in desk.cases.file(case.id).files] == [report.id]
    desk.files.set_aside(report.id, "测试用")


def test_a_picture_is_no_signed_copy_and_nothing_changes(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    paper = _papers(desk.volumes.plan(case.id))[0]
    for file in desk.files.of_case(case.id):
        desk.files.set_aside(file.id, "测试用")
    wrong = tmp_path / "签署件.txt"
    wrong.write_text("不是扫描件", encoding="utf-8")
    with pytest.raises(InvalidValueError, match="扫描成 PDF"):
        desk.volumes.add_signed_copy(case.id, paper.id, wrong)
    assert desk.volumes.copies(case.id) == {}
    assert desk.files.of_case(case.id) == []


def test_a_paper_with_one_changed_byte_is_not_bound(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    paper = _papers(desk.volumes.plan(case.id))[-1]
    path = desk.workspace.papers.path_of(paper.sha256)
    kept = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(kept[:-40] + bytes([kept[-40] ^ 1]) + kept[-39:])
    try:
        with pytest.raises(DamageFoundError, match="没有装订"):
            desk.volumes.bind(case.id, tmp_path / "卷.pdf")
        assert not (tmp_path / "卷.pdf").exists()
    finally:
        path.write_bytes(kept)


def test_an_empty_side_volume_says_what_is_lacking(desk: Services, tmp_path: Path) -> None:
    case = _fined(desk)
    with pytest.raises(EmptyVolumeError, match="副卷里还没有文书"):
        desk.volumes.bind(case.id, tmp_path / "副卷.pdf", VolumePart.SIDE)


def test_cancelling_writes_nothing(desk: Services, tmp_path: Path) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str) -> None:
            self.done = done

        def cancelled(self) -> bool:
            return self.done >= 2

    with pytest.raises(CancelledError, match="没有写出案卷"):
        desk.volumes.bind(_fined(desk).id, tmp_path / "卷.pdf", progress=Impatient())
    assert not (tmp_path / "卷.pdf").exists()


@pytest.mark.parametrize(("data", "why"), [(b"%PDF-1.4 cut", "已损坏"), (b"text", "已损坏"), (b"", "已损坏")])
def test_what_is_no_pdf_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(UnbindableError, match=f"(?s)证明.*{why}"):
        bind([BoundPart("证明", lambda: data)], "卷", "")


def test_a_locked_pdf_is_refused() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnbindableError, match="有密码"):
        bind([BoundPart("证明", out.getvalue)], "卷", "")


def test_a_pdf_locked_only_against_changes_is_bound() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    bound = PdfReader(io.BytesIO(bind([BoundPart("证明", out.getvalue)], "卷", "")))
    assert len(bound.pages) == 1
    assert not bound.is_encrypted


def test_a_printed_volume_is_noted_with_what_was_sent(desk: Services) -> None:
    case = _fined(desk)
    bound = desk.volumes.compose(case.id)
    assert hashlib.sha256(bound.pdf).hexdigest() == bound.sha256
    desk.volumes.note("case.printed", case.id, bound, {"copies": 2, "ranges": "全部"})
    with desk.workspace.read() as reader:
        (event,) = [body for body in reader.noted("case_file") if body["action"] == "case.printed"]
    told = event["after"]
    assert event["id"] == case.id and isinstance(told, dict)
    assert (told["sha256"], told["pages"], told["copies"]) == (bound.sha256, bound.plan.pages, 2)


def test_the_list_of_papers_tells_cover_and_spine_apart(desk: Services) -> None:
    titles = [slot.title for slot in desk.papers.kinds(case_id=_fined(desk).id)]
    assert {"案卷封面", "案卷脊背标签"} <= set(titles) and len(set(titles)) == len(titles)


def test_documents_of_evidence_are_bound_after_the_papers_and_recordings_are_listed(
    desk: Services, tmp_path: Path
) -> None:
    case = _fined(desk)
    before = desk.volumes.plan(case.id)
    permit, sound, locked = tmp_path / "夜间施工证明.pdf", tmp_path / "现场录音.wav", tmp_path / "加密.pdf"
    permit.write_bytes(pdf(3))
    sound.write_bytes(wav(4))
    locked.write_bytes(b"%PDF-1.4 cut")
    taken = desk.files.take_in([permit, sound, locked], case_id=case.id).taken
    permit_file = next(file for file in taken if file.original_name == permit.name)
    try:
        report = desk.volumes.bind(case.id, tmp_path / "卷.pdf")
        plan = report.plan
        (entry,) = [one for one in plan.entries if one.file is not None]
        last = desk.custody.log(permit_file)[-1]
        assert (last.what, last.detail) == ("导出", "案卷"), "what is bound has left, and its log says so"
        assert entry.span == (before.pages + 1, before.pages + 3)
        assert {file.original_name for file in plan.unbound} == {sound.name, locked.name}
        bound = PdfReader(tmp_path / "卷.pdf")
        marks = [(str(m.title), bound.get_destination_page_number(m)) for m in bound.outline]  # type: ignore[union-attr,arg-type]
        assert [title for title, _ in marks[:3]] == ["案卷封面", "卷内目录", "证据材料清单"]
        assert marks[-1][0] == "书证：夜间施工证明.pdf"
        assert len(bound.pages) - (marks[3][1] or 0) == plan.pages
        listed = _text(bound.pages[marks[2][1] or 0])
        assert f"{entry.first}-{entry.first + 2}" in listed
        assert listed.count("未装订") == 2
        digest = permit_file.sha256.upper()
        assert all(digest[at : at + 8] in listed for at in range(0, 64, 8))
        contents = "".join(_text(page) for page in bound.pages[1 : marks[2][1]])
        assert f"{entry.first}-{entry.first + 2}" in contents
        with desk.workspace.read() as reader:
            lines = desk.papers.dossiers.base(reader, case_id=case.id).evidence
        assert "书证“夜间施工证明.pdf”（3页）" in [line.name.replace(" ", "") for line in lines]
        assert any(line.name.startswith("视听资料“现场录音.wav”") for line in lines)
    finally:
        for file in taken:
            desk.files.set_aside(file.id, "测试用")
    assert desk.volumes.plan(case.id).pages == before.pages
    assert desk.volumes.plan(case.id).unbound == ()
