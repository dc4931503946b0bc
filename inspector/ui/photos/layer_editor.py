"""The editor of layers: tools above, the drawing area below; every whole change is kept as a version."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.layers import Hidden, Ink, Layers, Stamp
from inspector.services.photo_layers import Drawn
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.flow import FlowLayout
from inspector.ui.common.labels import ElidingLabel
from inspector.ui.common.layout import row
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr
from inspector.ui.photos.layer_canvas import LayerCanvas
from inspector.ui.photos.layer_shapes import NEEDS_TEXT, Pen, Tool, with_stamp

_TOOLS = (
    Segment(Tool.PICK.value, tr("选择")),
    Segment(Tool.ARROW.value, tr("箭头")),
    Segment(Tool.BOX.value, tr("框")),
    Segment(Tool.LABEL.value, tr("文字")),
    Segment(Tool.MEASURE.value, tr("量度")),
    Segment(Tool.BLUR.value, tr("打码")),
    Segment(Tool.CROP.value, tr("裁切")),
)
_INKS = (
    (Ink.RED.value, tr("红")),
    (Ink.YELLOW.value, tr("黄")),
    (Ink.BLUE.value, tr("蓝")),
    (Ink.BLACK.value, tr("黑")),
    (Ink.WHITE.value, tr("白")),
)
_SIZES = (("250", tr("小")), ("400", tr("中")), ("650", tr("大")))
_HIDES = (
    (Hidden.FACE.value, tr("人脸")),
    (Hidden.PLATE.value, tr("车牌")),
    (Hidden.OTHER.value, tr("其他")),
)


@dataclass(frozen=True, slots=True)
class EditorState:
    """The photo being drawn on: its layers in force and the lines a stamp would bear."""

    photo_id: str
    name: str
    drawn: Drawn
    stamp: tuple[str, ...]


class LayerEditor(QWidget):
    """`changed(photo_id, Layers)`, `undo_requested(id)`, `redo_requested(id)`, `refused(InspectorError)`, `closed()`."""

    changed = Signal(str, object)
    undo_requested = Signal(str)
    redo_requested = Signal(str)
    refused = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_id = ""
        self._stamp: tuple[str, ...] = ()
        self._pen = Pen()
        self.canvas = LayerCanvas()
        self.tools = Segmented(tr("工具"), _TOOLS)
        self.tools.set_value(self._pen.tool.value)
        self.ink = ChoiceField(tr("颜色"), _INKS)
        self.size_of_text = ChoiceField(tr("字号"), _SIZES)
        self.ink.set_value(Ink.RED.value)
        self.size_of_text.set_value("400")
        self.hides = ChoiceField(tr("遮住"), _HIDES)
        self.hides.set_value(Hidden.FACE.value)
        self.text = TextField(tr("写什么"), placeholder=tr("例如：排水口；3.2 米"))
        self.text.setFixedWidth(210)
        for field in (self.ink, self.size_of_text, self.hides):
            field.setFixedWidth(92)
        self.undo = IconButton("arrow-u-up-left", tr("撤销（Ctrl+Z）"))
        self.redo = IconButton("arrow-u-up-right", tr("重做（Ctrl+Y）"))
        self.left = IconButton("arrow-counter-clockwise", tr("左转 90 度"))
        self.right = IconButton("arrow-clockwise", tr("右转 90 度"))
        self.remove = IconButton("trash", tr("去掉选中的标注（Delete）"))
        self.stamp = Button(
            tr("图章"), "outlined", size="small", tooltip=tr("在下沿写当事人、时间及其来源、地点")
        )
        self.whole = Button(tr("不裁切"), "outlined", size="small")
        self.plain = Button(tr("看原件"), "outlined", size="small", key="O")
        self.done = Button(tr("完成"), "outlined", size="small")
        self._state = ElidingLabel("", "caption", "text2")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._toolbar())
        box.addWidget(self.canvas, 1)
        self._connect()
        self._follow_tool()

    def show_editor(self, state: EditorState) -> None:
        """Begin with another photo."""
        self._photo_id, self._stamp = state.photo_id, state.stamp
        self.canvas.show_image(None, tr("正在读取…"))
        self.canvas.show_plain(False)
        self.plain.setText(tr("看原件"))
        self.show_drawn(state.photo_id, state.drawn)
        self.canvas.setFocus()

    def show_image(self, photo_id: str, image: QImage | None, words: str) -> None:
        """The untouched picture arrived, or why it did not."""
        if photo_id == self._photo_id:
            self.canvas.show_image(image, words)

    def show_drawn(self, photo_id: str, drawn: Drawn) -> None:
        """The layers in force, and what can be undone."""
        if photo_id != self._photo_id:
            return
        self.canvas.show_layers(drawn.layers)
        self.show_versions(photo_id, drawn)

    def show_versions(self, photo_id: str, drawn: Drawn) -> None:
        """Only what can be undone: newer strokes are under way."""
        if photo_id != self._photo_id:
            return
        self.undo.setEnabled(drawn.can_undo)
        self.redo.setEnabled(drawn.can_redo)
        words = drawn.layers.words()
        self._state.set_text(
            tr("第 {n} 版：{words}，已存", n=drawn.version, words=words)
            if drawn.version
            else tr("原件，没有标注")
        )

    def photo_id(self) -> str:
        """The photo being drawn on."""
        return self._photo_id

    def choose_tool(self, tool: Tool) -> None:
        """Take another tool."""
        self.tools.set_value(tool.value)
        self._follow_tool()

    def toggle_plain(self) -> None:
        """The untouched original, or the layers over it."""
        self.canvas.show_plain(not self.canvas.plain())
        self.plain.setText(tr("看标注") if self.canvas.plain() else tr("看原件"))

    def _toolbar(self) -> Card:
        card = Card(padded=False)
        bar = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        flow = FlowLayout(8)
        bar.setLayout(flow)
        for widget in (self.tools, self.ink, self.size_of_text, self.hides, self.text):
            flow.addWidget(widget)
        card.add(row((bar, 1), margins=(12, 8, 12, 0)))
        card.add(
            row(
                self.undo,
                self.redo,
                self.left,
                self.right,
                self.remove,
                self.stamp,
                self.whole,
                self.plain,
                (self._state, 1),
                self.done,
                gap=6,
                margins=(8, 0, 12, 8),
            )
        )
        return card

    def _connect(self) -> None:
        self.tools.chosen.connect(lambda _tool: self._follow_tool())
        for field in (self.ink, self.size_of_text, self.hides):
            field.chosen.connect(lambda _value: self._follow_tool())
        self.text.edited.connect(lambda _text: self._follow_tool())
        self.canvas.changed.connect(self._on_changed)
        self.canvas.text_wanted.connect(self._ask_text)
        self.canvas.refused.connect(self.refused)
        self.undo.clicked.connect(lambda: self.undo_requested.emit(self._photo_id))
        self.redo.clicked.connect(lambda: self.redo_requested.emit(self._photo_id))
        self.left.clicked.connect(lambda: self._turn(-90))
        self.right.clicked.connect(lambda: self._turn(90))
        self.remove.clicked.connect(self.canvas.delete_chosen)
        self.stamp.clicked.connect(self._toggle_stamp)
        self.whole.clicked.connect(lambda: self._put(replace(self.canvas.layers(), crop=None)))
        self.plain.clicked.connect(self.toggle_plain)
        self.done.clicked.connect(self.closed)
        # Keys on the drawing area alone: in the text field they belong to the text.
        self.canvas.undo_wanted.connect(self.undo.click)
        self.canvas.redo_wanted.connect(self.redo.click)
        self.canvas.plain_wanted.connect(self.toggle_plain)

    def _follow_tool(self) -> None:
        tool = Tool(self.tools.value())
        self._pen = Pen(
            tool,
            Ink(self.ink.value() or Ink.RED.value),
            self.text.text(),
            int(self.size_of_text.value() or "400"),
            Hidden(self.hides.value() or Hidden.FACE.value),
        )
        self.ink.setVisible(tool not in (Tool.PICK, Tool.BLUR, Tool.CROP))
        self.size_of_text.setVisible(tool is Tool.LABEL)
        self.text.setVisible(tool in NEEDS_TEXT)
        self.hides.setVisible(tool is Tool.BLUR)
        self.remove.setEnabled(tool is Tool.PICK)
        if self.text.text():
            self.text.clear_line()
        self.canvas.set_pen(self._pen)

    def _ask_text(self) -> None:
        self.text.set_fault(tr("先写文字"))
        self.text.line_edit.setFocus()

    def _turn(self, by: int) -> None:
        layers = self.canvas.layers()
        self._put(replace(layers, turn=(layers.turn + by) % 360))

    def _toggle_stamp(self) -> None:
        layers = self.canvas.layers()
        has = any(isinstance(mark, Stamp) for mark in layers.marks)
        self._put(with_stamp(layers, () if has else self._stamp))

    def _put(self, layers: Layers) -> None:
        if layers != self.canvas.layers():
            self.canvas.show_layers(layers)
            self._on_changed(layers)

    def _on_changed(self, layers: object) -> None:
        self.changed.emit(self._photo_id, layers)
