"""Alembic migrations, run inside one IMMEDIATE transaction by `upgrade`. Imported only when one is due."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def alembic_config() -> Config:
    """Configuration without an ini file: the scripts lie beside this module, frozen or not."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def upgrade(writer: sa.Engine, target: str = "head") -> None:
    """Bring the store to `target` in one transaction: all of it or nothing."""
    with writer.begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)
