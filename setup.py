"""What an installed copy carries besides its modules: everything in resources/, and the migration scripts.

The rest of the packaging stands in pyproject.toml; a folder outside the package cannot be named there.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["inspector", "inspector.*"]), "inspector.resources"],
    package_dir={"inspector.resources": "resources"},
    package_data={
        "inspector": ["py.typed"],
        "inspector.db.migrations": ["versions/*"],
        "inspector.resources": ["**/*"],
    },
)
