"""Statute texts a bureau brings: read from three kinds of file, kept, shown beside the rule; broken ones are refused."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from inspector.domain.errors import EnvironmentFaultError
from inspector.paths import Home
from inspector.services.law_files import shipped_book
from inspector.services.law_texts import LawTextError, kept_texts, read_texts, save_texts, statute_name
from inspector.services.rule_book import rule_entries

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(path: Path, *lines: str, head: str = "") -> None:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"{head}<w:document {_NS}><w:body>{body}</w:body></w:document>")


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("中华人民共和国噪声污染防治法(2021-12-24)", "噪声污染防治法"),
        ("生态环境法典-05-legal-liability-and-supplementary", "生态环境法典"),
        ("某省自由裁量权规定(粤环发〔2021〕7号)", "粤环发〔2021〕7号"),
        ("排污许可管理条例", "排污许可管理条例"),
        ("粤环发〔2021〕7号-附件2-不予处罚目录", "粤环发〔2021〕7号附件2"),
    ],
)
def test_the_name_of_a_statute_comes_from_the_file(stem: str, name: str) -> None:
    assert statute_name(stem) == name


def test_three_kinds_of_file_and_the_parts_of_one_statute(tmp_path: Path) -> None:
    (tmp_path / "甲法(2020-01-01).md").write_text("**第一条**　甲。\n", encoding="utf-8")
    (tmp_path / "乙法-01-a.txt").write_text("<p><b>第一条</b>&emsp;乙一。</p>\n", encoding="utf-8")
    (tmp_path / "乙法-02-b.txt").write_text("第二条 乙二。\n", encoding="utf-8")
    _docx(tmp_path / "丙条例.docx", "第一条 丙。", "第二款。")
    (tmp_path / "空.txt").write_text("没有条文", encoding="utf-8")
    texts = read_texts(tmp_path)
    assert {name: list(articles) for name, articles in texts.statutes.items()} == {
        "甲法": ["1"],
        "乙法": ["1", "2"],
        "丙条例": ["1"],
    }
    assert texts.statutes["丙条例"]["1"] == "第一条 丙。\n第二款。"
    assert (texts.empty, texts.count()) == (("空.txt",), 4)


def test_kept_texts_stand_beside_the_rule(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", Home(tmp_path / "home")
    folder.mkdir()
    home.root.mkdir()
    (folder / "生态环境法典.txt").write_text(
        "第一千一百八十五条 有下列情形之一的，处以罚款。\n", encoding="utf-8"
    )
    assert kept_texts(home) == {}
    save_texts(home, read_texts(folder))
    entry = rule_entries(shipped_book(), date(2026, 11, 23), kept_texts(home)).entry("act:noise.night_work")
    assert any(line.text.startswith("条文：第一千一百八十五条") for line in entry.lines)


@pytest.mark.parametrize("kind", ["cut", "doctype", "gbk", "no_document"])
def test_a_broken_text_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "坏.docx"
    if kind == "cut":
        _docx(path, "第一条 甲。")
        path.write_bytes(path.read_bytes()[:60])
    elif kind == "doctype":
        _docx(path, "第一条 &a;", head='<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    elif kind == "gbk":
        path = tmp_path / "坏.txt"
        path.write_bytes("第一条 甲。".encode("gbk"))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("other.xml", "<a/>")
    with pytest.raises(LawTextError, match="坏"):
        read_texts(tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFaultError):
        read_texts(tmp_path / "没有")


def test_a_damaged_store_of_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "law_texts.json").write_text("{", encoding="utf-8")
    with pytest.raises(LawTextError, match="law_texts"):
        kept_texts(Home(tmp_path))
