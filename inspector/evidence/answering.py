"""Which part of the child answers a request: pictures, other files, drawn layers, proofs."""

from __future__ import annotations

from inspector.evidence.decoding import answer as answer_picture


def answer(request: dict[str, object]) -> tuple[dict[str, object], list[bytes]]:
    """The reply to one request and the images it announces. What is seldom asked for is loaded then."""
    if "file" in request:
        from inspector.evidence.filereading import answer_file

        return answer_file(request), []
    if "layers" in request:
        from inspector.evidence.drawing import answer_drawing

        return answer_drawing(request)
    if "credentials" in request:
        from inspector.evidence.credentials import answer_credentials

        return answer_credentials(request), []
    return answer_picture(request)
