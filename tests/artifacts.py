"""Artifacts of a made-up topic, and a build of nothing but them; also for scripts that are killed, so without pytest."""

from __future__ import annotations

from pathlib import Path

from generator.write import Artifact, OutputFolder, scope


def artifact(
    kind: str = "worksheet", data: bytes = b"one", code: str = "AAAAAA", label: str = "", topic: str = "asean"
) -> Artifact:
    audience = "teacher" if kind == "answer-key" else "pupil"
    folder = f"{topic}/id/mixed" + ("/teacher" if audience == "teacher" else "")
    path = f"{folder}/{topic}_{kind}{'_' + label if label else ''}.pdf"
    return Artifact(
        data,
        {
            "path": path, "topic": topic, "language": "id", "level": "mixed", "kind": kind, "profile": "standard",
            "label": label, "audience": audience, "code": code,
        },
    )  # fmt: skip


def build(folder: Path, *artifacts: Artifact, force: bool = False) -> tuple[list[str], list[str]]:
    """Return the paths written and the codes of all findings."""
    with OutputFolder(folder, force=force, total=len(artifacts)) as output:
        result = output.put(artifacts, {scope(entry.row) for entry in artifacts})
    return result.written, [found.code for found in (*result.findings, *output.findings)]
