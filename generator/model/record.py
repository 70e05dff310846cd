"""What is read from a file remembers where each of its fields stands."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Span
from generator.frozen import field, frozen_record


@frozen_record
class Record:
    """Base of everything that `schema` builds from a file.

    `spans` leads from "" (the record itself), "choices" (a field's value), "choices.2" (an entry of a list) to its place.
    Spans are no part of a record's value: two records that say the same are equal wherever they stand.
    """

    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    def at(self, path: str = "") -> Span | None:
        """Return where `path` stands, or the nearest thing around it that is known, or None for a record made in memory."""
        while path and path not in self.spans:
            path = path.rpartition(".")[0]
        return self.spans.get(path)
