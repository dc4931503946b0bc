"""C2PA credentials read in the child, offline: remote manifests and revocation lists are never fetched.

Left to its defaults the library goes to any address a picture names; both fetches are switched off here and a test holds
that no connection is made.
"""

from __future__ import annotations

from pathlib import Path

_MIMES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "HEIC": "image/heic",
    "WEBP": "image/webp",
    "MP4": "video/mp4",
    "MOV": "video/quicktime",
    "M4A": "audio/mp4",
    "WAV": "audio/wav",
    "MP3": "audio/mpeg",
    "AVI": "video/avi",
    "PDF": "application/pdf",
}
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_LONGEST = 120
_MOST_FAILURES = 20


def answer_credentials(request: dict[str, object]) -> dict[str, object]:
    """The reply to `{path, credentials: FORMAT}`.

    `{proof: null}` without a credential, `{proof: {state, failures, issuer, name, tool, signed}}` with one, `{refused}`
    when it cannot be read.
    """
    mime = _MIMES.get(str(request["credentials"]))
    if mime is None:
        return {"proof": None}
    # A library of some forty megabytes: loaded when a file is first asked about.
    import c2pa

    try:
        context = c2pa.Context(settings=c2pa.Settings.from_dict(_OFFLINE))
        with Path(str(request["path"])).open("rb") as file:
            reader = c2pa.Reader.try_create(mime, file, context=context)
            if reader is None:
                return {"proof": None}
            with reader:
                return {"proof": _told(reader)}
    except c2pa.C2paError as error:
        remote = "remote manifest" in str(error)
        return {"refused": "remote" if remote else "unread", "detail": type(error).__name__}
    except (OSError, ValueError, TypeError, LookupError) as error:
        return {"refused": "unread", "detail": type(error).__name__}


def _told(reader: object) -> dict[str, object]:
    """State, failures and the signer's own words, each bounded."""
    manifest = _dict(reader.get_active_manifest())  # type: ignore[attr-defined] # the library ships no types
    results = _dict(reader.get_validation_results())  # type: ignore[attr-defined]
    failures = _dict(results.get("activeManifest")).get("failure")
    signer = _dict(manifest.get("signature_info"))
    tools = manifest.get("claim_generator_info")
    tool = _dict(tools[0]) if isinstance(tools, list) and tools else {}
    return {
        "state": _short(reader.get_validation_state()),  # type: ignore[attr-defined]
        "failures": [
            _short(_dict(failure).get("code"))
            for failure in (failures if isinstance(failures, list) else [])[:_MOST_FAILURES]
        ],
        "issuer": _short(signer.get("issuer")),
        "name": _short(signer.get("common_name")),
        "tool": _short(" ".join(str(tool.get(key) or "") for key in ("name", "version"))),
        "signed": _short(signer.get("time")),
    }


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(char for char in text if char.isprintable()).strip()[:_LONGEST]
