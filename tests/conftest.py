"""Flags of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write generated pages and pictures anew instead of comparing them")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is generated is to be written instead of compared."""
    return bool(request.config.getoption("--update"))
