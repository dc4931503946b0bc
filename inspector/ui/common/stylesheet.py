"""The one style sheet and palette of the application, generated from the look in force."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from inspector.ui.common.look import LAW, Look
from inspector.ui.common.tokens import ColorName, Tokens

_ROLES: tuple[tuple[QPalette.ColorRole, ColorName], ...] = (
    (QPalette.ColorRole.Window, "bg"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Highlight, "accent_fill"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Accent, "accent_fill"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Dark, "line2"),
)


def build_palette(tokens: Tokens) -> QPalette:
    """The palette: placeholder, tooltip, link, accent and selection colours live here, not in QSS."""
    palette = QPalette()
    for role, name in _ROLES:
        palette.setColor(role, QColor(tokens.value(name)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette


def build_stylesheet(look: Look) -> str:
    """The application's style sheet. Heights count content only: 34 = 32 + two borders of 1."""
    return "\n".join((_labels(look), _frames(look), _inputs(look), _views(look)))


def _labels(look: Look) -> str:
    t, s = look.tokens, look.sizes
    law = ",".join(f'"{family}"' for family in LAW)
    return f"""
    QWidget {{ color:{t.text}; font-size:{s.body}px; }}
    QMainWindow, QWidget#root, QWidget#page {{ background:{t.bg}; }}
    QLabel {{ background:transparent; }}
    QLabel:disabled {{ color:{t.text3}; }}
    QLabel[role="title"] {{ font-size:{s.title}px; font-weight:600; }}
    QLabel[role="card"] {{ font-size:{s.card}px; font-weight:600; }}
    QLabel[role="bold"] {{ font-weight:600; }}
    QLabel[role="sub"] {{ color:{t.text2}; font-size:{s.dense}px; }}
    QLabel[role="dense"] {{ font-size:{s.dense}px; }}
    QLabel[role="dense-bold"] {{ font-size:{s.dense}px; font-weight:600; }}
    QLabel[role="caption"] {{ color:{t.text3}; font-size:{s.caption}px; }}
    QLabel[role="law"] {{ font-family:{law}; }}
    QLabel[role="figure"] {{ font-size:{s.figure}px; font-weight:600; }}
    QLabel[tone="text"] {{ color:{t.text}; }} QLabel[tone="text2"] {{ color:{t.text2}; }}
    QLabel[tone="text3"] {{ color:{t.text3}; }} QLabel[tone="accent"] {{ color:{t.accent}; }}
    QLabel[tone="ok"] {{ color:{t.ok}; }} QLabel[tone="bad"] {{ color:{t.bad}; }}
    QLabel[tone="warn"] {{ color:{t.warn}; }} QLabel[tone="vio"] {{ color:{t.vio}; }}
    QToolTip {{ color:{t.text}; background:{t.surface}; border:1px solid {t.line2}; padding:4px 6px;
        font-size:{s.dense}px; }}
    """


def _frames(look: Look) -> str:
    t = look.tokens
    soft = "\n".join(
        f'QFrame[card="{name}"] {{ background:{color}; border:none; border-radius:6px; }}'
        for name, color in (
            ("sunken", t.sunken),
            ("ok", t.ok_soft),
            ("bad", t.bad_soft),
            ("warn", t.warn_soft),
            ("vio", t.vio_soft),
            ("accent", t.accent_soft),
        )
    )
    return f"""
    QWidget#rail {{ background:{t.rail}; border-right:1px solid {t.line}; }}
    QFrame[card="card"] {{ background:{t.surface}; border:1px solid {t.line}; border-radius:8px; }}
    QFrame[card="head"] {{ background:{t.surface}; border:none; border-bottom:1px solid {t.line}; }}
    QFrame[card="foot"] {{ background:{t.surface}; border:none; border-top:1px solid {t.line}; }}
    QFrame[card="foot-line"] {{ background:transparent; border:none; border-top:1px solid {t.line}; }}
    QFrame[card="float"] {{ background:{t.surface}; border:1px solid {t.line2}; border-radius:8px; }}
    {soft}
    QFrame[rule="h"] {{ background:{t.line}; border:none; min-height:1px; max-height:1px; }}
    QFrame[rule="v"] {{ background:{t.line}; border:none; min-width:1px; max-width:1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget#page-body {{ background:transparent; border:none; }}
    QScrollBar:vertical {{ background:transparent; width:10px; margin:2px; }}
    QWidget#rail QScrollBar:vertical {{ width:6px; margin:1px; }}
    QScrollBar:horizontal {{ background:transparent; height:10px; margin:2px; }}
    QScrollBar::handle {{ background:{t.line2}; border-radius:3px; }}
    QScrollBar::handle:hover {{ background:{t.edge}; }}
    QScrollBar::handle:vertical {{ min-height:32px; }} QScrollBar::handle:horizontal {{ min-width:32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height:0; width:0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}
    QSplitter::handle {{ background:transparent; }}
    QMenu {{ background:{t.surface}; border:1px solid {t.line2}; padding:4px; }}
    QMenu::item {{ padding:6px 24px 6px 12px; border-radius:4px; }}
    QMenu::item:selected {{ background:{t.selection}; color:{t.text}; }}
    QMenu::item:disabled {{ color:{t.text3}; }}
    QMenu::separator {{ height:1px; background:{t.line}; margin:4px 8px; }}
    """


