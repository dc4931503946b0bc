"""Required elements (必备要素) of each paper, and which of them a dossier lacks.

After the file review rules of 2024 (评查2024, 环执法发〔2024〕4号) as restated for this project; templates of the 2024 sample
forms (环办执法〔2024〕9号) were not seen. They stand in the wordings; the page of reasons alone has none.
"""

from __future__ import annotations

from inspector.documents.composing import lacking
from inspector.documents.dossier import Dossier, PaperKind
from inspector.documents.wording import shipped


def missing_elements(kind: PaperKind, dossier: Dossier) -> tuple[str, ...]:
    """Chinese names of the required elements that the dossier does not hold, in the order of the paper."""
    wording = shipped(kind.value)
    if wording is not None:
        return lacking(kind, wording, dossier)
    # A page of reasons may say that much is unknown; without the texts compared it says nothing.
    needed = {"当事人名称": dossier.party.name, "适用的条文": dossier.reasons.comparison}
    return tuple(name for name, text in needed.items() if not text)
