"""The form of one regulated site: checked when a field is left, saved when asked, nothing lost by a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.domain.errors import InvalidValueError
from inspector.domain.geo import MICRO, Datum
from inspector.domain.identifiers import parse_credit_code
from inspector.domain.kinds import SiteKind
from inspector.domain.records import Site
from inspector.services.sites import SiteHistory
from inspector.ui.common.buttons import Button, IconButton
from inspector.ui.common.cards import Card
from inspector.ui.common.fields import CheckField, ChoiceField, Field, TextAreaField, TextField, on_leave
from inspector.ui.common.labels import Label
from inspector.ui.common.layout import column, holder, row, scrolled
from inspector.ui.common.words import tr

_TEXTS = (
    "name",
    "credit_code",
    "legal_representative",
    "address",
    "district",
    "street",
    "industry",
    "permit_number",
    "contact",
    "phone",
)


class SiteEditor(Card):
    """`save_requested(site)`, `visit_requested(site)`, `closed()`. Holds one site, stored or new."""

    save_requested = Signal(object)
    visit_requested = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(tr("监管对象"))
        self._site: Site | None = None
        close = IconButton("x", tr("关闭"))
        close.clicked.connect(self.closed)
        self.add_action(close)
        self.fields: dict[str, TextField] = {
            "name": TextField(tr("名称"), required=True),
            "credit_code": TextField(tr("统一社会信用代码"), hint=tr("18 位；没有的留空")),
            "legal_representative": TextField(tr("法定代表人")),
            "address": TextField(tr("地址")),
            "district": TextField(tr("区")),
            "street": TextField(tr("街道")),
            "industry": TextField(tr("行业")),
            "permit_number": TextField(tr("排污许可证号")),
            "contact": TextField(tr("联系人")),
            "phone": TextField(tr("联系电话")),
        }
        self.kind = ChoiceField(tr("类别"), options=tuple((kind.value, kind.label) for kind in SiteKind))
        self.lat = TextField(tr("纬度"), placeholder="22.543096")
        self.lon = TextField(tr("经度"), placeholder="114.057865")
        self.datum = ChoiceField(tr("坐标系"), options=tuple((datum.value, datum.value) for datum in Datum))
        self.key_discharger = CheckField(tr("重点排污单位"))
        # Told and not typed: an entry needs its grounds and a removal its reason.
        self.listed = Label("", "caption", "text2", wrap=True)
        self.note = TextAreaField(tr("备注"), lines=2)
        self.twins = Label("", "caption", "warn", wrap=True)
        self.twins.hide()
        self.history = Label("", "caption", "text2", wrap=True)
        self.save = Button(tr("保存"), key="Ctrl+S")
        self.save.clicked.connect(self._save)
        self.visit = Button(tr("开始检查"), "link")
        self.visit.clicked.connect(self._visit)
        self.add(scrolled(holder(self._form())), 1)
        self.add(row(self.visit, None, self.save))
        on_leave(self.fields["credit_code"], lambda text: parse_credit_code(text) if text.strip() else None)
        on_leave(self.lat, lambda text: _micro(text, tr("纬度")))
        on_leave(self.lon, lambda text: _micro(text, tr("经度")))

    def _form(self) -> QVBoxLayout:
        f = self.fields
        return column(
            f["name"],
            self.kind,
            f["credit_code"],
            self.twins,
            f["legal_representative"],
            f["address"],
            row((f["district"], 1), (f["street"], 1)),
            row((self.lat, 1), (self.lon, 1), (self.datum, 1)),
            f["industry"],
            row((f["permit_number"], 1)),
            self.key_discharger,
            self.listed,
            row((f["contact"], 1), (f["phone"], 1)),
            self.note,
            self.history,
            None,
            gap=8,
        )

    def show_site(
        self, site: Site | None, twins: Sequence[Site] = (), history: SiteHistory | None = None
    ) -> None:
        """Fill the form with a site, or empty it for a new one."""
        self._site = site
        self.set_title(tr("新增对象") if site is None else site.name)
        for name in _TEXTS:
            self.fields[name].set_text(str(getattr(site, name) or "") if site else "")
            self.fields[name].clear_line()
        self.kind.set_value(site.kind.value if site else SiteKind.ENTERPRISE.value)
        self.lat.set_text(f"{site.lat_e6 / MICRO:.6f}" if site and site.lat_e6 is not None else "")
        self.lon.set_text(f"{site.lon_e6 / MICRO:.6f}" if site and site.lon_e6 is not None else "")
        self.datum.set_value(site.datum.value if site else Datum.WGS84.value)
        self.key_discharger.setChecked(bool(site and site.key_discharger))
        self.listed.setText(_listed(site))
        self.note.set_text(site.note if site else "")
        self.show_twins(twins)
        self.visit.setVisible(site is not None)
        self.history.setText(_history(history))
        if site is None:
            self.fields["name"].line_edit.setFocus()

    def show_twins(self, twins: Sequence[Site]) -> None:
        """Other sites with the same code: shown, never merged."""
        self.twins.setVisible(bool(twins))
        self.twins.setText(tr("同一信用代码还有：{names}", names="、".join(site.name for site in twins)))

    def show_fault(self, error: InvalidValueError) -> None:
        """Put a refusal below the field it names."""
        named: dict[str, Field] = {
            "名称": self.fields["name"],
            "统一社会信用代码": self.fields["credit_code"],
            "坐标": self.lat,
            "纬度": self.lat,
            "经度": self.lon,
        }
        field = named.get(error.field, self.fields["name"])
        field.set_error(error)
        field.setFocus()

    def _save(self) -> None:
        try:
            self.save_requested.emit(self._entered())
        except InvalidValueError as error:
            self.show_fault(error)

    def _visit(self) -> None:
        if self._site is not None:
            self.visit_requested.emit(self._site)

    def _entered(self) -> Site:
        base = self._site or Site(name="", kind=SiteKind.OTHER)
        texts = {name: self.fields[name].text() for name in _TEXTS}
        lat, lon = _micro(self.lat.text(), tr("纬度")), _micro(self.lon.text(), tr("经度"))
        return replace(
            base,
            name=texts["name"],
            kind=SiteKind(self.kind.value()),
            credit_code=texts["credit_code"] or None,
            legal_representative=texts["legal_representative"],
            address=texts["address"],
            district=texts["district"],
            street=texts["street"],
            industry=texts["industry"],
            permit_number=texts["permit_number"],
            contact=texts["contact"],
            phone=texts["phone"],
            lat_e6=lat,
            lon_e6=lon,
            datum=Datum(self.datum.value()) if lat is not None else Datum.UNKNOWN,
            key_discharger=self.key_discharger.isChecked(),
            note=self.note.text(),
        )

    def first_field(self) -> QWidget:
        """Where typing starts."""
        return self.fields["name"].line_edit


def _listed(site: Site | None) -> str:
    if site is None or site.positive_list_from is None:
        return tr("不在正面清单；列入、移出在“清单 · 正面清单”里登记，写明理由")
    return tr(
        "正面清单：{a} 起，{b}；移出在“清单 · 正面清单”里登记",
        a=site.positive_list_from,
        b=tr("至 {d}", d=site.positive_list_to) if site.positive_list_to else tr("未定止日"),
    )


def _micro(text: str, field: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int((Decimal(text.strip()) * MICRO).to_integral_value())
    except (InvalidOperation, ValueError):
        raise InvalidValueError(field, text, "十进制度数，如 22.543096") from None


def _history(history: SiteHistory | None) -> str:
    if history is None:
        return ""
    if not history.visits and not history.cases:
        return tr("本机没有这个对象的检查和案件记录")
    last = history.cases[0].title if history.cases else tr("没有案件")
    return tr(
        "本机记录：检查 {v} 次，案件 {c} 宗。最近：{last}",
        v=len(history.visits),
        c=len(history.cases),
        last=last,
    )