def _inputs(look: Look) -> str:
    t, s = look.tokens, look.sizes
    h = look.control_height - 2
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {{
        border:1px solid {t.edge}; border-radius:6px; background:{t.surface}; padding:0 10px;
        selection-background-color:{t.accent_fill}; selection-color:{t.on_accent}; }}
    QLineEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {{ min-height:{h}px; max-height:{h}px; }}
    QTextEdit, QPlainTextEdit {{ padding:4px 6px; }}
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus, QSpinBox:focus {{
        border:2px solid {t.accent}; padding:0 9px; min-height:{h - 2}px; max-height:{h - 2}px; }}
    QTextEdit:focus, QPlainTextEdit:focus {{ border:2px solid {t.accent}; padding:3px 5px; }}
    QTextBrowser[role="prose"] {{ border:2px solid transparent; background:transparent; padding:3px 5px; }}
    QTextBrowser[role="prose"]:focus {{ border:2px solid {t.accent}; }}
    QLineEdit[state="bad"], QComboBox[state="bad"], QDateEdit[state="bad"], QDateTimeEdit[state="bad"] {{
        border:2px solid {t.bad}; padding:0 9px; min-height:{h - 2}px; max-height:{h - 2}px; }}
    QTextEdit[state="bad"], QPlainTextEdit[state="bad"] {{ border:2px solid {t.bad}; padding:3px 5px; }}
    QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QLineEdit:read-only {{
        background:{t.sunken}; color:{t.text2}; border-color:{t.line2}; }}
    QLineEdit[role="reading"] {{ font-size:{s.reading}px; font-weight:600; min-height:{h + 10}px;
        max-height:{h + 10}px; }}
    QLineEdit[role="reading"]:focus, QLineEdit[role="reading"][state="bad"] {{ min-height:{h + 8}px;
        max-height:{h + 8}px; }}
    QComboBox::drop-down {{ border:none; width:24px; }}
    QComboBox::down-arrow {{ width:0; height:0; }}
    QComboBox QAbstractItemView {{ border:1px solid {t.line2}; background:{t.surface}; outline:none;
        selection-background-color:{t.selection}; selection-color:{t.text}; padding:4px; }}
    QPushButton[kind="dialog"] {{ border:1px solid {t.edge}; border-radius:6px; background:{t.surface};
        padding:0 14px; min-height:{h}px; }}
    QProgressBar {{ border:none; background:{t.track}; border-radius:4px; min-height:8px; max-height:8px; }}
    QProgressBar::chunk {{ background:{t.accent_fill}; border-radius:4px; }}
    QDialogButtonBox QPushButton, QMessageBox QPushButton {{ border:1px solid {t.edge}; border-radius:6px;
        background:{t.surface}; padding:0 14px; min-height:{h}px; min-width:72px; }}
    QDialogButtonBox QPushButton:focus, QMessageBox QPushButton:focus {{ border:2px solid {t.accent};
        padding:0 13px; min-height:{h - 2}px; }}
    """


def _views(look: Look) -> str:
    t, s = look.tokens, look.sizes
    return f"""
    QTableView, QTreeView, QListView {{ background:{t.surface}; border:none; outline:none; font-size:{s.dense}px;
        selection-background-color:{t.selection}; selection-color:{t.text}; }}
    QTreeView::item {{ min-height:30px; border-radius:0; }}
    QTreeView::item:selected, QListView::item:selected {{ background:{t.selection}; color:{t.text};
        border-radius:0; }}
    QHeaderView {{ background:{t.surface}; }}
    QHeaderView::section {{ background:{t.surface}; color:{t.text2}; border:none;
        border-bottom:1px solid {t.line2}; padding:0 10px; font-size:{s.caption}px; height:32px; }}
    QTableCornerButton::section {{ background:{t.surface}; border:none; }}
    """
