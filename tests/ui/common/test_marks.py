"""Marks and seals: each shape differs from every other even in grey, and each has its word."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from inspector.ui.common.icons import icon, paint_icon
from inspector.ui.common.look import look
from inspector.ui.common.marks import Mark, Seal, SealView, mark_icon, paint_mark, paint_seal
from inspector.ui.common.theme import Theme

SIDE = 36


def canvas() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(look().color("surface"))
    return image


def ink(image: QImage) -> list[bool]:
    """Where the picture stands off its ground in lightness, pixel by pixel: shape without colour."""
    ground = look().color("surface").lightness()
    return [
        abs(QColor(image.pixel(x, y)).lightness() - ground) > 60
        for y, x in itertools.product(range(SIDE), range(SIDE))
    ]


def mark_image(mark: Mark) -> QImage:
    image = canvas()
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, SIDE, SIDE), mark)
    painter.end()
    return image


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_no_two_marks_share_a_shape(theme: Theme, choice: str) -> None:
    theme.set_choice("dark" if choice == "dark" else "light")
    shapes = {mark: ink(mark_image(mark)) for mark in Mark}
    for first, second in itertools.combinations(Mark, 2):
        differing = sum(a != b for a, b in zip(shapes[first], shapes[second], strict=True))
        assert differing > SIDE * SIDE * 0.04, (first, second)


def test_every_mark_and_seal_has_its_own_word(qtbot: QtBot) -> None:
    assert len({mark.word for mark in Mark}) == len(Mark)
    assert len({seal.word for seal in Seal}) == len(Seal)


def test_a_decided_seal_is_filled_and_a_proposed_one_is_not(theme: Theme) -> None:
    counts = []
    for decided in (True, False):
        image = canvas()
        painter = QPainter(image)
        paint_seal(painter, QRectF(0, 0, SIDE, SIDE), Seal.WAIVED, decided=decided)
        painter.end()
        counts.append(sum(ink(image)))
    assert counts[0] > 1.7 * counts[1]


def test_a_proposed_outcome_says_so(qtbot: QtBot) -> None:
    proposed = SealView(Seal.WAIVED, decided=False)
    qtbot.addWidget(proposed)
    assert proposed.text() == "拟不予处罚" == proposed.accessibleName()
    proposed.set_seal(Seal.WAIVED, decided=True)
    assert proposed.text() == "不予处罚" == proposed.accessibleName()
    undecided = SealView(Seal.PROPOSED, decided=False)
    qtbot.addWidget(undecided)
    assert undecided.text() == "未决定"


def test_icons_follow_the_theme_and_the_scale(theme: Theme) -> None:
    house = icon("house", "text")
    light = house.pixmap(QSize(20, 20), 2.0).toImage()
    assert light.width() == 40
    theme.set_choice("dark")
    dark = house.pixmap(QSize(21, 21), 2.0).toImage()
    assert QColor(light.pixel(20, 8)) != QColor(dark.pixel(21, 8)) or light != dark
    assert not mark_icon(Mark.MET).pixmap(QSize(16, 16)).isNull()


@pytest.mark.parametrize(
    "name",
    [
        "house", "clipboard-text", "folder", "buildings", "chart-bar", "gear", "user-circle", "magnifying-glass",
        "x", "caret-left", "caret-down", "camera", "image", "copy", "sun", "moon", "arrow-right", "hourglass",
        "check-circle", "plus", "printer", "export", "upload-simple", "speaker-high", "scales",
    ],
)  # fmt: skip
def test_the_icons_named_in_the_kit_exist(qtbot: QtBot, name: str) -> None:
    image = canvas()
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, SIDE, SIDE), name, "text")
    painter.end()
    assert sum(ink(image)) > 20
