"""Sheets' objects get their numbers in the file; objects that read the same get the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from generator.bind.writer import Writer
from generator.model.sheet import REFERENCE, PdfObject


class Numbering:
    """Writes the objects of one sheet after another and remembers by digest what is written already."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._known: dict[bytes, int] = {}

    def write(self, objects: Sequence[PdfObject]) -> list[int]:
        """Return each object's number in the file, after writing those that are new.

        An object is written after those that it refers to, so that it can be compared with their final numbers. Objects in a
        circle, and what leads to one, cannot: they are written for each sheet anew.
        """
        numbers: list[int] = [0] * len(objects)
        targets = [[int(index) for index in REFERENCE.findall(one.head)] for one in objects]
        for index in _inwards(targets):
            numbers[index] = self._once(objects[index], numbers)
        circle = [index for index, number in enumerate(numbers) if not number]
        for index in circle:
            numbers[index] = self._writer.reserve()
        for index in circle:
            self._writer.write(numbers[index], _numbered(objects[index].head, numbers), objects[index].stream)
        return numbers

    def _once(self, one: PdfObject, numbers: Sequence[int]) -> int:
        body = _numbered(one.head, numbers)
        digest = hashlib.sha256(b"%d " % len(body) + body)
        if one.stream is not None:
            digest.update(b"stream")
            digest.update(one.stream)
        known = digest.digest()
        if known not in self._known:
            self._known[known] = self._writer.reserve()
            self._writer.write(self._known[known], body, one.stream)
        return self._known[known]


def _inwards(targets: Sequence[Sequence[int]]) -> list[int]:
    """Return the objects that lead to no circle, each after all that it refers to (Kahn's order, from the leaves)."""
    users: list[list[int]] = [[] for _ in targets]
    waiting = [len(refers) for refers in targets]
    for index, refers in enumerate(targets):
        for target in refers:
            users[target].append(index)
    order = [index for index, count in enumerate(waiting) if not count]
    for index in order:  # grows while it is walked
        for user in users[index]:
            waiting[user] -= 1
            if not waiting[user]:
                order.append(user)
    return order


def _numbered(head: bytes, numbers: Sequence[int]) -> bytes:
    return REFERENCE.sub(lambda match: b"%d 0 R" % numbers[int(match[1])], head)
