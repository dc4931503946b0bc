"""Official statute texts (法律文本) a bureau brings: read from a folder, kept beside the data, shown beside the rules."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree

from inspector.domain.errors import EnvironmentFaultError, InspectorError
from inspector.law.citations import articles_of, items_of
from inspector.paths import Home

_SUFFIXES = frozenset({".md", ".txt", ".docx"})
_LONGEST_BYTES = 20_000_000
_MOST_EXPANDED = 100_000_000
_TAGS = re.compile(r"<[^>]+>")
_PART = re.compile(r"-\d+(-[a-z-]+)?$")
_ANNEX = re.compile(r"(.+号)-(附件\d+)(?:-|$)")
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class LawTextError(InspectorError):
    """A text that cannot be read: the file and why."""

    exit_code = 2

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            f"读不出法律文本 {path.name}", fault, "换成 UTF-8 的 .md、.txt 或没有加密的 .docx，再试一次"
        )


@dataclass(frozen=True, slots=True)
class LoadedTexts:
    """What a folder held: articles by statute, and files in which no article was found."""

    statutes: Mapping[str, Mapping[str, str]]
    empty: tuple[str, ...]

    def count(self) -> int:
        """How many articles."""
        return sum(len(articles) for articles in self.statutes.values())


def read_texts(folder: Path) -> LoadedTexts:
    """Every .md, .txt and .docx of a folder. Parts of one statute (`…-01-…`) come together.

    Raises EnvironmentFaultError when the folder cannot be read, LawTextError for a broken file.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)
    except OSError as trouble:
        raise EnvironmentFaultError(
            f"读不出文件夹 {folder}", trouble.strerror or "", "核对位置和权限后再试"
        ) from trouble
    statutes: dict[str, dict[str, str]] = {}
    empty = []
    for path in paths:
        words = _words(path)
        # A list has numbered items; what has neither articles nor items is said.
        articles = articles_of(words) or items_of(words)
        if articles:
            statutes.setdefault(statute_name(path.stem), {}).update(articles)
        else:
            empty.append(path.name)
    return LoadedTexts(statutes, tuple(empty))


def statute_name(stem: str) -> str:
    """`中华人民共和国噪声污染防治法(2021-12-24)` → `噪声污染防治法`; a bracketed number of a document is its name.

    `广东省…规定(粤环发〔2021〕7号)` → `粤环发〔2021〕7号`; `粤环发〔2021〕7号-附件2-…目录` → `粤环发〔2021〕7号附件2`.
    """
    name = _PART.sub("", stem.strip())
    annex = _ANNEX.match(name)
    if annex is not None:
        return annex[1] + annex[2]
    bracket = re.search(r"[（(]([^（()）]*)[)）]$", name)
    if bracket is not None:
        inside = bracket[1]
        name = inside if "号" in inside else name[: bracket.start()]
    return name.strip().removeprefix("中华人民共和国")


def save_texts(home: Home, texts: LoadedTexts) -> Path:
    """Keep the texts beside the data; the next start shows them."""
    path = home.root / "law_texts.json"
    draft = path.with_suffix(".part")
    try:
        draft.write_text(json.dumps(texts.statutes, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        draft.replace(path)
    except OSError as trouble:
        raise EnvironmentFaultError(
            "法律文本没有存上", trouble.strerror or "", "核对磁盘空间和权限后再试，原来的文本仍在"
        ) from trouble
    return path


def kept_texts(home: Home) -> Mapping[str, Mapping[str, str]]:
    """The texts kept beside the data, empty when none were brought. Raises LawTextError when the file is damaged."""
    path = home.root / "law_texts.json"
    if not path.exists():
        return {}
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as trouble:
        raise LawTextError(path, f"文件损坏（{trouble}）") from trouble
    if not isinstance(raw, dict) or not all(isinstance(articles, dict) for articles in raw.values()):
        raise LawTextError(path, "不是法律文本")
    return {
        str(name): {str(key): str(text) for key, text in articles.items()} for name, articles in raw.items()
    }


def _words(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST_BYTES:
            raise LawTextError(path, f"大于 {_LONGEST_BYTES // 1_000_000} MB")
        text = _docx(path) if path.suffix.lower() == ".docx" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise LawTextError(path, "不是 UTF-8 编码") from trouble
    except OSError as trouble:
        raise LawTextError(path, trouble.strerror or "打不开") from trouble
    plain = _TAGS.sub("", text).replace("&emsp;", "　").replace("&nbsp;", " ")
    return unicodedata.normalize("NFC", plain)


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > _MOST_EXPANDED:
                raise LawTextError(path, "展开后太大")
            root = defusedxml.ElementTree.fromstring(archive.read(info), forbid_dtd=True)
    except (
        zipfile.BadZipFile,
        KeyError,
        ParseError,
        defusedxml.DefusedXmlException,
        RuntimeError,  # encrypted, or packed in a way zipfile does not know
    ) as trouble:
        raise LawTextError(path, f"不是完好的 docx（{type(trouble).__name__}）") from trouble
    return "\n".join(
        "".join(node.text or "" for node in block.iter(_WORDS)) for block in root.iter(_PARAGRAPH)
    )
