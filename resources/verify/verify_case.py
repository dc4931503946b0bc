"""Check an exported case folder without the program that wrote it: files, audit chain, records, papers.

Python 3.9 or newer, standard library only. Reads, never writes, never goes online. Written from the description of the
format, apart from the program's own checks, so that one mistake does not hide in both.

Format. `SHA256SUMS`: lines of hash, two spaces, path. `chain.jsonl`: one JSON object a line: `chain`, `seq`, `hash`, on
the first line of a chain `prev`, on an event of this case `body` (the very text that was hashed). The hash of an event is
SHA-256 over three parts, each behind its length in 8 bytes big-endian: the tag `inspector.event.v1`, the 32 bytes of the
hash before, the body in UTF-8. `case.json`: `records` (each with `table`, `id`, `image`), `defaults`, `chain_heads`.

Exit codes: 0 everything agrees, 1 something is wrong or missing, 2 something could not be checked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from pathlib import Path

TAG = b"inspector.event.v1"
HEX = re.compile(r"[0-9a-f]{64}")
OWN = {"SHA256SUMS"}
KEPT = {"photo": "photos", "evidence_file": "files", "paper": "papers"}


class Report:
    """Findings in three classes, and what was counted."""

    def __init__(self):
        self.wrong, self.unchecked, self.fine = [], [], []

    @property
    def code(self):
        return 1 if self.wrong else 2 if self.unchecked else 0

    @property
    def verdict(self):
        return {0: "相符", 1: "不符", 2: "未能核对"}[self.code]


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def event_hash(before, body):
    digest = hashlib.sha256()
    for part in (TAG, before, body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def listed_files(folder):
    """Every file below the folder by its path with forward slashes; links are not followed."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            found[path.relative_to(folder).as_posix()] = path
    return found


def check_files(folder, report):
    """Hashes of all files against SHA256SUMS; returns {path: hash really found}."""
    there = listed_files(folder)
    stated = {}
    text = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    for line in text.splitlines():
        digest, gap, name = line.partition("  ")
        if not HEX.fullmatch(digest) or not gap or not name or name in stated:
            report.wrong.append(f"SHA256SUMS 里有一行不合格式：{line[:80]}")
            continue
        stated[name] = digest
    actual = {}
    for name, digest in sorted(stated.items()):
        path = there.get(name)
        if path is None:
            report.wrong.append(f"缺失：{name}")
            continue
        if path.is_symlink():
            report.wrong.append(f"是链接，不是文件：{name}")
            continue
        try:
            actual[name] = sha256(path)
        except OSError as error:
            report.unchecked.append(f"读不了 {name}：{error.strerror}")
            continue
        if actual[name] != digest:
            report.wrong.append(f"内容与清单不符：{name}")
    for name in sorted(set(there) - set(stated) - OWN):
        report.wrong.append(f"清单以外的文件：{name}")
    if stated:
        report.fine.append(f"清单 {len(stated)} 个文件")
    else:
        report.wrong.append("SHA256SUMS 是空的")
    return actual


def check_chain(folder, heads, report):
    """Every link and every body; returns ({chain: {seq: hash}}, {(table, id): last after-image})."""
    hashes, images, bodies = {}, {}, 0
    with open(folder / "chain.jsonl", encoding="utf-8") as stream:
        for number, text in enumerate(stream, 1):
            place = f"chain.jsonl 第 {number} 行"
            entry = json.loads(text)
            chain, seq, digest = entry["chain"], entry["seq"], entry["hash"]
            if not HEX.fullmatch(digest) or type(seq) is not int:
                raise ValueError(f"{place} 不合格式")
            known = hashes.setdefault(chain, {})
            before = known.get(seq - 1) if known else entry["prev"]
            if known and seq - 1 != max(known):
                report.wrong.append(f"{place}：序号 {seq} 与前一条不相接")
            if "body" in entry and before is not None:
                body = entry["body"].encode("utf-8", "surrogateescape")
                bodies += 1
                if event_hash(bytes.fromhex(before), body) != digest:
                    report.wrong.append(f"{place}：第 {seq} 号记录的内容与哈希不符")
                event = json.loads(body)
                if event["seq"] != seq or event["chain"] != chain:
                    report.wrong.append(f"{place}：记录自称的链和序号不符")
                if not event["entity"].startswith("note:"):
                    images[(event["entity"], event["id"])] = event["after"]
            known[seq] = digest
    stated = {head["chain"]: (head["seq"], head["hash"]) for head in heads}
    for chain, known in hashes.items():
        last = max(known)
        if stated.get(chain) != (last, known[last]):
            report.wrong.append(f"链首与 case.json 不符：链 {chain}")
    for chain in set(stated) - set(hashes):
        report.wrong.append(f"case.json 里的链没有写出：{chain}")
    report.fine.append(f"审计链 {sum(map(len, hashes.values()))} 条，其中本案全文 {bodies} 条")
    return hashes, images


