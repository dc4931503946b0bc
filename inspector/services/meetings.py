"""Hearings and collective discussions (听证、集体讨论): their record, who sat, who voted, and the step that rests on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from inspector.casework.people import NotPermittedError, Person, refusals
from inspector.db.store import Reader, Writer
from inspector.domain.case_records import Meeting
from inspector.domain.changes import Changes
from inspector.domain.errors import InvalidValueError
from inspector.domain.ports import today
from inspector.domain.records import listed
from inspector.domain.text import clean_text
from inspector.services.cases import CaseFile, read_file
from inspector.services.procedure import ProcedureService, StepEntry, persons
from inspector.services.workspace import Workspace

HEARING, DISCUSSION = "hearing", "discussion"
NAMES = {HEARING: "听证", DISCUSSION: "集体讨论"}
STEPS = {HEARING: "heard", DISCUSSION: "collective"}
# What a record must hold (听证笔录、集体讨论记录): field and word.
_NEEDED = {
    HEARING: (
        ("place", "地点"),
        ("guests", "当事人及其他参加人"),
        ("minutes", "笔录"),
        ("conclusion", "主持人意见"),
    ),
    DISCUSSION: (("minutes", "各人意见"), ("conclusion", "结论")),
}


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as entered. `host`, `attendees`, `voters`: officer ids; `guests`: everyone else who sat, in words."""

    kind: str
    held_on: date
    host: str
    attendees: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    guests: str = ""
    place: str = ""
    minutes: str = ""
    conclusion: str = ""


class MeetingService:
    """Records meetings and, when asked, the step that follows, both or neither."""

    def __init__(self, workspace: Workspace, procedure: ProcedureService) -> None:
        self.workspace = workspace
        self.procedure = procedure

    def hold(self, case_id: str, entry: MeetingEntry, *, take_step: bool = False) -> tuple[Meeting, Changes]:
        """Store the record of a meeting; `take_step` takes 举行听证 or 集体讨论 with it, in the same transaction.

        Raises InvalidValueError for what the record lacks, NotPermittedError for an investigator who presides or votes,
        StepNotAllowedError when the step is not allowed (then nothing is stored).
        """
        if entry.kind not in NAMES:
            raise InvalidValueError("会议类别", entry.kind, "、".join(NAMES.values()))
        meeting = self._cleaned(case_id, entry)
        with self.workspace.write() as writer:
            file = read_file(writer, case_id)
            self._check(writer, file, meeting)
            stored = writer.put(meeting, f"case.{meeting.kind}_held")
            if take_step:
                self._step(writer, read_file(writer, case_id), stored)
            return stored, writer.changes()

    def kept_out(self, case_id: str, kind: str) -> dict[str, str]:
        """Why each registered person may not vote in a discussion or preside over a hearing; empty words for those who may."""
        with self.workspace.read() as reader:
            file, everyone = read_file(reader, case_id), persons(reader)
        state, day = self.procedure.state(file), today(self.workspace.clock)
        return {
            person.id: "；".join(
                found.say for found in refusals(self.procedure.rules, state, STEPS[kind], [person], day)
            )
            for person in everyone
            if person.active
        }

    def amend(self, meeting_id: str, reason: str, **fields: str) -> Changes:
        """Correct place, guests, minutes or conclusion with a reason; the former wording stays in the chain."""
        why = clean_text(reason, "更正理由")
        if not why:
            raise InvalidValueError("更正理由", "", "写明为什么改")
        strange = set(fields) - {"place", "guests", "minutes", "conclusion"}
        if strange:
            raise InvalidValueError("会议记录", "、".join(sorted(strange)), "地点、参加人、记录和结论")
        with self.workspace.write(why) as writer:
            meeting = writer.get(Meeting, meeting_id)
            changed = replace(meeting, **{name: clean_text(value) for name, value in fields.items()})  # type: ignore[arg-type]
            _whole(changed)
            if changed != meeting:
                writer.put(changed, f"case.{meeting.kind}_amended")
            return writer.changes()

    def _cleaned(self, case_id: str, entry: MeetingEntry) -> Meeting:
        if entry.held_on > today(self.workspace.clock):
            raise InvalidValueError("举行日", entry.held_on.isoformat(), "不晚于今天；还没有举行的不能登记")
        meeting = Meeting(
            case_id=case_id,
            kind=entry.kind,
            held_on=entry.held_on,
            place=clean_text(entry.place),
            host=clean_text(entry.host),
            attendees=",".join(dict.fromkeys((*entry.attendees, *entry.voters))),
            voters=",".join(dict.fromkeys(entry.voters)),
            guests=clean_text(entry.guests),
            minutes=clean_text(entry.minutes),
            conclusion=clean_text(entry.conclusion),
        )
        _whole(meeting)
        return meeting

    def _check(self, reader: Reader, file: CaseFile, meeting: Meeting) -> None:
        known = {person.id: person for person in persons(reader)}
        named = (meeting.host, *listed(meeting.attendees))
        strange = [key for key in named if key not in known]
        if strange:
            raise InvalidValueError("参加人", strange[0], "已登记的人员；其他人写在“其他参加人”里")
        deciding = _deciding(meeting, known)
        state, step = self.procedure.state(file), STEPS[meeting.kind]
        found = refusals(self.procedure.rules, state, step, deciding, meeting.held_on)
        if meeting.kind == DISCUSSION and known[meeting.host] not in deciding:
            # The host needs the same role and the same distance as those who vote.
            host = [known[meeting.host]]
            found = (*found, *refusals(self.procedure.rules, state, step, host, meeting.held_on))
        if found:
            raise NotPermittedError(self.procedure.rules.steps[step].name, found)

    def _step(self, writer: Writer, file: CaseFile, meeting: Meeting) -> None:
        people = (meeting.host,) if meeting.kind == HEARING else tuple(meeting.voters.split(","))
        entry = StepEntry(STEPS[meeting.kind], meeting.held_on, people=people, note=meeting.conclusion)
        self.procedure.record(writer, file, entry, self.procedure.state(file))


def _deciding(meeting: Meeting, known: dict[str, Person]) -> list[Person]:
    """Who may not have investigated: the one who presides over a hearing, those who vote in a discussion."""
    keys = (meeting.host,) if meeting.kind == HEARING else tuple(meeting.voters.split(","))
    return [known[key] for key in keys if key]


def _whole(meeting: Meeting) -> None:
    if not meeting.host:
        raise InvalidValueError("主持人", "", "写明由谁主持")
    if meeting.kind == DISCUSSION and len(listed(meeting.voters)) < 2:
        raise InvalidValueError("表决人", meeting.voters, "至少两名负责人；调查人员可以列席说明，不参加表决")
    for field, word in _NEEDED[meeting.kind]:
        if not getattr(meeting, field):
            raise InvalidValueError(word, "", f"{NAMES[meeting.kind]}记录须写明{word}")
