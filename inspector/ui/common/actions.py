"""The one table of actions and keys: feeds shortcuts, menus, tooltips, the F1 sheet and the guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from inspector.ui.common.words import tr

Scope = Literal["window", "page", "hint"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `scope`: window (works everywhere), page (a page binds it), hint (a key a component handles)."""

    id: str
    text: str
    keys: tuple[str, ...]
    tooltip: str = ""
    scope: Scope = "window"

    def key_words(self) -> str:
        """The keys as shown to a person."""
        return " 或 ".join(_KEY_WORDS.get(key, key) for key in self.keys)


_KEY_WORDS = {
    "Ctrl+Return": "Ctrl+Enter",
    "Alt+Left": "Alt+←",
    "Alt+Down": "Alt+↓",
    "Escape": "Esc",
}

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("jump", "搜索或跳转", ("Ctrl+K",), "按名称、案号、地址查找，或跳到一页"),
    ActionSpec("night_visit", "夜间噪声检查", ("Ctrl+N",), "新建夜间施工噪声检查"),
    ActionSpec("new_case", "新建案件", ("Ctrl+Shift+N",), "新建案件"),
    ActionSpec("search", "在本页查找", ("Ctrl+F", "/"), "把光标放进本页的查找框"),
    ActionSpec("primary", "本页的主要一步", ("Ctrl+Return",), "按下本页的蓝色按钮"),
    ActionSpec("back", "返回", ("Alt+Left", "Escape"), "回到上一页"),
    ActionSpec("next_pane", "下一个区域", ("F6",), "在导航、页首、正文、页脚之间移动"),
    ActionSpec("help", "本页帮助", ("F1",), "本页要填什么，依据哪一条，有哪些键"),
    ActionSpec("theme", "浅色或深色", ("Ctrl+Shift+D",), "切换浅色和深色"),
    ActionSpec("lock", "锁定", ("Ctrl+L",), "收起内容，输密码再打开；没有存的输入都还在"),
    ActionSpec("print", "打印", ("Ctrl+P",), "打印本页的文书", "page"),
    ActionSpec("export", "导出", ("Ctrl+E",), "导出本页的内容", "page"),
    ActionSpec("now", "填入当前时间", ("Ctrl+;",), "在时间栏填入现在", "hint"),
    ActionSpec("filter", "打开筛选", ("Alt+Down",), "打开有焦点的筛选", "hint"),
    ActionSpec("pages", "打开导航第 1 到 8 项", ("Ctrl+1…8",), "", "hint"),
    ActionSpec("list", "列表里移动、打开、预览", ("↑↓ Enter 空格",), "", "hint"),
    ActionSpec("answers", "符合、不符、未查", ("1 2 3",), "在检查要点一行上", "hint"),
    ActionSpec("undo", "撤销输入", ("Ctrl+Z",), "", "hint"),
)


def action_spec(action_id: str) -> ActionSpec:
    """The row of the table; KeyError for an id that is not in it."""
    return {spec.id: spec for spec in ACTIONS}[action_id]


def tooltip_of(spec: ActionSpec) -> str:
    """Tooltip with its key ("返回（Alt+← / Esc）")."""
    return f"{spec.tooltip or spec.text}（{spec.key_words()}）"


def bind(owner: QWidget, action_id: str, slot: Callable[[], None]) -> QAction:
    """Make the table's action live on `owner`; it works while `owner` is visible in the active window."""
    spec = action_spec(action_id)
    # "/" types a character: the window handles it only when no text has the focus.
    return bind_keys(owner, spec.text, [key for key in spec.keys if len(key) > 1], slot, tooltip_of(spec))


def bind_keys(
    owner: QWidget, text: str, keys: list[str], slot: Callable[[], None], tooltip: str = ""
) -> QAction:
    """Make an action that is not in the table (a page's own key)."""
    action = QAction(tr(text), owner)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setToolTip(tooltip or f"{text}（{' 或 '.join(keys)}）")
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action
