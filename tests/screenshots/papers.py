"""`python -m tests.screenshots.papers --out docs/img/papers`: the papers of a noise and a VOCs case of the sample data, small.

Every picture shows all pages of one paper, at most four; blanks are filled with invented entries, as an inspector would.
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from inspector.domain.kinds import Outcome
from inspector.domain.ports import NoProgress
from inspector.domain.records import Case
from inspector.paths import Home
from inspector.services.clock import SettableClock
from inspector.services.demo import DEMO_DAY
from inspector.services.papers import PaperService
from inspector.services.samples import SampleService
from inspector.services.workspace import Workspace

CASES = {"noise": "noise.night_work", "vocs": "voc.unsealed"}
LARGEST = 60_000
_DOTS, _MOST_PAGES = (62, 54, 46, 40), 4
_ENTRIES = {
    "询问开始时间": "2026-10-10 10:00",
    "询问结束时间": "2026-10-10 11:20",
    "询问地点": "本机关询问室",
    "记录人": "王乙",
    "被询问人": "顾望屿",
    "被询问人电话": "130 0000 0000",
    "被询问人职务": "现场负责人",
    "与本案关系": "被检查单位现场负责人",
    "证件确认": "看清了。",
    "权利确认": "听清了，不申请回避。",
    "询问内容": "问：检查当天现场是什么情况？\n答：与现场检查笔录记的一样。\n问：采取了什么措施？\n答：当场停了，第二天开始整改。",
    "主观过错": "知道有规定，管理没有到位。",
    "监测结果告知": "已收到，没有异议。",
    "送达地址": "按营业执照住所送达，收件人顾望屿，同意电子送达。",
    "核对": "没有。",
    "审批事项": "作出行政处罚决定",
    "承办人建议": "建议按裁量表确定的数额处罚。",
    "调查经过": "执法人员现场检查并制作笔录，拍摄现场照片，询问现场负责人，责令改正后按期复查。",
    "附件": "缴款凭证1张",
    "归档号": "2026-0031",
    "保管期限": "长期",
    "年度": "2026",
    "页数": "46",
    "归档日期": "2026-12-30",
    "送达人": "李甲、王乙",
    "制作人": "王乙",
    "制作日期": "2026-10-12",
}


def _case(cases: list[Case], prefix: str) -> Case:
    found = [
        case for case in cases if case.violation_id.startswith(prefix) and case.outcome is Outcome.PENALTY
    ]
    return found[0]


def _picture(pdf: bytes, pages: int, dots: int) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = [
            document[index].render(scale=dots / 72).to_pil().convert("L")
            for index in range(min(pages, _MOST_PAGES))
        ]
    finally:
        document.close()
    width, height = images[0].size
    sheet = Image.new("L", (len(images) * (width + 6) + 6, height + 12), 150)
    for index, image in enumerate(images):
        sheet.paste(image, (6 + index * (width + 6), 6))
    out = io.BytesIO()
    sheet.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def draw(papers: PaperService, case_id: str, name: str, out: Path) -> None:
    """One picture a paper, numbered in the order of the case."""
    for slot in papers.kinds(case_id=case_id):
        blanks = papers.preview(slot.kind, case_id=case_id).blanks
        typed = {
            blank.name: _ENTRIES[blank.name] for blank in blanks if blank.open and blank.name in _ENTRIES
        }
        if typed:
            papers.fill(slot.kind, case_id, typed)
    for number, slot in enumerate(papers.kinds(case_id=case_id), 1):
        shown = papers.preview(slot.kind, case_id=case_id, ordinal=slot.ordinal)
        sizes = (_picture(shown.pdf, shown.pages, dots) for dots in _DOTS)
        data = next(data for data in sizes if len(data) <= LARGEST)
        (out / f"{name}-{number:02d}-{slot.kind.value}.png").write_bytes(data)


def main() -> None:
    """Draw both sets into the chosen folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="papers-") as folder:
        clock = SettableClock(DEMO_DAY)
        with Workspace.open(Home(Path(folder)), clock, entropy=random.Random(1).randbytes) as workspace:
            samples = SampleService(workspace)
            try:
                samples.fill("small", progress=NoProgress())
                papers = PaperService(workspace, samples.photos)
                with workspace.read() as reader:
                    cases = reader.find(Case)
                for name, violation in CASES.items():
                    draw(papers, _case(cases, violation).id, name, out)
            finally:
                samples.photos.close()


if __name__ == "__main__":
    main()
