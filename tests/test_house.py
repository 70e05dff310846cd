"""The house rules: style, types, import rules, drift, and what runs on Windows as on Linux."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.write.names import RESERVED

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("command", [("ruff", "check", "."), ("ruff", "format", "--check", ".")], ids=["check", "format"])
def test_style(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout + result.stderr


def test_types() -> None:
    result = run("mypy")
    assert result.returncode == 0, result.stdout + result.stderr


def test_import_rules() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


OPENERS = {"os", "pikepdf", "Image", "tarfile", "zipfile", "archive"}
"""What has an `open` that opens no text."""


def named(function: ast.Attribute) -> str:
    return function.value.id if isinstance(function.value, ast.Name) else ""


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_runs_on_windows_too(path: Path) -> None:
    """No fork, no fcntl, no text file without its encoding."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert not {"fcntl", "pwd", "grp", "resource"} & {name.split(".")[0] for name in names} or "tests" in path.parts, path
    for call in calls(tree):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = {keyword.arg for keyword in call.keywords}
        where = f"{path}:{call.lineno}"
        assert name != "fork", where
        if name in ("read_text", "write_text"):
            assert "encoding" in given, where
        if name == "open" and (isinstance(call.func, ast.Name) or named(call.func) not in OPENERS):
            first = 1 if isinstance(call.func, ast.Name) else 0  # open(path, mode), but path.open(mode)
            mode = next((arg.value for arg in call.args[first : first + 1] if isinstance(arg, ast.Constant)), "r")
            mode = next((k.value.value for k in call.keywords if k.arg == "mode" and isinstance(k.value, ast.Constant)), mode)
            assert "b" in str(mode) or "encoding" in given, where
        if any(k.arg == "text" and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords):
            assert "encoding" in given, where
        if name == "get_context":
            assert all(isinstance(arg, ast.Constant) and arg.value == "spawn" for arg in call.args), where


def tracked() -> list[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode:
        pytest.skip("not a git checkout")
    return result.stdout.splitlines()


def test_names_of_files_serve_every_system() -> None:
    counted = Counter(name.casefold() for name in tracked())
    assert [name for name, count in counted.items() if count > 1] == []
    parts = {part for name in tracked() for part in name.split("/")}
    assert [part for part in parts if re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', part)] == []
    assert {part.partition(".")[0].casefold() for part in parts} & RESERVED == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_are_short_and_say_their_purpose(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 300, "a module has up to 300 lines"
    assert ast.get_docstring(tree) or not text.strip(), "a module says in one sentence what it is for"
    for node in public(tree):
        assert ast.get_docstring(node), f"{path}:{node.lineno}: `{node.name}` has no docstring"


def public(tree: ast.Module) -> list[ast.ClassDef | ast.FunctionDef]:
    """Return the public classes and functions of a module, and the public methods of its public classes."""
    found: list[ast.ClassDef | ast.FunctionDef] = []
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += [inner for inner in node.body if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_")]
    return [node for node in found if not any("overload" in ast.dump(one) for one in node.decorator_list)]


FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "base", "manager", "context", "misc"}


def test_modules_are_named_by_what_they_are() -> None:
    assert [path for path in MODULES if path.stem in FORBIDDEN_NAMES] == []


def test_chance_and_clock_stay_in_their_homes() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {node.module or ""}
            else:
                continue
            assert not names & {"random", "secrets", "uuid"}, path
            if names & {"time", "datetime"}:
                assert any(path.is_relative_to(PACKAGE / home) for home in ("cli", "build", "write")), path


WORKPLACE = re.compile(r"/work/|/root/|/tmp/bash|farm-|pypi-more", re.IGNORECASE)


def test_the_project_speaks_of_itself_alone() -> None:
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".j2", ".svg"} and path != Path(__file__).resolve():
            assert not WORKPLACE.search(path.read_text(encoding="utf-8", errors="replace")), name


def test_no_test_judges_by_the_clock() -> None:
    """Speed is measured in tests/bench; a hang is stopped by the time limit of the test run."""
    for path in TESTS:
        if "bench" not in path.parts and path != Path(__file__).resolve():
            assert not re.search(r"\b(perf_counter|process_time|monotonic)\b", path.read_text(encoding="utf-8")), path
