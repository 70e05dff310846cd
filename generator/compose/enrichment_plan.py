"""The enrichment plan: who has reached the objectives, and what they go on with (guides, 2.16)."""

from __future__ import annotations

from generator.compose.plans import Form

FORM = Form(
    "enrichment-plan",
    ("test", "mastery"),
    ("who", "when", "how"),
    ("number", "learner", "mark", "enrichment"),
    rows=24,
)
compose = FORM.document
"""Has the label of its worksheet, whose items it names by their numbers."""
