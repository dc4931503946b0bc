"""Every step of the procedure in one searchable list: what can be taken now, what each lacks, and its article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.cases.step_form import StepChoice
from inspector.ui.common.cells import Cell
from inspector.ui.common.filters import SearchBox
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column
from inspector.ui.common.paged_model import Column, PagedModel
from inspector.ui.common.tables import TableView
from inspector.ui.common.words import tr

_COLUMNS: tuple[Column[StepChoice], ...] = (
    Column("name", tr("步骤"), lambda step: Cell(step.name, bold=True), width=196, sortable=False),
    Column(
        "state", tr("现在"), lambda step: Cell(step.state, mark=step.mark), "mark", width=120, sortable=False
    ),
    Column(
        "lacks",
        tr("缺什么 / 依据"),
        lambda step: Cell(
            "；".join(step.missing) or step.basis,
            tone="text" if step.missing else "text3",
            tooltip="\n".join(step.missing) or step.basis,
        ),
        stretch=True,
        sortable=False,
    ),
)
_ROWS = 7


class _Steps:
    """A `RowSource` over the steps in hand."""

    def __init__(self, steps: Sequence[StepChoice]) -> None:
        self._steps = {step.id: step for step in steps}

    def ids(self) -> Sequence[str]:
        return list(self._steps)

    def rows(self, ids: Sequence[str]) -> Sequence[StepChoice]:
        return [self._steps[key] for key in ids if key in self._steps]


class StepFinder(QWidget):
    """`chosen(step_id)` on Enter or double click. ↓ in the search box goes to the list."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[StepChoice, ...] = ()
        self.search = SearchBox(tr("步骤、条文或缺的内容，如 听证、第64条"))
        self.search.searched.connect(self._filter)
        self.search.returnPressed.connect(self._take_first)
        self.search.installEventFilter(self)
        self.model: PagedModel[StepChoice] = PagedModel(_COLUMNS)
        self.table = TableView(tr("全部步骤"), self.model)
        self.table.opened.connect(self.chosen)
        self.table.picked.connect(self._tell)
        self.detail = Label("", "caption", "text2", wrap=True)
        self.setLayout(column(self.search, self.table, self.detail, gap=6))

    def show_steps(self, steps: Sequence[StepChoice]) -> None:
        """Show every step; a search typed before stays in force."""
        self._all = tuple(steps)
        self.table.setFixedHeight(self.table.verticalHeader().defaultSectionSize() * _ROWS + 34)
        self._filter(self.search.text())

    def found(self) -> list[str]:
        """Ids now in the list."""
        return [step.id for step in self._matching(self.search.text())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ leaves the search box for the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self.model.rowCount()
        ):
            self.table.setFocus()
            self.table.select_id(self.model.id_at(0))
            return True
        return super().eventFilter(watched, event)

    def _matching(self, text: str) -> list[StepChoice]:
        words = text.split()
        return [
            step
            for step in self._all
            if all(word in " ".join((step.name, step.basis, step.state, *step.missing)) for word in words)
        ]

    def _filter(self, text: str) -> None:
        source = _Steps(self._matching(text))
        self.model.set_source(source, source.ids())
        self._tell("")

    def _take_first(self) -> None:
        found = self.found()
        if found:
            self.chosen.emit(found[0])

    def _tell(self, step_id: str) -> None:
        step = next((one for one in self._all if one.id == step_id), None)
        if step is None:
            self.detail.setText(tr("共 {n} 步。↓ 进列表，Enter 打开。", n=len(self._all)))
            return
        lacks = tr("还缺：{what}", what="；".join(step.missing)) if step.missing else tr("可以办")
        self.detail.setText(tr("{name}（{basis}）：{lacks}", name=step.name, basis=step.basis, lacks=lacks))