def check_records(content, images, report):
    """Each record of case.json against the last event about it, and no record left out."""
    seen = set()
    for record in content["records"]:
        key = (record["table"], record["id"])
        seen.add(key)
        after = images.get(key)
        if after is None:
            report.wrong.append(f"没有审计记录：{key[0]} {key[1]}")
            continue
        # A field younger than its event must hold the default it was filled with.
        expected = {**content["defaults"].get(key[0], {}), **after}
        changed = sorted(
            name for name, value in record["image"].items() if expected.get(name, report) != value
        )
        lost = sorted(name for name in after if name not in record["image"])
        if changed or lost:
            report.wrong.append(f"与审计记录不同：{key[0]} {key[1]}（{'、'.join(changed + lost)}）")
    for key, after in sorted(images.items()):
        if after is not None and key not in seen:
            report.wrong.append(f"审计记录里有，case.json 里没有：{key[0]} {key[1]}")
    report.fine.append(f"记录 {len(seen)} 条")


def check_originals(content, images, actual, report):
    """Photos, files and papers named by the chain are in the folder with their hash."""
    by_room = {}
    for name, digest in actual.items():
        by_room.setdefault(name.split("/")[0], set()).add(digest)
    counts = dict.fromkeys(KEPT, 0)
    for (table, key), after in sorted(images.items()):
        if table not in KEPT or after is None or (table != "paper" and after["void_reason"]):
            continue
        counts[table] += 1
        if after["sha256"] not in by_room.get(KEPT[table], ()):
            report.wrong.append(f"原件缺失或不符：{KEPT[table]} {after['sha256'][:16]}（{key}）")
    for name in content.get("not_exported", []):
        report.wrong.append(f"导出时原件已经不在：{name}")
    report.fine.append(f"照片 {counts['photo']}，材料 {counts['evidence_file']}，文书 {counts['paper']}")


def check_papers(images, hashes, report):
    """The chain head printed on each paper is that of the chain at that number."""
    for (table, key), after in sorted(images.items()):
        if table != "paper" or after is None:
            continue
        found = [known[after["chain_seq"]] for known in hashes.values() if after["chain_seq"] in known]
        if not found:
            report.unchecked.append(f"文书 {key} 的链号 {after['chain_seq']} 不在导出范围")
        elif not any(digest.upper().startswith(after["chain_head"].upper()) for digest in found):
            report.wrong.append(f"文书 {key} 印的链首与审计链不符")


def check_head(text, hashes, report):
    """A head kept outside this folder (printed on paper), as `SEQ:HEX`."""
    match = re.fullmatch(r"(\d+):([0-9A-Fa-f]{12,64})", text.replace(" ", ""))
    if not match:
        raise ValueError("--head 应写作 序号:链首")
    found = [known[int(match[1])] for known in hashes.values() if int(match[1]) in known]
    if not found:
        report.unchecked.append(f"第 {match[1]} 号不在导出范围")
    elif any(digest.startswith(match[2].lower()) for digest in found):
        report.fine.append(f"与外存的链首相符：第 {match[1]} 号")
    else:
        report.wrong.append(f"与外存的链首不符：第 {match[1]} 号")


def verify(folder, head=None):
    """Run every check; one that cannot be done does not stop the others."""
    report = Report()
    actual, content, hashes, images = {}, {}, {}, {}

    def step(name, work):
        try:
            return work()
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
            RecursionError,
        ) as error:
            report.unchecked.append(f"{name}没能核对：{type(error).__name__} {error}"[:200])
            return None

    actual = step("文件", lambda: check_files(folder, report)) or {}
    content = step("案件内容", lambda: json.loads((folder / "case.json").read_text(encoding="utf-8")))
    if not isinstance(content, dict):
        content = {}
    chain = step("审计链", lambda: check_chain(folder, content["chain_heads"], report))
    if chain is not None:
        hashes, images = chain
        step("记录", lambda: check_records(content, images, report))
        step("原件", lambda: check_originals(content, images, actual, report))
        step("文书", lambda: check_papers(images, hashes, report))
        if head:
            step("外存链首", lambda: check_head(head, hashes, report))
    return report


def main(argv):
    parser = argparse.ArgumentParser(description="核验导出的案件文件夹。只读，不联网。")
    parser.add_argument("folder", type=Path, help="案件文件夹")
    parser.add_argument("--head", help="纸质文书上的链号和链首，写作 序号:链首")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    chosen = parser.parse_args(argv)
    report = verify(chosen.folder, chosen.head)
    if chosen.json:
        told = {
            "verdict": report.verdict,
            "wrong": report.wrong,
            "unchecked": report.unchecked,
            "fine": report.fine,
        }
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return report.code
    for line in report.fine:
        print(f"已核对　{line}")
    for line in report.wrong:
        print(f"不符　　{line}")
    for line in report.unchecked:
        print(f"未能核对　{line}")
    print(f"结果：{report.verdict}")
    if not chosen.head:
        print("没有与文件夹以外的链首比对；整条链被重写时，只有比对纸质文书上的链首才能发现。")
    return report.code


if __name__ == "__main__":
    for output in (sys.stdout, sys.stderr):
        if hasattr(output, "reconfigure"):
            output.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
