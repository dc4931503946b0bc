"""Other evidence than photos on a page: a place to drop files, a list of what they are and say, one form to describe them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card, NumberBadge, Panel
from inspector.ui.common.chips import Chip
from inspector.ui.common.fields import ChoiceField, TextAreaField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import clear, column, holder, row, rule
from inspector.ui.common.painted import announce
from inspector.ui.common.photos import accept_paths, dropped_paths
from inspector.ui.common.progress import ProgressPanel
from inspector.ui.common.tasks import TaskState
from inspector.ui.common.words import tr
from inspector.ui.photos.passport_shown import ProofState


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: what it is (`kind`, `lines`), what officers say of it, and the facts it stands behind (ids).

    `has_proof`: it is a bundle whose hash, signature and key can be checked (ProofMode).
    """

    id: str
    number: int
    kind: str
    name: str
    lines: tuple[str, ...]
    caption: str = ""
    proves: str = ""
    method: str = ""
    transcript: str = ""
    carrier: str = ""
    needs_transcript: bool = False
    held: tuple[str, ...] = ()
    has_proof: bool = False


FIELDS = ("caption", "proves", "method", "carrier", "transcript")


class FilesCard(Card):
    """`dropped(paths)`, `add_requested()`, `cancelled()`, `described(id, dict)`, `aside_requested(id, reason)`,
    `fact_chosen(id, fact_id)`, `proof_requested(id)`."""

    dropped = Signal(list)
    add_requested = Signal()
    cancelled = Signal()
    described = Signal(str, dict)
    aside_requested = Signal(str, str)
    fact_chosen = Signal(str, str)
    proof_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("其他材料"), parent=parent)
        self._files: tuple[FileState, ...] = ()
        self._facts: tuple[tuple[str, str], ...] = ()
        self._fixed = False
        self._editing = ""
        self._add = Button(tr("添加材料"), "link", icon="paperclip", size="small")
        self._add.clicked.connect(self.add_requested)
        self.add_action(self._add)
        self.progress = ProgressPanel(tr("正在存入材料"), tr("存入的都已核对；取消后已存入的保留。"))
        self.progress.cancel_requested.connect(lambda _task: self.cancelled.emit())
        self.progress.hide()
        self._list = column(gap=8)
        self.add(self.progress)
        self.add(self._list)
        self._proof_of = ""
        self._proof = Panel("sunken")
        self._proof.hide()
        self.add(self._proof)
        self._form = self._make_form()
        self.add(self._form)
        self.setAcceptDrops(True)

    def show_files(
        self, files: Sequence[FileState], facts: Sequence[tuple[str, str]], *, fixed: bool = False
    ) -> None:
        """The files in order. `facts` one can put them behind; `fixed`: none may come or go."""
        self._files, self._facts, self._fixed = tuple(files), tuple(facts), fixed
        self._add.setVisible(not fixed)
        self.setAcceptDrops(not fixed)
        self.set_sub(tr("{n} 份", n=len(files)) if files else "")
        clear(self._list)
        if not files:
            text = tr("还没有。可以拖入视频、录音、PDF、CSV 或 xlsx；原件存好并核对，不会被改动。")
            self._list.addWidget(Label(text, "dense", "text3", wrap=True))
        for place, file in enumerate(files):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(file))
        if not any(file.id == self._editing for file in files):
            self.close_form()
        if not any(file.id == self._proof_of for file in files):
            self._proof.hide()
        self.fact.set_options(self._facts)
        self.fact.setVisible(bool(facts))

    def show_progress(self, state: TaskState | None) -> None:
        """Advance of the taking in; None when it ended."""
        self.progress.setVisible(state is not None)
        if state is not None:
            self.progress.show_state(state)

    def show_proof(self, file_id: str, state: ProofState) -> None:
        """What the check of a bundle found; its tone is never that of a success, for nobody vouches for the signer."""
        file = next((file for file in self._files if file.id == file_id), None)
        if file is None:
            return
        self._proof_of = file_id
        clear(self._proof.body)
        said = Label(f"{file.name}　{state.words}", "dense-bold", state.tone, wrap=True)
        self._proof.add(said)
        for line in state.lines:
            self._proof.add(Label(line, "caption", wrap=True, selectable=True))
        self._proof.show()
        announce(said, said.text())

    def edit(self, file_id: str) -> None:
        """Open the form on a file."""
        file = next((file for file in self._files if file.id == file_id), None)
        if file is None:
            return
        self._editing = file_id
        self._form_title.setText(tr("材料 {n}：{name}", n=file.number, name=file.name))
        for name in FIELDS:
            self._fields[name].set_text(str(getattr(file, name)))
        self._fields["transcript"].setVisible(file.needs_transcript)
        self.fact.set_value(file.held[-1] if file.held else "")
        self.reason.set_text("")
        self.reason.clear_line()
        self._leaving.setVisible(not self._fixed)
        self._form.show()
        self._fields["caption"].setFocus()

    def close_form(self) -> None:
        """Close the form."""
        self._editing = ""
        self._form.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_paths(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_paths(event))

    def _line(self, file: FileState) -> QWidget:
        edit = Button(tr("填写"), "link", size="small")
        edit.setAccessibleName(tr("填写材料 {n} 的说明", n=file.number))
        edit.clicked.connect(lambda _on=False, key=file.id: self.edit(key))
        texts = column(Label(file.caption or file.name, "bold", wrap=True), gap=2)
        for text in (file.name if file.caption else "", *file.lines):
            if text:
                texts.addWidget(Label(text, "caption", wrap=True, selectable=True))
        if file.proves:
            texts.addWidget(Label(tr("证明：{what}", what=file.proves), "dense", wrap=True))
        names = dict(self._facts)
        held = [names[key] for key in file.held if key in names]
        if held:
            texts.addWidget(Label(tr("挂在事实：{names}", names="；".join(held)), "caption", wrap=True))
        line = row(column(NumberBadge(file.number), None), (texts, 1), gap=10)
        acts = row(Chip(file.kind), edit, gap=8)
        if file.has_proof:
            check = Button(tr("核对凭证"), "link", size="small")
            check.setAccessibleName(tr("核对材料 {n} 的凭证", n=file.number))
            check.clicked.connect(lambda _on=False, key=file.id: self.proof_requested.emit(key))
            acts.insertWidget(1, check)
        line.addLayout(column(acts, None))
        return holder(line)

    def _make_form(self) -> Panel:
        panel = Panel("sunken")
        self._form_title = Label("", "dense-bold", wrap=True)
        self._fields: dict[str, TextField | TextAreaField] = {
            "caption": TextField(tr("说明"), placeholder=tr("这是什么")),
            "proves": TextField(tr("证明内容"), placeholder=tr("它证明什么")),
            "method": TextField(tr("制作方法"), placeholder=tr("例如：执法记录仪现场录制")),
            "carrier": TextField(tr("原始载体"), placeholder=tr("例如：执法记录仪 03 号")),
            "transcript": TextAreaField(tr("文字记录"), lines=3, placeholder=tr("录音里说了什么")),
        }
        self.fact = ChoiceField(tr("挂到事实"))
        self.fact.chosen.connect(lambda fact: self.fact_chosen.emit(self._editing, fact))
        self.save, cancel = Button(tr("保存")), Button(tr("取消"), "link")
        self.reason = TextField(tr("移出理由"), placeholder=tr("例如：与本案无关"))
        self.aside = Button(tr("移出"), "outlined")
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self.close_form)
        self.aside.clicked.connect(self._ask_aside)
        fields = self._fields
        panel.add(self._form_title)
        panel.add(row((fields["caption"], 1), (fields["proves"], 1), gap=12))
        panel.add(row((fields["method"], 1), (fields["carrier"], 1), gap=12))
        panel.add(fields["transcript"])
        panel.add(self.fact)
        panel.add(row(None, cancel, self.save))
        self._leaving = holder(
            column(rule(), row((self.reason, 1), column(20, self.aside, None), gap=12), gap=6)
        )
        panel.add(self._leaving)
        panel.hide()
        return panel

    def field(self, name: str) -> TextField | TextAreaField:
        """A field of the form by its name."""
        return self._fields[name]

    def _save(self) -> None:
        self.described.emit(self._editing, {name: field.text() for name, field in self._fields.items()})
        self.close_form()

    def _ask_aside(self) -> None:
        if not self.reason.text():
            self.reason.set_fault(tr("写明为什么不用这份材料；原件和记录都会保留"))
            self.reason.line_edit.setFocus()
            return
        self.aside_requested.emit(self._editing, self.reason.text())
