"""Telling the system that links of the workbook (`inspector://case/…`) are opened by this program, for this user alone.

Linux: a desktop entry after the Desktop Entry and MIME Applications specifications of freedesktop.org. Windows: the
program's key under the user's classes. Nothing is written before a person asks, and it can be taken back.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.domain.links import SCHEME
from inspector.paths import Home, default_home

_ENTRY = "inspector-links.desktop"
_MIME = f"x-scheme-handler/{SCHEME.removesuffix('://')}"
_KEY = rf"Software\Classes\{SCHEME.removesuffix('://')}"
_WAIT_S = 20


class LinksNotSetError(InspectorError):
    """The system could not be told."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "没有登记工作簿里的链接",
            why,
            "台账里的案号仍可在窗口里按 Ctrl+K 查到；命令行用 inspector open 案号",
        )


def opener(home: Home) -> list[str]:
    """What opens a link put behind it: the frozen program or the interpreter with the package, on this data folder."""
    frozen = bool(getattr(sys, "frozen", False))
    named = [] if home == default_home() else ["--home", str(home.root.resolve())]
    return [sys.executable, *([] if frozen else ["-m", "inspector"]), "open", *named]


def set_links(command: Sequence[str]) -> None:
    """Let links be opened by this command (`opener`). Raises LinksNotSetError."""
    try:
        if sys.platform == "win32":
            _set_windows(command)
        elif sys.platform.startswith("linux"):
            _set_linux(command)
        else:
            raise LinksNotSetError("这个系统由安装包登记链接，程序自己不能登记")
    except OSError as error:
        raise LinksNotSetError(error.strerror or str(error)) from error
    except subprocess.TimeoutExpired as error:
        (_applications() / _ENTRY).unlink(missing_ok=True)
        raise LinksNotSetError(f"xdg-mime {_WAIT_S} 秒没有回应") from error


def unset_links() -> None:
    """Take it back; nothing happens where nothing was set. Raises LinksNotSetError."""
    try:
        if sys.platform == "win32":
            _unset_windows()
        else:
            (_applications() / _ENTRY).unlink(missing_ok=True)
    except OSError as error:
        raise LinksNotSetError(error.strerror or str(error)) from error


def links_set(command: Sequence[str]) -> bool:
    """Whether links are opened by this very command."""
    if sys.platform == "win32":
        return _windows_command() == _windows_text(command)
    entry = _applications() / _ENTRY
    return entry.is_file() and entry.read_text(encoding="utf-8") == _entry(command)


def _applications() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "applications"


def _entry(command: Sequence[str]) -> str:
    # Inside quotes an entry escapes these four, and the backslash once more as every string of the file does.
    quoted = []
    for part in command:
        for sign in ("\\", '"', "`", "$"):
            part = part.replace(sign, f"\\{sign}")
        quoted.append('"' + part.replace("\\", "\\\\").replace("%", "%%") + '"')
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Inspector",
        "Name[zh_CN]=现场执法",
        f"Exec={' '.join(quoted)} %u",
        "NoDisplay=true",
        f"MimeType={_MIME};",
    )
    return "\n".join(lines) + "\n"


def _set_linux(command: Sequence[str]) -> None:
    folder = _applications()
    folder.mkdir(parents=True, exist_ok=True)
    entry = folder / _ENTRY
    entry.write_text(_entry(command), encoding="utf-8")
    tool = shutil.which("xdg-mime")
    if tool is None:
        entry.unlink()
        raise LinksNotSetError("系统里没有 xdg-mime（xdg-utils），不能登记链接")
    done = subprocess.run(
        [tool, "default", _ENTRY, _MIME], capture_output=True, text=True, timeout=_WAIT_S, check=False
    )
    if done.returncode:
        entry.unlink()
        raise LinksNotSetError(
            f"{shlex.join([tool, 'default', _ENTRY, _MIME])}：{done.stderr.strip()[:200] or done.returncode}"
        )


def _windows_text(command: Sequence[str]) -> str:
    return f'{subprocess.list2cmdline(command)} "%1"'


if sys.platform == "win32":
    import winreg

    def _set_windows(command: Sequence[str]) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, "URL:Inspector")
            winreg.SetValueEx(key, "URL Protocol", 0, winreg.REG_SZ, "")
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, rf"{_KEY}\shell\open\command") as key:
            winreg.SetValueEx(key, "", 0, winreg.REG_SZ, _windows_text(command))

    def _unset_windows() -> None:
        for part in (r"\shell\open\command", r"\shell\open", r"\shell", ""):
            try:
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, _KEY + part)
            except FileNotFoundError:
                continue

    def _windows_command() -> str:
        try:
            return str(winreg.QueryValue(winreg.HKEY_CURRENT_USER, rf"{_KEY}\shell\open\command"))
        except FileNotFoundError:
            return ""
