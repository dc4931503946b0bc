"""The rules of a case as data (办案规则): steps, requirements, clocks, people, self-review, read from TOML and checked.

Everything doubtful is refused by file and key. A term in `when` or `holds` is a flag of the case, `!flag`, or one of
`step:ID` (taken), `way:ID`, `outcome:ID`, `clue:ID`, `party:ID`, `kind:ID`, `over:LIMIT`, `within:LIMIT`; a derived term has a name
of its own and is true when any of its terms is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TypeVar, get_args, get_origin, get_type_hints

from inspector.casework.deadlines import Period, Unit
from inspector.domain.errors import InspectorError
from inspector.law.schema import Deadline as LawDeadline

T = TypeVar("T")
FILES = ("procedure.toml", "clocks.toml", "people.toml", "review.toml")
_PREFIXES = ("step", "way", "outcome", "clue", "party", "kind", "over", "within", "record")
# Records of meetings (听证笔录、集体讨论记录) that a term may ask for.
MEETINGS = ("hearing", "discussion")


class CaseworkDataError(InspectorError):
    """A rule file of the procedure is broken: the file, the key, and what is wrong there."""

    exit_code = 5

    def __init__(self, file: str, key: str, fault: str) -> None:
        self.file = file
        self.key = key
        super().__init__(
            f"办案规则有错：{file} 的 {key or '整个文件'}：{fault}",
            "办案规则随程序提供，没有改动案件数据",
            "换回随程序提供的规则文件，或改正这一处",
        )


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its Chinese word and where it comes from."""

    id: str
    name: str
    basis: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class MoneyLimit:
    """An amount in fen that a term compares the fine with, one for a person (公民) and one for a unit (单位)."""

    id: str
    name: str
    person_fen: int
    unit_fen: int
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Derived:
    """A term that is true when any of its terms is."""

    id: str
    name: str
    any: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be there before a step, and the article that asks for it.

    It applies when every term of `when` holds. It is met when one of `steps` was taken (after the latest of `fresh_after`),
    every term of `holds` is true, the clock `waited` has run out before the day, the clock `within` has not.
    `effect` names what its absence does to the act; a `hard` one cannot be skipped.
    """

    id: str
    say: str
    basis: str
    verified: bool = True
    steps: tuple[str, ...] = ()
    fresh_after: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    waited: str = ""
    within: str = ""
    effect: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step: who may do it, what must be there, what it bars, undoes, ends, and the paper it makes.

    `bars`: steps that forbid this one while in effect. `undoes`: steps whose effect this one ends; one must be in effect.
    `clears`: the same, none need be in effect.
    `stage`: the step of the nine-step stepper it belongs to.
    """

    id: str
    name: str
    basis: str
    roles: tuple[str, ...]
    stage: str
    verified: bool = True
    main: bool = False
    document: str = ""
    requires: tuple[Requirement, ...] = ()
    bars: tuple[str, ...] = ()
    undoes: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    repeat: bool = False
    ends: bool = False
    after_end: bool = False
    deducts: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that a step grants to a clock, and who approves it."""

    step: str
    number: int
    approver: str
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class OwnPeriod:
    """A period that the law pack does not hold."""

    id: str
    number: int
    unit: str
    basis: str
    verified: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """A clock: the steps that start it (the latest counts) and end it, its period, extensions, and what lateness does.

    `deducts`: the kinds of days that do not count for this clock. `waits`: nobody here is late at its end: a right of the
    party runs out, or a step may be taken from then on.
    """

    id: str
    title: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    period: str
    late: str
    when: tuple[str, ...] = ()
    deducts: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PeopleRule:
    """A second-person rule. `kind`: two_certified, differs_from, not_among; `others` are the steps whose people count."""

    id: str
    kind: str
    steps: tuple[str, ...]
    say: str
    basis: str
    others: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Permission:
    """Which roles may write a kind of event (职责分工). `id` is an event's action, `family.*`, or `*` for all others; the nearest counts."""

    id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A paper of the file and the elements that must stand in it (齐备性)."""

    kind: str
    name: str
    elements: tuple[Named, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One rule of the self-review; `check` names the comparison, `veto` its number among the 25 red lines (0: none)."""

    id: str
    name: str
    check: str
    basis: str
    fix: str
    veto: int = 0
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of a case, indexed by id in file order."""

    steps: Mapping[str, StepRule]
    clues: Mapping[str, Named]
    ways: Mapping[str, Named]
    flags: Mapping[str, Named]
    derived: Mapping[str, Derived]
    limits: Mapping[str, MoneyLimit]
    clocks: Mapping[str, ClockRule]
    periods: Mapping[str, Period]
    deductions: Mapping[str, Named]
    roles: Mapping[str, Named]
    people_rules: Mapping[str, PeopleRule]
    permissions: Mapping[str, Permission]
    documents: Mapping[str, DocumentRule]
    review_rules: Mapping[str, ReviewRule]

    def main_steps(self) -> tuple[StepRule, ...]:
        """The nine steps of the stepper, in order."""
        return tuple(entry for entry in self.steps.values() if entry.main)

    def stage_of(self, step_id: str) -> str:
        """The step of the stepper that a step belongs to. Raises KeyError for an unknown one."""
        return self.steps[step_id].stage


_SECTIONS: dict[str, tuple[str, type]] = {
    "steps": ("procedure.toml", StepRule),
    "clues": ("procedure.toml", Named),
    "ways": ("procedure.toml", Named),
    "flags": ("procedure.toml", Named),
    "derived": ("procedure.toml", Derived),
    "limits": ("procedure.toml", MoneyLimit),
    "clocks": ("clocks.toml", ClockRule),
    "periods": ("clocks.toml", OwnPeriod),
    "deductions": ("clocks.toml", Named),
    "roles": ("people.toml", Named),
    "people_rules": ("people.toml", PeopleRule),
    "permissions": ("people.toml", Permission),
    "documents": ("review.toml", DocumentRule),
    "review_rules": ("review.toml", ReviewRule),
}


def load_rules(folder: Path, deadlines: Mapping[str, LawDeadline]) -> Rulebook:
    """The rules of a folder; periods of the law pack come in as `Book.deadlines`. Raises CaseworkDataError."""
    raw: dict[str, Mapping[str, object]] = {}
    for name in FILES:
        try:
            with (folder / name).open("rb") as stream:
                raw[name] = tomllib.load(stream)
        except OSError as trouble:
            raise CaseworkDataError(name, "", f"读不出来（{trouble.strerror}）") from trouble
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
            raise CaseworkDataError(name, "", f"不是正确的 TOML（{trouble}）") from trouble
    return build_rules(raw, deadlines)


def build_rules(raw: Mapping[str, Mapping[str, object]], deadlines: Mapping[str, LawDeadline]) -> Rulebook:
    """The rules of parsed files, by file name. Raises CaseworkDataError."""
    for file, content in raw.items():
        for section in content:
            if section not in _SECTIONS or _SECTIONS[section][0] != file:
                raise CaseworkDataError(file, section, "不认识的键")

    def read(kind: type[T], section: str) -> dict[str, T]:
        file = _SECTIONS[section][0]
        entries = raw.get(file, {}).get(section)
        if not isinstance(entries, list):
            raise CaseworkDataError(file, section, "缺少这一节")
        return _index([_record(kind, entry, file, section) for entry in entries], file, section)

    own = read(OwnPeriod, "periods")
    book = Rulebook(
        steps=read(StepRule, "steps"),
        clues=read(Named, "clues"),
        ways=read(Named, "ways"),
        flags=read(Named, "flags"),
        derived=read(Derived, "derived"),
        limits=read(MoneyLimit, "limits"),
        clocks=read(ClockRule, "clocks"),
        periods=_periods(own, deadlines),
        deductions=read(Named, "deductions"),
        roles=read(Named, "roles"),
        people_rules=read(PeopleRule, "people_rules"),
        permissions=read(Permission, "permissions"),
        documents=read(DocumentRule, "documents"),
        review_rules=read(ReviewRule, "review_rules"),
    )
    _cross_check(book)
    return book


def _periods(own: Mapping[str, OwnPeriod], deadlines: Mapping[str, LawDeadline]) -> dict[str, Period]:
    found = {
        entry.id: Period(
            entry.number,
            Unit(entry.unit),
            f"{entry.source.document}{entry.source.article}",
            entry.source.verification == "verified",
        )
        for entry in deadlines.values()
    }
    units = {unit.value for unit in Unit}
    for period in own.values():
        if period.id in found:
            raise CaseworkDataError("clocks.toml", f"periods.{period.id}", "法律包里已有同一编号的期限")
        if period.unit not in units:
            raise CaseworkDataError("clocks.toml", f"periods.{period.id}.unit", f"不能是 {period.unit}")
        found[period.id] = Period(period.number, Unit(period.unit), period.basis, period.verified)
    return found


def _index(records: Iterable[T], file: str, section: str) -> dict[str, T]:
    found: dict[str, T] = {}
    for record in records:
        name = str(getattr(record, "id", None) or getattr(record, "kind", ""))
        if name in found:
            raise CaseworkDataError(file, f"{section}.{name}", "编号重复")
        found[name] = record
    return found


def _record(kind: type[T], raw: object, file: str, key: str) -> T:
    if not isinstance(raw, dict):
        raise CaseworkDataError(file, key, "不是表")
    key = f"{key}.{raw.get('id') or raw.get('kind') or raw.get('step') or '?'}"
    hints = get_type_hints(kind)
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    for name in raw:
        if name not in known:
            raise CaseworkDataError(file, f"{key}.{name}", "不认识的键")
    values: dict[str, object] = {}
    for name, item in known.items():
        if name in raw:
            values[name] = _value(hints[name], raw[name], file, f"{key}.{name}")
        elif item.default is MISSING:
            raise CaseworkDataError(file, f"{key}.{name}", "缺少这个键")
    return kind(**values)


def _value(kind: object, raw: object, file: str, key: str) -> object:
    if get_origin(kind) is tuple:
        if not isinstance(raw, list):
            raise CaseworkDataError(file, key, "不是列表")
        return tuple(_value(get_args(kind)[0], one, file, key) for one in raw)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind, raw, file, key)
    if type(raw) is not kind or (isinstance(raw, int) and raw < 0):
        raise CaseworkDataError(file, key, f"不能是 {raw!r}")
    return raw


def _cross_check(book: Rulebook) -> None:
    def known(names: Iterable[str], index: Mapping[str, object], file: str, where: str) -> None:
        for name in names:
            if name not in index:
                raise CaseworkDataError(file, where, f"引用了不存在的 {name}")

    for entry in book.steps.values():
        where = f"steps.{entry.id}"
        known(entry.roles, book.roles, "procedure.toml", where)
        known((*entry.bars, *entry.undoes, *entry.clears, entry.stage), book.steps, "procedure.toml", where)
        known([entry.deducts] if entry.deducts else [], book.deductions, "procedure.toml", where)
        for need in entry.requires:
            inner = f"{where}.{need.id}"
            known((*need.steps, *need.fresh_after), book.steps, "procedure.toml", inner)
            known([name for name in (need.waited, need.within) if name], book.clocks, "procedure.toml", inner)
            _check_terms(book, (*need.when, *need.holds), inner)
    for derived in book.derived.values():
        _check_terms(book, derived.any, f"derived.{derived.id}")
    for clock in book.clocks.values():
        known((*clock.starts, *clock.ends), book.steps, "clocks.toml", f"clocks.{clock.id}")
        known(clock.deducts, book.deductions, "clocks.toml", f"clocks.{clock.id}")
        known([clock.period], book.periods, "clocks.toml", f"clocks.{clock.id}")
        known([more.step for more in clock.extensions], book.steps, "clocks.toml", f"clocks.{clock.id}")
        known([more.approver for more in clock.extensions], book.roles, "clocks.toml", f"clocks.{clock.id}")
        _check_terms(book, clock.when, f"clocks.{clock.id}")
    for rule in book.people_rules.values():
        known((*rule.steps, *rule.others), book.steps, "people.toml", f"people_rules.{rule.id}")
    for permission in book.permissions.values():
        known(permission.roles, book.roles, "people.toml", f"permissions.{permission.id}")
    if "*" not in book.permissions:
        raise CaseworkDataError("people.toml", "permissions", "缺少 * 一项")


def _check_terms(book: Rulebook, terms: Iterable[str], where: str) -> None:
    indexes: dict[str, Mapping[str, object]] = {
        "step": book.steps,
        "way": book.ways,
        "clue": book.clues,
        "over": book.limits,
        "within": book.limits,
        "record": dict.fromkeys(MEETINGS),
    }
    for term in terms:
        prefix, _, rest = term.removeprefix("!").partition(":")
        if rest:
            if prefix not in _PREFIXES or rest not in indexes.get(prefix, {rest: rest}):
                raise CaseworkDataError("procedure.toml", where, f"不认识的条件 {term}")
        elif prefix not in book.flags and prefix not in book.derived:
            raise CaseworkDataError("procedure.toml", where, f"不认识的条件 {term}")
