"""The photo passport: what is kept, what is corrected with a reason, and what the custody log shows of it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from inspector.db.verify import verify_store
from inspector.domain.errors import InvalidValueError
from inspector.domain.kinds import Confirmation, TimeSource
from inspector.domain.ports import NoProgress
from inspector.domain.records import Photo
from inspector.evidence.flags import FlagKind
from inspector.samples.pictures import PHONE, Camera
from inspector.services.custody import CustodyService, FileCheckFailedError
from inspector.services.desk import Services
from inspector.services.files import FileService, file_sentences
from inspector.services.passports import PassportService
from inspector.services.trust import TrustService
from inspector.services.workspace import Workspace
from tests.evidence.recordings import level_csv, mp4, pdf, wav
from tests.services.evidence_desk import TAKEN, visit_with_photos

SLOW = Camera(PHONE.make, PHONE.model, PHONE.software, clock_ahead=timedelta(minutes=-10))


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[Services]:
    services = Services.on(workspace)
    yield services
    services.photos.close()


@pytest.fixture
def passports(desk: Services) -> PassportService:
    return PassportService(desk.workspace, desk.photos)


def _done(passports: PassportService, photo: Photo) -> list[str]:
    return [entry.what for entry in passports.passport(photo.id).custody]


def test_the_passport_holds_what_a_court_asks(
    desk: Services, passports: PassportService, tmp_path: Path
) -> None:
    visit, (photo, *_) = visit_with_photos(desk, tmp_path / "card")
    desk.photos.describe(photo.id, proves="夜间仍在浇筑混凝土")
    passports.set_carrier([photo.id], "手机 SampleTel P7，存执法队证据柜 3 号")
    found = passports.passport(photo.id)
    assert (found.taken_at, found.time_source, found.camera_at) == (TAKEN, TimeSource.EXIF, TAKEN)
    assert found.distance_m is not None and found.distance_m < 5
    assert (found.visit_start, found.visit_end) == (visit.started_at, visit.ended_at)
    assert (found.photographer, found.second_officer) == ("李甲", "王乙")
    assert found.proves == "夜间仍在浇筑混凝土"
    assert found.carrier.startswith("手机")
    assert [entry.what for entry in found.custody] == ["存入", "填写说明", "登记原始载体"]
    assert {entry.who for entry in found.custody} == {"李甲"}


def test_a_clock_is_corrected_for_a_batch_with_a_reason_and_back(
    desk: Services, passports: PassportService, tmp_path: Path
) -> None:
    _, photos = visit_with_photos(desk, tmp_path / "card", camera=SLOW)
    ids = [photo.id for photo in photos]
    before = desk.photos.flags(photos)[ids[0]]
    assert FlagKind.CLOCK_DIFFERS in {flag.kind for flag in before}
    with pytest.raises(InvalidValueError):
        passports.set_clock(ids, 600, "  ")
    offset_s = passports.offset_for(ids[0], TAKEN)
    assert offset_s == 600
    passports.set_clock(ids, offset_s, "与手机时间对照，慢 10 分")
    found = passports.passport(ids[0])
    assert (found.taken_at, found.camera_at) == (TAKEN, TAKEN - timedelta(minutes=10))
    assert found.time_source is TimeSource.CORRECTED
    kinds = {flag.kind for flag in found.flags}
    assert FlagKind.CLOCK_SET in kinds and FlagKind.CLOCK_DIFFERS not in kinds
    assert found.custody[-1].detail == "与手机时间对照，慢 10 分"
    passports.set_clock(ids, 0, "对照的手机本身不准")
    back = passports.passport(ids[0])
    assert (back.taken_at, back.time_source, back.clock_offset_s) == (back.camera_at, TimeSource.EXIF, 0)
    assert _done(passports, photos[0]) == ["存入", "校正相机时钟", "撤销时钟校正"]


def test_a_typed_time_stays_and_a_photo_without_camera_time_stops_the_whole_batch(
    desk: Services, passports: PassportService, tmp_path: Path
) -> None:
    _, photos = visit_with_photos(desk, tmp_path / "card", count=2)
    typed_at = TAKEN + timedelta(hours=1)
    desk.photos.describe(photos[0].id, taken_at=typed_at)
    passports.set_clock([photos[0].id], 60, "对照")
    found = passports.passport(photos[0].id)
    assert (found.taken_at, found.time_source, found.camera_at) == (typed_at, TimeSource.TYPED, TAKEN)
    with desk.workspace.write() as writer:
        bare = replace(
            writer.get(Photo, photos[1].id), exif_at=None, taken_at=None, time_source=TimeSource.NONE
        )
        writer.put(bare, "photo.described")
    with pytest.raises(InvalidValueError, match="IMG_2"):
        passports.set_clock([photo.id for photo in photos], 120, "对照")
    assert passports.passport(photos[0].id).clock_offset_s == 60


def test_the_party_confirms_or_refuses_with_reason_and_witness(
    desk: Services, passports: PassportService, tmp_path: Path
) -> None:
    _, photos = visit_with_photos(desk, tmp_path / "card")
    passports.confirm([photos[0].id, photos[1].id], "张某，现场负责人")
    assert passports.passport(photos[0].id).confirmation is Confirmation.CONFIRMED
    with pytest.raises(InvalidValueError):
        passports.refuse([photos[2].id], "张某", " ")
    passports.refuse([photos[2].id], "张某", "称照片不能反映全貌", "居委会 陈某")
    refused = passports.passport(photos[2].id)
    assert (refused.confirmation, refused.witness) == (Confirmation.REFUSED, "居委会 陈某")
    passports.clear_confirmation([photos[0].id])
    assert _done(passports, photos[0]) == ["存入", "当事人确认", "撤销确认登记"]


def test_viewing_printing_and_checks_are_in_the_custody_log(
    desk: Services, passports: PassportService, tmp_path: Path
) -> None:
    visit, photos = visit_with_photos(desk, tmp_path / "card")
    custody = CustodyService(desk.workspace)
    custody.viewed(photos[0])
    custody.printed(photos[:2], "现场照片 2 张")
    assert custody.check(photos[0]) == "相符"
    TrustService(desk.workspace).verify()
    assert _done(passports, photos[0]) == ["存入", "查看", "打印", "核验", "全库核验"]
    path = desk.photos.original(photos[0])
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(FileCheckFailedError, match="不符"):
        custody.check(photos[0])
    assert TrustService(desk.workspace).verify().wrong
    log = passports.passport(photos[0].id).custody
    assert [entry.detail for entry in log[-2:]] == ["不符", "不符或缺失"]
    assert passports.passport(photos[1].id).custody[-1].detail == "相符"
    with desk.workspace.read() as reader:
        report = verify_store(reader, NoProgress())
    assert not report.chain_faults and not report.row_faults
    assert visit.id


def test_other_files_come_in_by_the_same_way(desk: Services, tmp_path: Path) -> None:
    visit, _ = visit_with_photos(desk, tmp_path / "card", count=1)
    for name, data in (
        ("录像.mp4", mp4(65_000)),
        ("录音.wav", wav(3)),
        ("证明.pdf", pdf(4)),
        ("声级计.csv", level_csv()),
        ("坏.mp4", mp4()[:60]),
    ):
        (tmp_path / "card" / name).write_bytes(data)
    files = FileService(desk.workspace, desk.photos.worker)
    report = files.take_in([tmp_path / "card"], visit_id=visit.id)
    assert report.words() == "存入 4 份，未收 1 份"
    kept = {file.original_name: file for file in files.of_visit(visit.id)}
    assert file_sentences(kept["录像.mp4"])[1] == "时长 1:05"
    assert "录音须附文字记录，还没有填" in file_sentences(kept["录音.wav"])
    assert file_sentences(kept["证明.pdf"])[-1] == "4 页"
    assert "LAeq(dB)：58.25 至 63.8，末值 61（3 个）" in file_sentences(kept["声级计.csv"])
    assert (tmp_path / "card" / "录像.mp4").read_bytes() == files.original(kept["录像.mp4"]).read_bytes()
    files.describe(kept["录音.wav"].id, transcript="问：几点停工？答：十一点。", method="手机录音")
    files.set_aside(kept["证明.pdf"].id, "与本案无关")
    assert [file.original_name for file in files.of_visit(visit.id)] == ["声级计.csv", "录像.mp4", "录音.wav"]
    again = files.take_in([tmp_path / "card" / "录像.mp4"], visit_id=visit.id)
    assert again.words() == "存入 0 份，已有 1 份"
    checked = TrustService(desk.workspace).verify()
    assert (checked.wrong, len(checked.files.ok)) == (False, 4)
    files.original(kept["录像.mp4"]).unlink()
    checked = TrustService(desk.workspace).verify()
    assert checked.wrong and checked.files.missing == (kept["录像.mp4"].sha256,)
    log = CustodyService(desk.workspace).log(kept["录像.mp4"])
    assert [entry.detail for entry in log if entry.what == "全库核验"] == ["相符", "不符或缺失"]
