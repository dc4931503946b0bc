"""Puts view, presenter and services of the photo page together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from inspector.domain.changes import Changes
from inspector.services.photo_layers import LayerService
from inspector.services.photos import PhotoService
from inspector.ui.common.notices import Notices
from inspector.ui.common.tasks import Runner, TaskRunner, TaskState
from inspector.ui.photos.intake import PhotoIntake
from inspector.ui.photos.page import PhotosView
from inspector.ui.photos.passport_presenter import PassportPresenter, PassportServices
from inspector.ui.photos.places import PhotoPlaces
from inspector.ui.photos.presenter import PhotosPresenter
from inspector.ui.photos.timers import delays_of


def build_photos_page(
    places: PhotoPlaces,
    photos: PhotoService,
    services: PassportServices,
    layers: LayerService,
    runner: Runner,
    notices: Notices,
    tell: Callable[[Changes], None],
) -> PhotosView:
    """The photo page, with its presenter kept on it."""
    view = PhotosView()
    passport = PassportPresenter(view, services, runner, notices)
    presenter = PhotosPresenter(
        view, places, photos, runner, notices, delays_of(view), tell, QImage.fromData, passport, layers
    )
    view.asked.connect(presenter.open)
    view.photo_opened.connect(presenter.look_at)
    view.stepped.connect(presenter.step)
    view.gallery_requested.connect(presenter.back_to_gallery)
    view.paths_chosen.connect(presenter.add)
    view.moved.connect(presenter.move)
    view.described.connect(presenter.describe)
    view.left.connect(presenter.flush)
    view.aside_requested.connect(presenter.set_aside)
    view.cancelled.connect(presenter.cancel)
    view.clock_set.connect(presenter.set_clock)
    view.placed.connect(presenter.put_behind)
    view.draw_requested.connect(presenter.draw)
    view.plain_toggled.connect(presenter.toggle_plain)
    view.editor.changed.connect(presenter.drawing.save)
    view.editor.undo_requested.connect(presenter.drawing.undo)
    view.editor.redo_requested.connect(presenter.drawing.redo)
    view.editor.refused.connect(notices.refused)
    panel, log = view.viewer.passport, view.viewer.custody
    panel.carrier_stated.connect(passport.state_carrier)
    panel.confirmed.connect(passport.confirm)
    panel.refused.connect(passport.refuse)
    panel.confirmation_cleared.connect(passport.clear_confirmation)
    log.proof_requested.connect(passport.check_proof)
    log.check_requested.connect(passport.check_original)
    view.presenter = presenter
    follow_intake(runner, presenter.intake, view.show_progress)
    return view


def follow_intake(runner: Runner, intake: PhotoIntake, show: Callable[[TaskState | None], None]) -> None:
    """Show the advance of the taking in on the page itself; other runners (tests) have none."""
    intake.ended = lambda: show(None)
    if isinstance(runner, TaskRunner):
        runner.progressed.connect(lambda state: show(state) if state.id == intake.task_id() else None)
