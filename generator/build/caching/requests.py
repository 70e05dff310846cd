"""Requests that were met before: where nothing that a build read or made has changed since, it is only told again.

On such a build nothing else of `build` is imported. Where anything differs, or another build is at work or was interrupted in
the output folder, the request is met as if there were no record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.build.caching.facts import Fact, Look
from generator.build.caching.kept import named, users

KIND = "requests"
Line = tuple[str, str]
"""What was printed: the stream, and the text."""


class Request:
    """One request as it was typed: its words and flags, in the current folder."""

    def __init__(self, words: Sequence[str], flags: Mapping[str, Any]) -> None:
        self.look, self.inputs = Look(), dict[tuple[str, str], str]()
        self.keep = users(flags.get("cache") is not False)
        self.name = ""
        if self.keep.folder:
            self.note([("ground", ""), ("file", "lembar.yaml")])
            asked = {name: value for name, value in flags.items() if name != "jobs"}
            facts = [str(Path.cwd()), self.look.at("ground"), list(words), sorted(asked.items())]
            self.name = named(json.dumps(facts).encode("ascii"))

    def note(self, asked: Iterable[tuple[str, str]]) -> None:
        """Look at what the build is about to read, before it does."""
        if self.keep.folder:
            self.inputs.update({(kind, path): self.look.at(kind, path) for kind, path in asked})

    def again(self) -> list[Line] | None:
        """Return what the build has to tell, where it would find everything up to date; None where it must be done."""
        data = self.keep.get(KIND, self.name)
        if data is None:
            return None
        record = json.loads(data)
        hold = Path(record["output"]) / ".lembar"
        quiet = not hold.is_dir() or not any(hold.iterdir())
        same = quiet and self.look.agrees(record["inputs"]) and self.look.agrees(record["outputs"])
        return [(stream, text) for stream, text in record["lines"]] if same else None

    def met(self, output: str, inputs: Iterable[Fact], outputs: Iterable[Fact], lines: Sequence[Line]) -> None:
        """Keep what the build read, made and told: next time it found everything up to date and said just these lines."""
        facts = [*((kind, path, digest) for (kind, path), digest in self.inputs.items()), *inputs]
        record = {"output": output, "inputs": sorted(set(facts)), "outputs": sorted(set(outputs)), "lines": lines}
        self.keep.put(KIND, self.name, json.dumps(record).encode("ascii"))
