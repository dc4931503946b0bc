"""What one table cell shows, as a plain value: text, second text, mark or seal, tone; and how it is read aloud."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.ui.common.marks import Mark, Seal
from inspector.ui.common.tokens import Tone


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `second` follows `text` in the same cell (party + act); `decided=False` draws an outlined seal,
    and money computed but not decided in the third text colour."""

    text: str
    second: str = ""
    mark: Mark | None = None
    seal: Seal | None = None
    decided: bool = True
    tone: Tone = "text"
    bold: bool = False
    tooltip: str = ""

    def shown(self) -> str:
        """The text as one line."""
        return f"{self.text} {self.second}".strip()

    def spoken(self) -> str:
        """The whole meaning in words, mark and seal included."""
        words = [self.shown()]
        if self.mark is not None and self.mark.word not in self.text:
            words.insert(0, self.mark.word)
        if self.seal is not None and not self.text:
            words.insert(0, self.seal.word)
        return "，".join(word for word in words if word)
