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
    """Bring the store to `target` in one transaction: all of it or nothing.

    Foreign keys rest while tables are rebuilt, which SQLite allows outside a transaction only; every reference is
    checked before the commit. Raises RuntimeError when one leads nowhere.
    """
    with writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF").fetchall()
        try:
            with connection.begin():
                config = alembic_config()
                config.attributes["connection"] = connection
                command.upgrade(config, target)
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if lost:
                    raise RuntimeError(f"rows without their owner after the migration: {lost[:5]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON").fetchall()
