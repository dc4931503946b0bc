"""Where resources and user data are, whether run from source or frozen by PyInstaller."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


def resources_dir() -> Path:
    """The folder of shipped data: beside the package in source, inside it when installed or frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


@dataclass(frozen=True, slots=True)
class Home:
    """The user's data folder: database, photo store, issued papers, backups, logs."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "inspector.db"

    @property
    def photos(self) -> Path:
        return self.root / "photos"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def papers(self) -> Path:
        return self.root / "papers"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def logs(self) -> Path:
        return self.root / "logs"


def default_home() -> Home:
    """`INSPECTOR_HOME` when set, else the platform's own data folder."""
    chosen = os.environ.get("INSPECTOR_HOME")
    if chosen:
        return Home(Path(chosen))
    # Looked up only when asked for: nothing before the first frame needs it.
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("inspector", appauthor=False)))
