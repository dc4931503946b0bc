"""The visit page's presenter: keeps the sheet as typed, stores it by autosave, and shows what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, InvalidValueError
from inspector.domain.kinds import Answer, IntendedStep, VisitState
from inspector.domain.times import local
from inspector.services.findings import compose_findings
from inspector.services.visits import VisitSheet
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner
from inspector.ui.common.words import tr
from inspector.ui.photos.intake import PhotoIntake
from inspector.ui.photos.waiting import DelayMaker
from inspector.ui.visits.autosave import Autosave, Saved
from inspector.ui.visits.derived import (
    ANSWERS,
    check_states,
    foot_state,
    more_state,
    party_state,
    place_line,
    reading_state,
    sample_states,
    shape_of,
    shown_step,
)
from inspector.ui.visits.entries import (
    FIRST,
    SITE_FIELDS,
    note_of,
    parse_condition,
    parse_sample,
    with_answer,
    with_reading,
)
from inspector.ui.visits.loading import Loaded, VisitServices, load_visit, next_officers, site_suggestions
from inspector.ui.visits.readings import tenths_text
from inspector.ui.visits.record import VisitRecord
from inspector.ui.visits.screen import VisitScreen
from inspector.ui.visits.texts import source_of, split_person
from inspector.ui.visits.verdict import noise_verdict

SEARCH_MS = 120


class VisitPresenter:
    """Implements `VisitIntents`. `tell(changes)` passes on what was stored; `go(page, record)` opens another page."""

    def __init__(
        self,
        view: VisitScreen,
        services: VisitServices,
        runner: Runner,
        notices: Notices,
        make_delay: DelayMaker,
        tell: Callable[[Changes], None],
        go: Callable[[str, dict[str, str]], None],
    ) -> None:
        self._view, self._services, self._runner, self._notices = view, services, runner, notices
        self._tell, self._go = tell, go
        self._loaded: Loaded | None = None
        self._fast = True
        self._search_text = ""
        self._unread: dict[str, InvalidValueError] = {}
        self._search_delay = make_delay(SEARCH_MS, self._search)
        self._autosave = Autosave(services.visits, runner, self, make_delay)
        self._intake = PhotoIntake(services.photos, runner, notices, self._on_photos_changed)
        self._intake.tell = tell
        self.record = VisitRecord(view, services, runner, notices, self._autosave, tell, go)

    @property
    def sheet(self) -> VisitSheet:
        """The sheet as typed, which may be ahead of the store by some hundred milliseconds."""
        assert self._loaded is not None
        return self._loaded.sheet

    def showing(self) -> str:
        """The visit shown, empty while one is being read."""
        return self._loaded.sheet.visit.id if self._loaded is not None else ""

    def open(self, visit_id: str) -> None:
        """Show a visit; the one shown before is stored first."""
        self._autosave.open(visit_id)
        if self._loaded is not None and self._loaded.sheet.visit.id != visit_id:
            self._loaded = None
        services = self._services
        self._autosave.after(
            lambda: self._runner.run(
                tr("打开检查"),
                lambda _p: load_visit(services, visit_id),
                self._on_loaded,
                self._notices.refused,
            )
        )

    def refresh(self) -> None:
        """Read the visit again (another page changed it)."""
        if self._loaded is not None:
            self.open(self._loaded.sheet.visit.id)

    def close_visit(self) -> None:
        """The page is left: store what is pending."""
        self._autosave.close()

    def saved(self) -> bool:
        """Whether all is durable."""
        return not self._autosave.pending()

    def _on_loaded(self, loaded: Loaded) -> None:
        fresh = self._loaded is None
        if not fresh and self._autosave.pending():
            # Typed while it was read: what was read is already old.
            self.refresh()
            return
        self._loaded = loaded
        if fresh:
            self._fast = shape_of(loaded.sheet, loaded.book, fast=True).fast
        self._show_all()
        if fresh and not self._fixed():
            self._view.focus_gap()
        self._intake.show(loaded.sheet.visit.id, loaded.sheet.photos, loaded.thumbnails)

    def change_form(self, *, fast: bool) -> None:
        """Use the fast or the full form; nothing typed is lost."""
        self._fast = fast
        self._autosave.flush()
        self._show_all()

    def type_text(self, field: str, text: str) -> None:
        """A text field is being typed."""
        text = text.strip() if field not in ("statement", "production", "permits") else text
        if field == "person":
            name, role = split_person(text)
            self._edit(person_in_charge=name, person_role=role)
        elif field == "source":
            self._edit(source_reference=text, source=source_of(text))
        elif field == "party_name" and self.sheet.visit.site_id and text != self.sheet.visit.party_name:
            # Another name is another party: the code and address of the chosen site no longer belong to it.
            self._edit(
                party_name=text, site_id=None, party_code=None, party_representative="", party_address=""
            )
        else:
            self._edit(**{field: text})

    def leave(self) -> None:
        """A field was left: store it, and say what could not be read."""
        self._autosave.flush()
        for field, error in self._unread.items():
            self._view.show_field_refusal(field, error)

    def search_site(self, text: str) -> None:
        """Look for known sites."""
        self._search_text = text
        self._search_delay.start()

    def _search(self) -> None:
        services, text = self._services, self._search_text
        self._runner.run(
            tr("查找监管对象"),
            lambda _p: site_suggestions(services, text),
            lambda found: self._view.show_suggestions(text, found),
            self._notices.refused,
        )

    def pick_site(self, site_id: str) -> None:
        """Take party, place and position from a known site."""
        services, visit_id, reason = self._services, self.sheet.visit.id, self._autosave.reason()

        def store() -> Loaded:
            site = services.sites.get(site_id)
            _visit, changes = services.visits.choose_site(visit_id, site, reason=reason)
            return replace(load_visit(services, visit_id), changes=changes)

        def shown(loaded: Loaded) -> None:
            if self._loaded is None or self.sheet.visit.id != visit_id:
                return
            # Only what choosing a site sets is taken over: other fields may have been typed meanwhile.
            set_by_site = {name: getattr(loaded.sheet.visit, name) for name in SITE_FIELDS}
            visit = replace(self.sheet.visit, **set_by_site)
            self._loaded = replace(loaded, sheet=replace(self.sheet, visit=visit, site=loaded.sheet.site))
            self._tell(loaded.changes)
            self._show_all()
            self._recompose()
            self._view.focus_gap("party_name")

        self._autosave.flush()
        failed = self.record.retrying(lambda: self.pick_site(site_id))
        self._runner.run(tr("选定监管对象"), lambda _p: store(), shown, failed, pool="write")

    def set_moment(self, field: str, value: datetime | None) -> None:
        """Begin or end was entered; an end before the begin is shown at its field and not stored."""
        visit = self.sheet.visit
        begin = value if field == "started_at" else visit.started_at
        end = value if field == "ended_at" else visit.ended_at
        if begin is not None and end is not None and end < begin:
            shown = f"{local(value):%m-%d %H:%M}" if value else ""
            error = InvalidValueError(tr("结束时间"), shown, tr("不早于开始时间"))
            self._view.show_field_refusal(field, error)
            return
        self._edit(**{field: value})
        self._autosave.flush()

    def set_officer(self, place: int, officer_id: str) -> None:
        """Another officer stands at this place."""
        services, visit_id, reason = self._services, self.sheet.visit.id, self._autosave.reason()
        chosen = next_officers(self.sheet.officers, place, officer_id)

        def store() -> tuple[VisitSheet, Changes]:
            by_id = {officer.id: officer for officer in services.officers.officers(active_only=False)}
            changes = services.visits.set_officers(visit_id, [by_id[key] for key in chosen], reason=reason)
            return services.visits.sheet(visit_id), changes

        def shown(result: tuple[VisitSheet, Changes]) -> None:
            sheet, changes = result
            self._put(replace(self.sheet, officers=sheet.officers))
            self._tell(changes)
            self._show_officers()

        failed = self.record.retrying(lambda: self.set_officer(place, officer_id))
        self._runner.run(tr("更换执法人员"), lambda _p: store(), shown, failed, pool="write")

    def tick(self, field: str, on: bool) -> None:
        """One of the two statements."""
        self._edit(**{field: on})
        self._autosave.flush()

    def set_level(self, field: str, milli: int | None) -> None:
        """A level was entered."""
        self._measure(**{f"{field}_milli": milli})

    def type_condition(self, field: str, text: str) -> None:
        """A condition of measurement is being typed."""
        self._unread.pop(field, None)
        try:
            of_visit, name, value = parse_condition(field, text)
        except InvalidValueError as error:
            self._unread[field] = error  # perhaps unfinished: said when the field is left
            return
        if of_visit:
            self._edit(**{name: value})
        else:
            self._measure(**{name: value})

    def type_sample(self, ordinal: int, field: str, text: str) -> None:
        """A field of a free reading is being typed."""
        self._unread.pop(f"{ordinal}.{field}", None)
        try:
            self._measure(ordinal, **{field: parse_sample(field, text)})
        except InvalidValueError as error:
            self._unread[f"{ordinal}.{field}"] = error
            self._measure(ordinal, **{field: None})  # not the part typed so far

    def set_zone(self, zone: str) -> None:
        """The acoustic zone was chosen."""
        self._measure(zone=zone)
        self._autosave.flush()

    def answer(self, item_id: str, value: str) -> None:
        """A checklist row was answered."""
        note = note_of(self.sheet, item_id)
        self._put(with_answer(self.sheet, item_id, ANSWERS[value], note))
        self._autosave.answer(item_id, ANSWERS[value], note)
        self._recompose()

    def note(self, item_id: str, text: str) -> None:
        """The note of a row; a row with a note and no answer stays open."""
        kept = self.sheet.answers.get(item_id)
        if kept is None:
            return
        self._put(with_answer(self.sheet, item_id, kept.answer, text))
        self._autosave.note(item_id, kept.answer, text)
        self._recompose()

    def mark_rest_unchecked(self) -> None:
        """Every open row becomes 未查."""
        for item in self.sheet.checklist.items:
            if item.id not in self.sheet.answers:
                self._put(with_answer(self.sheet, item.id, Answer.UNCHECKED, ""))
                self._autosave.answer(item.id, Answer.UNCHECKED, "")
        self._recompose()

    def edit_findings(self, text: str) -> None:
        """The officer edits; from now on nothing overwrites the text."""
        self._edit(findings=text, findings_edited=True)
        self._view.show_findings(text, edited=True)

    def compose_findings(self) -> None:
        """Compose anew on request; an edited text can be taken back."""
        former = self.sheet.visit.findings
        edited = self.sheet.visit.findings_edited
        self._edit(findings_edited=False)
        self._recompose()
        if edited and former:
            self._notices.done(tr("已重新生成，原来的改动可以取回"), lambda: self._restore_findings(former))

    def _restore_findings(self, text: str) -> None:
        self._edit(findings=text, findings_edited=True)
        self._view.show_findings(text, edited=True)

    def choose_step(self, value: str) -> None:
        """The intended step."""
        self._edit(intended_step=IntendedStep(value))
        self._autosave.flush()

    def add_photos(self, paths: Sequence[Path]) -> None:
        """Take in these files and folders."""
        self._intake.add(self.sheet.visit.id, paths)

    def cancel_photos(self) -> None:
        """Stop taking in."""
        self._intake.cancel()

    def move_photo(self, photo_id: str, number: int) -> None:
        """Put a photo at another place."""
        self._intake.move(photo_id, number)

    def open_photos(self, photo_id: str = "", page: str = "photos") -> None:
        """Open the photo page, or that of the other files."""
        self._autosave.flush()
        record = {"visit_id": self.sheet.visit.id}
        self._go(page, record | ({"photo_id": photo_id} if photo_id else {}))

    @property
    def intake(self) -> PhotoIntake:
        """The taking in of photos, for the view's progress."""
        return self._intake

    def preview(self) -> None:
        """Show the record as it stands."""
        self.record.preview(self.sheet)

    def print_record(self) -> None:
        """Complete the visit and print its record."""
        self.record.complete(self.sheet, self.refresh)

    def open_case(self, violation_id: str) -> None:
        """Open a case from the findings."""
        self.record.open_case(self.sheet, violation_id)

    def hand_over(self) -> None:
        """Note the intended hand-over and open its case."""
        self.choose_step(IntendedStep.HAND_OVER.value)
        self._view.show_step(IntendedStep.HAND_OVER)
        self._recompose()

    def amend(self, reason: str, findings: str) -> None:
        """Correct a completed visit."""
        self.record.amend(self.sheet, reason, findings, self.refresh)

    def on_saved(self, saved: Saved) -> None:
        """A save is durable."""
        self._tell(saved.changes)
        if not self._autosave.pending():
            self._view.show_saved(tr("{time} 已自动保存", time=f"{local(saved.at):%H:%M:%S}"))
        for field, error in saved.refused:
            self._view.show_field_refusal(field, error)

    def on_not_saved(self, error: InspectorError) -> None:
        """A save failed; the edits are kept and tried again with the next one."""
        self.record.not_saved(error)

    def _fixed(self) -> bool:
        return self.sheet.visit.state is not VisitState.DRAFT

    def _put(self, sheet: VisitSheet) -> None:
        assert self._loaded is not None
        self._loaded = replace(self._loaded, sheet=sheet)

    def _edit(self, **fields: object) -> None:
        if self._fixed():
            return
        self._put(replace(self.sheet, visit=replace(self.sheet.visit, **fields)))  # type: ignore[arg-type]
        self._autosave.edit(**fields)
        if "findings" not in fields:
            self._recompose()
        self._show_derived()

    def _measure(self, ordinal: int = FIRST, /, **fields: object) -> None:
        if self._fixed():
            return
        assert self._loaded is not None
        now = self._services.visits.workspace.clock.now()
        sheet, stored = with_reading(self.sheet, fields, self._loaded.reading_defaults(), now, ordinal)
        self._put(sheet)
        self._autosave.measure(ordinal, **stored)
        self._recompose()
        self._show_derived()

    def _recompose(self) -> None:
        """Findings follow the entries until the officer edits them."""
        visit = self.sheet.visit
        if not visit.findings_edited and not self._fixed():
            assert self._loaded is not None
            text = compose_findings(self.sheet, self._loaded.book)
            if text != visit.findings:
                self._put(replace(self.sheet, visit=replace(visit, findings=text)))
                self._autosave.edit(findings=text)
                self._view.show_findings(text, edited=False)
        self._show_derived()

    def _show_all(self) -> None:
        assert self._loaded is not None
        sheet, book = self.sheet, self._loaded.book
        self._view.show_shape(shape_of(sheet, book, fast=self._fast))
        self._view.show_party(party_state(sheet))
        self._show_officers()
        self._view.show_reading(
            reading_state(sheet, self._loaded.reading_defaults()),
            sheet.visit.weather,
            tenths_text(sheet.visit.wind_speed_tenths),
        )
        self._view.show_samples(sample_states(sheet))
        self._view.show_more(more_state(sheet))
        self._view.show_findings(sheet.visit.findings, edited=sheet.visit.findings_edited)
        self._view.show_step(shown_step(sheet))
        if not self._fixed() and not sheet.visit.findings:
            self._recompose()
        self._view.show_read_only(self._fixed())
        self._show_derived()

    def _show_officers(self) -> None:
        assert self._loaded is not None
        self._view.show_officers(*self._loaded.officer_views())
        self._show_derived()

    def _show_derived(self) -> None:
        """Everything that follows from the entries: verdict, rows, counts, lines under fields, next steps."""
        loaded = self._loaded
        assert loaded is not None
        sheet = self.sheet
        verdict = noise_verdict(sheet, loaded.book)
        if verdict is not None:
            self._view.show_verdict(verdict)
        self._view.show_checks(check_states(sheet))
        self._view.show_lines(loaded.party_line(), place_line(sheet), loaded.history_words)
        self._view.show_foot(foot_state(sheet, self._intake.flagged()))
        self.record.show(sheet, loaded.book)

    def _on_photos_changed(self) -> None:
        if self._loaded is not None:
            self._put(replace(self.sheet, photos=self._intake.photos()))
            self._view.show_photos(self._intake.items(), self._intake.words())
            self._show_derived()
