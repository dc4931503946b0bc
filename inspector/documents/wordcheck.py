"""The check of a bureau's own wording: it may say things in other words, but no required element may be lost."""

from __future__ import annotations

from inspector.documents.composing import names_shown
from inspector.documents.paperparts import PARTS
from inspector.documents.papervalues import FLAGS, FOUND
from inspector.documents.wording import Item, Wording


def wording_faults(own: Wording, shipped: Wording) -> tuple[str, ...]:
    """What is wrong with a wording, as sentences; empty when it may be used. `shipped` says what is required."""
    moved = () if own.layout == shipped.layout else (f"版式要是 {shipped.layout}",)
    return (*moved, *_unusable(own), *lost_elements(own, shipped))


def lost_elements(own: Wording, shipped: Wording) -> tuple[str, ...]:
    """Required elements that the wording no longer shows. What shows nothing is kept by the element's words."""
    shown = names_shown(own)
    said = "".join(text for item in own.body for text in (*item.texts, *item.head))
    lost = []
    for element in shipped.elements:
        gone = [
            f"{{{name}}}"
            for name in element.needs
            if name not in shown and not (name in FLAGS and element.words)
        ]
        gone += [f"“{phrase}”" for phrase in element.words if phrase not in said]
        if gone:
            lost.append(f"缺必备要素：{element.name}（少了{'、'.join(gone)}）")
    if shipped.counted and not own.counted:
        lost.append("缺必备要素：发文字号")
    if shipped.signs and not own.signs:
        lost.append("缺必备要素：签名栏")
    signers = {item.signer for item in own.body if item.kind == "opinion"}
    lost += [
        f"缺必备要素：{item.texts[0]}（签名和日期）"
        for item in shipped.body
        if item.kind == "opinion" and item.signer not in signers
    ]
    return tuple(lost)


def _unusable(own: Wording) -> list[str]:
    known = set(FOUND) | {field.name for field in own.fields}
    faults = []
    for number, item in enumerate(own.body, 1):
        names = [*item.places(), *(name for name in (item.when, item.unless) if name)]
        faults += [f"正文第 {number} 项用了没有的名称 {{{name}}}" for name in names if name not in known]
        faults += _item_faults(own, item, number)
    return faults


def _item_faults(own: Wording, item: Item, number: int) -> list[str]:
    faults = []
    if item.kind == "part" and item.texts[0] not in PARTS:
        faults.append(f"正文第 {number} 项：没有 {item.texts[0]} 这一部分")
    if item.kind == "row" and len(item.texts) not in (2, 4):
        faults.append(f"正文第 {number} 项：一行写标签和内容，一组或两组")
    if item.kind == "table" and (len(item.head) != len(item.widths) or not 0.99 < sum(item.widths) < 1.01):
        faults.append(f"正文第 {number} 项：表头和列宽要一一对应，列宽合计为 1")
    of_letters = {"heading", "text", "part"}
    if own.layout == "letter" and item.kind not in of_letters:
        faults.append(f"正文第 {number} 项：公文正文里不能用 {item.kind}")
    return faults
