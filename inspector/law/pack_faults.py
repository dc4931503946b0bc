"""What is wrong with a law pack (法律包): every fault by file and key, gathered before anything is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.errors import InspectorError


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault: the file, the key inside it, what is wrong, what is allowed there."""

    file: str
    key: str
    fault: str
    allowed: str = ""

    @property
    def line(self) -> str:
        """`provisions.toml 的 provisions[x].article：缺少这个键。允许：必填`."""
        text = f"{self.file} 的 {self.key or '整个文件'}：{self.fault}"
        return f"{text}。允许：{self.allowed}" if self.allowed else text


class Faults:
    """Collects the faults of one reading."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[PackFault] = []

    def add(self, file: str, key: str, fault: str, allowed: str = "") -> None:
        """Note one fault, once."""
        entry = PackFault(file, key, fault, allowed)
        if entry not in self.found:
            self.found.append(entry)

    def refuse(self) -> None:
        """Raises LawPackError with every fault found, if there is one."""
        if self.found:
            raise LawPackError(self.found)


class LawPackError(InspectorError):
    """A law pack is broken; `faults` holds every fault, `places` a line for each."""

    exit_code = 5

    def __init__(self, faults: Sequence[PackFault]) -> None:
        self.faults = tuple(faults)
        next_step = "换回随程序提供的法律包，或改正后再试"
        if len(self.faults) == 1:
            only = self.faults[0]
            allowed = f"允许：{only.allowed}" if only.allowed else "没有载入，案件不受影响"
            super().__init__(
                f"法律包有错：{only.file} 的 {only.key or '整个文件'}：{only.fault}", allowed, next_step
            )
            return
        super().__init__(
            f"法律包有 {len(self.faults)} 处错误",
            "没有载入，案件不受影响；每一处写在下面",
            next_step,
            tuple(fault.line for fault in self.faults),
        )
