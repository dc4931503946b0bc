"""The sections of one visit page, built for its checklist and connected to the presenter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.ui.common.fields import CheckField
from inspector.ui.common.words import tr
from inspector.ui.visits.arrangement import Part
from inspector.ui.visits.checks_section import ChecksSection
from inspector.ui.visits.findings_section import FindingsSection
from inspector.ui.visits.intents import VisitIntents
from inspector.ui.visits.more_section import MoreSection
from inspector.ui.visits.party_section import PartySection
from inspector.ui.visits.photos_section import PhotosSection
from inspector.ui.visits.readings_section import ReadingsSection
from inspector.ui.visits.samples_section import SamplesSection
from inspector.ui.visits.shown import VisitShape
from inspector.ui.visits.side_cards import PhotosCard, VerdictCard


class Sections:
    """Sections 1–5, the full form's extra section, and the side cards of the compact form."""

    def __init__(self, shape: VisitShape, now: Callable[[], datetime]) -> None:
        self.shape = shape
        self.party = PartySection(now)
        self.readings = (
            ReadingsSection(shape.with_maximum, shape.zones) if shape.measurement == "noise" else None
        )
        self.samples = SamplesSection() if shape.measurement == "table" else None
        self.checks = ChecksSection()
        self.photos = PhotosSection()
        self.findings = FindingsSection()
        self.more = None if shape.fast else MoreSection(with_weather=shape.measurement != "noise")
        self.verdict_card = VerdictCard() if self.readings is not None else None
        self.photos_card = PhotosCard()

    def parts(self) -> list[Part]:
        """Sections in tab order with their columns."""
        found = [Part("party", self.party, 0, grows=self.more is None)]
        if self.more is not None:
            found.append(Part("more", self.more, 0, grows=True))
        if self.readings is not None:
            found.append(Part("readings", self.readings, 1))
        if self.samples is not None:
            found.append(Part("readings", self.samples, 1))
        found.append(Part("checks", self.checks, 1, grows=True))
        found.append(Part("photos", self.photos, 2))
        found.append(Part("findings", self.findings, 2, grows=True))
        return found

    def tab_words(self) -> list[tuple[str, str]]:
        """Ids and words of the tabs, in order."""
        words = {
            "party": tr("谁、在哪里"),
            "more": tr("其他记录"),
            "readings": tr("测量"),
            "checks": tr("要点"),
            "photos": tr("照片"),
            "findings": tr("问题"),
        }
        return [(part.id, words[part.id]) for part in self.parts()]

    def connect_to(self, intents: VisitIntents) -> None:
        """Every signal to the presenter."""
        party = self.party
        party.typed.connect(intents.type_text)
        party.left.connect(intents.leave)
        party.searched.connect(intents.search_site)
        party.site_picked.connect(intents.pick_site)
        party.moment_set.connect(intents.set_moment)
        party.officer_chosen.connect(intents.set_officer)
        party.ticked.connect(intents.tick)
        if self.readings is not None:
            self.readings.level_set.connect(intents.set_level)
            self.readings.typed.connect(intents.type_condition)
            self.readings.left.connect(intents.leave)
            self.readings.zone_chosen.connect(intents.set_zone)
        if self.samples is not None:
            self.samples.typed.connect(intents.type_sample)
            self.samples.left.connect(intents.leave)
        if self.more is not None:
            self.more.typed.connect(intents.type_text)
            self.more.left.connect(intents.leave)
        self.checks.answered.connect(intents.answer)
        self.checks.noted.connect(intents.note)
        self.checks.left.connect(intents.leave)
        self.checks.photo_dropped.connect(lambda item, photo: intents.intake.put_behind(photo, item))
        self.checks.rest_unchecked.connect(intents.mark_rest_unchecked)
        self.findings.edited.connect(intents.edit_findings)
        self.findings.left.connect(intents.leave)
        self.findings.compose_requested.connect(intents.compose_findings)
        self.findings.amended.connect(intents.amend)
        self.findings.step_chosen.connect(intents.choose_step)
        self.photos.opened.connect(intents.open_photos)
        self.photos.all_requested.connect(intents.open_photos)
        self.photos.files_requested.connect(lambda: intents.open_photos(page="files"))
        self.photos.sign_requested.connect(lambda: intents.open_photos(page="sign"))
        self.photos.dropped.connect(intents.add_photos)
        self.photos.moved.connect(intents.move_photo)
        self.photos.cancelled.connect(intents.cancel_photos)
        self.photos_card.opened.connect(intents.open_photos)
        self.photos_card.dropped.connect(intents.add_photos)

    def editors(self) -> list[QWidget]:
        """What can be filled in, in the order of the numbers."""
        return [
            editor
            for part in self.parts()
            for editor in part.widget.findChildren(QWidget)
            if isinstance(editor, QLineEdit | CheckField)
        ]

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in the order of the numbers: fields, officers, answers, photos, findings, and their links."""
        return [
            stop
            for part in self.parts()
            for stop in part.widget.findChildren(QWidget)
            if stop.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and stop.focusProxy() is None
            and stop.window() is part.widget.window()  # not the list that a choice opens
        ]

    def targets(self) -> dict[str, QWidget]:
        """Where to put the cursor for each requirement."""
        found = {**self.party.targets(), **self.findings.targets()}
        if self.readings is not None:
            found |= self.readings.targets()
        return found

    def key_of(self, widget: QObject) -> str:
        """The requirement a widget fills, empty when none; an unnamed editor counts as the one before it."""
        named = next((key for key, target in self.targets().items() if target is widget), "")
        if named or self.readings is None:
            return named
        return "measurement" if isinstance(widget, QWidget) and self.readings.isAncestorOf(widget) else ""

    def set_compact(self, compact: bool) -> None:
        """Tell the sections their form."""
        self.party.set_wide(compact)
        self.checks.set_compact(compact)
        self.photos.strip.set_limit(11 if compact else 5)

    def set_read_only(self, fixed: bool) -> None:
        """A completed visit is shown, not edited."""
        self.party.set_read_only(fixed)
        self.checks.set_read_only(fixed)
        self.findings.set_read_only(fixed)
        self.photos.set_read_only(fixed)
        self.photos_card.set_read_only(fixed)
        if self.readings is not None:
            self.readings.set_read_only(fixed)
        if self.samples is not None:
            self.samples.set_read_only(fixed)
        if self.more is not None:
            self.more.set_read_only(fixed)
