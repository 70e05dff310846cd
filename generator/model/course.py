"""A course: topics in the order in which they are taught, bound as books."""

from __future__ import annotations

from generator.frozen import frozen


@frozen
class Course:
    """A course in one language: the name by which its books are called, and its title."""

    name: str
    title: str
