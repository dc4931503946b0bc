"""The one way user-visible text enters the window, so that it stays translatable, and Qt's own Chinese words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT = "inspector"


def tr(text: str, /, **values: object) -> str:
    """`text` translated, with `{name}` places filled from `values` after translation."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def install_qt_words(app: QCoreApplication) -> bool:
    """Install Qt's Simplified Chinese words for standard dialogs; False when this Qt came without them."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return bool(translator.load("qtbase_zh_CN", folder)) and bool(app.installTranslator(translator))
