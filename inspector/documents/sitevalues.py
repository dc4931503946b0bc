"""Values of the site record (现场检查笔录) and of the photo sheet, by the names their wordings use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inspector.documents.content import join, minute_runs, shown, value, words
from inspector.documents.dossier import Dossier, PhotoSheetEntry
from inspector.documents.records import officer_runs, refusal_text
from inspector.documents.values import Flag, Value, text_value


def _span(dossier: Dossier) -> Value:
    visit = dossier.visit
    known = visit.started_at is not None and visit.ended_at is not None
    # Blanks of both times do not fit one line; they part before 至, not inside a time.
    to = " 至 " if known else "\n至 "
    return Value(join(minute_runs(visit.started_at), to, minute_runs(visit.ended_at)), known)


def _site_place(dossier: Dossier) -> Value:
    visit = dossier.visit
    position = words(f"（{shown(visit.position)}）") if visit.position else ()
    return Value(join(value(visit.place, 16), position), bool(visit.place))


def _person(dossier: Dossier) -> Value:
    visit = dossier.visit
    role = words(f"　{shown(visit.person_role)}") if visit.person_role else ()
    return Value(
        join(value(visit.person_in_charge), role), bool(visit.person_in_charge and visit.person_role)
    )


def _officers(dossier: Dossier) -> Value:
    officers = dossier.visit.officers
    return Value(officer_runs(officers), sum(bool(one.name and one.card_number) for one in officers) >= 2)


def _told(dossier: Dossier) -> bool:
    visit = dossier.visit
    return bool(visit.identity_shown and visit.identity_confirmed and visit.avoidance_told)


def _found_on_site(dossier: Dossier) -> Value:
    visit = dossier.visit
    return Value(value(visit.findings, 24), bool(visit.findings or visit.checks))


def _each_photo(test: Callable[[PhotoSheetEntry], object]) -> Flag:
    return Flag(lambda dossier: bool(dossier.photos) and all(test(photo) for photo in dossier.photos))


ON_SITE: Mapping[str, Callable[[Dossier], Value]] = {
    "检查起止": _span,
    "检查地点和坐标": _site_place,
    "信用代码": lambda d: text_value(d.party.credit_code),
    "现场负责人": _person,
    "现场电话": lambda d: text_value(d.visit.person_phone, 6),
    "现场负责人证号": lambda d: text_value(d.visit.person_id_number),
    "天气": lambda d: text_value(d.visit.weather, 6),
    "执法人员及证号": _officers,
    "现场记录人": lambda d: text_value(d.visit.recorder),
    "陪同人": lambda d: text_value(d.visit.companion, 6),
    "出示证件": Flag(lambda d: bool(d.visit.identity_shown and d.visit.identity_confirmed)),
    "告知回避权": Flag(lambda d: bool(d.visit.avoidance_told)),
    "已答复回避": Flag(lambda d: _told(d) and d.visit.avoidance_asked is not None),
    "申请回避": Flag(lambda d: _told(d) and d.visit.avoidance_asked is True),
    "不申请回避": Flag(lambda d: _told(d) and d.visit.avoidance_asked is False),
    "生产情况": lambda d: text_value(d.visit.production, 24),
    "许可情况": lambda d: text_value(d.visit.permits, 24),
    "检查发现": _found_on_site,
    "取证情况": lambda d: text_value(d.visit.evidence_taken, 24),
    "现场处理": lambda d: text_value(d.visit.handling, 24),
    "被检查人陈述": lambda d: text_value(d.visit.statement, 24),
    "拒签情况": lambda d: text_value(refusal_text(d.visit) or None, 20),
    "照片证明对象": _each_photo(lambda p: p.caption),
    "照片证明内容": _each_photo(lambda p: p.proves),
    "照片拍摄时间": _each_photo(lambda p: p.taken_at is not None),
    "照片拍摄地点": _each_photo(lambda p: p.place or p.position),
    "照片拍摄人": _each_photo(lambda p: p.photographer),
    "照片校验值": _each_photo(lambda p: p.sha256),
}  # fmt: skip
