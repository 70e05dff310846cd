"""Flags of the test run, and a cache folder of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.caching.kept import cache_folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write generated pages and pictures anew instead of comparing them")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is generated is to be written instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session", autouse=True)
def users_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the run a user's cache folder that is empty at first."""
    folder = str(tmp_path_factory.mktemp("cache"))
    before = {name: os.environ.get(name) for name in ("XDG_CACHE_HOME", "LOCALAPPDATA")}
    os.environ.update(dict.fromkeys(before, folder))
    yield
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(autouse=True)
def cache(users_folder: None) -> Path:
    """Forget what other tests built, since some plant faults in the program; what costs most to make again stays."""
    folder = cache_folder()
    assert folder is not None
    for kind in ("jobs", "requests", "sheets", "verified"):
        shutil.rmtree(folder / kind, ignore_errors=True)
    return folder
