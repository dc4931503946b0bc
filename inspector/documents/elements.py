"""Required elements (必备要素) of each paper, as data, and which of them a dossier lacks.

After the file review rules of 2024 (评查2024, 环执法发〔2024〕4号) as restated for this project; templates of the 2024 sample
forms (环办执法〔2024〕9号) were not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inspector.documents.composing import lacking
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.wording import shipped


@dataclass(frozen=True, slots=True)
class Element:
    """A required element: stable key, Chinese name, and whether a dossier has it."""

    key: str
    name: str
    present: Callable[[Dossier], bool]


_BUREAU = Element("bureau", "机关名称", lambda d: bool(d.bureau.name))
_SITE = (
    _BUREAU,
    Element("time", "起止时间", lambda d: bool(d.visit.started_at and d.visit.ended_at)),
    Element("place", "检查地点", lambda d: bool(d.visit.place)),
    Element(
        "officers",
        "两名以上执法人员及证号",
        lambda d: sum(bool(o.name and o.card_number) for o in d.visit.officers) >= 2,
    ),
    Element("recorder", "记录人", lambda d: bool(d.visit.recorder)),
    Element("party_name", "被检查单位", lambda d: bool(d.party.name)),
    Element("person", "被检查人及身份", lambda d: bool(d.visit.person_in_charge and d.visit.person_role)),
    Element(
        "identity", "出示证件并经确认", lambda d: bool(d.visit.identity_shown and d.visit.identity_confirmed)
    ),
    Element("avoidance", "告知回避、陈述申辩权和配合义务", lambda d: bool(d.visit.avoidance_told)),
    Element("findings", "检查情况", lambda d: bool(d.visit.findings or d.visit.checks)),
)


def _each_photo(test: Callable[[int, Dossier], bool]) -> Callable[[Dossier], bool]:
    return lambda dossier: bool(dossier.photos) and all(test(i, dossier) for i in range(len(dossier.photos)))


_PHOTO = (
    Element("object", "证明对象", _each_photo(lambda i, d: bool(d.photos[i].caption))),
    Element("proves", "证明内容", _each_photo(lambda i, d: bool(d.photos[i].proves))),
    Element("taken_at", "拍摄时间", _each_photo(lambda i, d: d.photos[i].taken_at is not None)),
    Element("place", "拍摄地点", _each_photo(lambda i, d: bool(d.photos[i].place or d.photos[i].position))),
    Element("photographer", "拍摄人", _each_photo(lambda i, d: bool(d.photos[i].photographer))),
    Element("sha256", "原图校验值", _each_photo(lambda i, d: bool(d.photos[i].sha256))),
)
REQUIRED: Mapping[PaperKind, tuple[Element, ...]] = {
    PaperKind.SITE_RECORD: _SITE,
    PaperKind.PHOTO_SHEET: _PHOTO,
    # A page of reasons may say that much is unknown; without the texts compared it says nothing.
    PaperKind.REASONS_PAGE: (
        Element("party_name", "当事人名称", lambda d: bool(d.party.name)),
        Element("comparison", "适用的条文", lambda d: bool(d.reasons.comparison)),
    ),
}


def missing_elements(kind: PaperKind, dossier: Dossier) -> tuple[str, ...]:
    """Chinese names of the required elements that the dossier does not hold, in the order of the paper."""
    wording = shipped(kind.value)
    if wording is not None:
        return lacking(kind, wording, dossier)
    return tuple(element.name for element in REQUIRED[kind] if not element.present(dossier))
