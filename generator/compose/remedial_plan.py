"""The remedial plan: who has not reached what, what is done about it, and which items are asked again (guides, 2.16)."""

from __future__ import annotations

from generator.compose.plans import Form

FORM = Form(
    "remedial-plan",
    ("test", "again", "mastery"),
    ("few", "some", "many"),
    ("number", "learner", "mark", "weak", "remedy", "asked", "again", "remark"),
    rows=12,
    landscape=True,
)
compose = FORM.document
"""Has the label of its worksheet, whose items it names by their numbers."""
