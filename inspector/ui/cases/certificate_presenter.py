"""The integrity certificate of a case (完整性证明) from its page: files hashed anew, one page to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from inspector.domain.ports import Progress
from inspector.services.certificates import CertifiedCase
from inspector.services.copies import write_copy
from inspector.ui.common.words import tr
from inspector.ui.context import Context


class CertificatePresenter:
    """`case_id()` says which case the page shows."""

    def __init__(self, context: Context, case_id: Callable[[], str]) -> None:
        self._context, self._case_id = context, case_id

    def write(self) -> None:
        """Ask for a file and write the certificate into it."""
        path = self._context.dialogs.save_file(tr("完整性证明"), tr("完整性证明.pdf"), "PDF (*.pdf)")
        if path is not None:
            self.write_to(path)

    def write_to(self, path: Path) -> None:
        """Check the case and write the page; its verdict is said whatever it is."""
        case_id, certificates, context = self._case_id(), self._context.services.certificates, self._context

        def work(progress: Progress) -> CertifiedCase:
            made = certificates.certify(case_id, progress=progress)
            write_copy(path, made.paper.pdf)
            return made

        def done(made: CertifiedCase) -> None:
            context.notices.done(tr("已写出完整性证明：{verdict}", verdict=made.certificate.verdict))
            context.open_folder(path)

        context.runner.run(tr("核对本案并出具证明"), work, done, context.notices.refused, cancellable=True)
