"""The settings page: officers, bureau, look, safety, versions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.services.officers import BureauProfile
from inspector.services.sign_in import FORGOTTEN
from inspector.ui.common.buttons import Button
from inspector.ui.common.cards import Card
from inspector.ui.common.checks import CheckField
from inspector.ui.common.fields import ChoiceField, TextField
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import row
from inspector.ui.common.page import Page
from inspector.ui.common.segmented import Segment, Segmented
from inspector.ui.common.words import tr
from inspector.ui.settings.calendar_card import CalendarCard
from inspector.ui.settings.lists_card import ListsCard
from inspector.ui.settings.people_section import PeopleCard

_BUREAU = (
    ("name", "机关名称", "文书的落款"),
    ("short", "区简称", "文号用，如 南澜"),
    ("district", "区", ""),
    ("address", "地址", ""),
    ("contact", "联系人或科室", "告知书写明向谁陈述申辩"),
    ("phone", "电话", ""),
    ("bank", "代收银行", ""),
    ("bank_account", "账号", ""),
    ("review_body", "复议机关", ""),
    ("court", "管辖法院", ""),
)


class SettingsView(Page):
    """`bureau_saved(profile)`, `theme_chosen(name)`, `scale_chosen(n)`; the people's card has its own signals;
    `backup_requested`, `verify_requested`, `folder_requested`, `sample_requested`, `wordings_requested`, `links_wanted(on)`, `shown`."""

    bureau_saved = Signal(object)
    theme_chosen = Signal(str)
    scale_chosen = Signal(str)
    backup_requested = Signal()
    verify_requested = Signal()
    folder_requested = Signal()
    sample_requested = Signal()
    wordings_requested = Signal()
    links_wanted = Signal(bool)
    shown = Signal()

    def __init__(self) -> None:
        super().__init__(tr("设置"))
        self.presenter: object = None
        self.calendar_presenter: object = None
        self.people = PeopleCard(tr(FORGOTTEN))
        self.body.addWidget(self.people)
        self.body.addWidget(self._bureau_card())
        self.lists = ListsCard()
        self.body.addWidget(self.lists)
        self.calendar = CalendarCard()
        self.body.addWidget(self.calendar)
        self.body.addWidget(self._look_card())
        self.body.addWidget(self._safety_card())
        self.body.addStretch(1)

    def help_text(self) -> str:
        return tr(
            "人员和角色、机关信息、工作日表、外观和数据。工作日表没有录全的年份，按它算的期限标“暂定”。"
            "第一个设密码的人同时是系统管理员；密码防别人借用，数据文件本身还没有加密。"
        )

    def entered(self, record_id: str = "") -> None:
        self.shown.emit()

    def _bureau_card(self) -> QWidget:
        card = Card(tr("机关"), tr("印在文书上；空着的打印为空白"))
        self.bureau = {
            name: TextField(tr(label), hint=tr(hint) if hint else "") for name, label, hint in _BUREAU
        }
        fields = list(self.bureau.values())
        for left, right in zip(fields[::2], fields[1::2], strict=True):
            line = row((left, 1), (right, 1), gap=16)
            for field in (left, right):
                line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            card.add(line)
        save = Button(tr("保存机关信息"))
        save.clicked.connect(self._save_bureau)
        wordings = Button(tr("文书式样和文号"), "link", icon="file-text")
        wordings.setToolTip(tr("改本单位文书的文字和文号，分配各台电脑的号段"))
        wordings.clicked.connect(self.wordings_requested)
        card.add(row(wordings, None, save))
        return card

    def _look_card(self) -> QWidget:
        card = Card(tr("外观"))
        self.theme = Segmented(
            tr("深浅"),
            (Segment("system", tr("跟随系统")), Segment("light", tr("浅色")), Segment("dark", tr("深色"))),
        )
        self.theme.chosen.connect(self.theme_chosen)
        self.scale = ChoiceField(
            tr("字号"), options=tuple((str(n), f"{n}%") for n in (90, 100, 110, 120, 130))
        )
        self.scale.chosen.connect(self.scale_chosen)
        self.scale.setMaximumWidth(160)
        card.add(row(self.theme, self.scale, None, gap=24))
        return card

    def _safety_card(self) -> QWidget:
        card = Card(tr("数据"), tr("照片和记录只存在本机"))
        self.folder = Label("", "dense", "text2", selectable=True)
        self.backups = Label("", "dense", "text2")
        self.versions = Label("", "caption", "text3", selectable=True)
        buttons = []
        for text, signal in (
            (tr("打开文件夹"), self.folder_requested),
            (tr("立即备份"), self.backup_requested),
            (tr("核对全部"), self.verify_requested),
            (tr("载入示例数据"), self.sample_requested),
        ):
            button = Button(text)
            button.clicked.connect(signal)
            buttons.append(button)
        card.add(self.folder)
        card.add(self.backups)
        card.add(row(*buttons, None))
        self.links = CheckField(tr("在表格软件里点台账的案号，由本程序打开（只对本机当前用户）"))
        self.links.ticked.connect(self.links_wanted)
        card.add(self.links)
        card.add(self.versions)
        return card

    def show_bureau(self, profile: BureauProfile) -> None:
        """Fill the bureau's fields."""
        for name, field in self.bureau.items():
            field.set_text(str(getattr(profile, name)))

    def show_look(self, theme: str, scale: str) -> None:
        """Fill the look's fields."""
        self.theme.set_value(theme)
        self.scale.set_value(scale)

    def show_links(self, on: bool) -> None:
        """Whether links of the workbook open this program."""
        self.links.setChecked(on)

    def show_data(self, folder: str, backups: str, versions: str) -> None:
        """Folder, backups, versions."""
        self.folder.setText(folder)
        self.backups.setText(backups)
        self.versions.setText(versions)

    def _save_bureau(self) -> None:
        self.bureau_saved.emit(BureauProfile(**{name: field.text() for name, field in self.bureau.items()}))
