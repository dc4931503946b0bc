"""Date and time entry as text: short forms understood, Ctrl+; = now, validated on leaving."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.times import at_local, local, parse_day
from inspector.ui.common.fields import TextField
from inspector.ui.common.words import tr

_TIME = re.compile(r"^(\d{1,2})[:：时](\d{1,2})分?$")
_SHORT_DAY = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})日?$")


def parse_moment(text: str, today: date, field: str = "时间") -> datetime:
    """ "2026-11-24 23:18", "11-24 23:18", "23:18" (today) as an aware Shenzhen time.

    Raises InvalidValueError for impossible days and times and for a day without a time.
    """
    parts = text.split()
    found = _TIME.match(parts[-1]) if parts else None
    if found is None or len(parts) > 2:
        raise InvalidValueError(field, text, "2026-11-24 23:18，也可只写 23:18")
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise InvalidValueError(field, text, "0:00 至 23:59")
    day = parse_short_day(parts[0], today, field) if len(parts) == 2 else today
    return at_local(day, hour, minute)


def parse_short_day(text: str, today: date, field: str = "日期") -> date:
    """ "2026-11-24", "11-24" (this year) and the forms of `parse_day`. Raises InvalidValueError."""
    short = _SHORT_DAY.match(text)
    return parse_day(f"{today.year}-{int(short[1]):02d}-{int(short[2]):02d}" if short else text, field)


class DateTimeField(TextField):
    """`committed_at(value)`: datetime (aware) or date (with_time=False), None when emptied; only valid values.

    `now` gives the present; it is injected, for the window keeps no clock of its own.
    """

    committed_at = Signal(object)

    def __init__(
        self,
        label: str,
        now: Callable[[], datetime],
        *,
        with_time: bool = True,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        example = "11-24 23:18" if with_time else "2026-11-24"
        super().__init__(
            label, required=required, hint=hint, placeholder=placeholder or example, parent=parent
        )
        self._now, self._with_time = now, with_time
        self._value: datetime | date | None = None
        self.line_edit.installEventFilter(self)
        self.line_edit.setToolTip(tr("Ctrl+; 填入现在"))
        self.committed.connect(self._parse)

    def value(self) -> datetime | date | None:
        """The last valid value."""
        return self._value

    def set_value(self, value: datetime | date | None) -> None:
        """Show a value without signals."""
        self._value = value
        self.set_text(self._shown(value))
        self.clear_line()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+; fills in the present."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Semicolon
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            present = local(self._now())
            self.set_value(present.replace(second=0, microsecond=0) if self._with_time else present.date())
            self.edited.emit(self.text())
            self.committed_at.emit(self._value)
            return True
        return super().eventFilter(watched, event)

    def _parse(self, text: str) -> None:
        if text == self._shown(self._value):
            self.clear_line()
            return
        today = local(self._now()).date()
        try:
            value: datetime | date | None = None
            if text and self._with_time:
                value = parse_moment(text, today, self.label())
            elif text:
                value = parse_short_day(text, today, self.label())
        except InvalidValueError as error:
            self.set_error(error)
            return
        self.set_value(value)
        self.committed_at.emit(value)

    def _shown(self, value: datetime | date | None) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return local(value).strftime("%Y-%m-%d %H:%M")
        return value.isoformat()
