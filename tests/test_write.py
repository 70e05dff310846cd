"""Stage 9: whole files or none, nothing of the user's overwritten, and the next build heals what an interruption left."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from artifacts import artifact, build

from generator.diagnostics import Exit, Failed
from generator.write import OutputFolder, digest, disk, read

ROOT = Path(__file__).resolve().parents[1]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def listed_and_whole(folder: Path) -> None:
    """Every file is in the manifest with its digest, and nothing else lies about."""
    there = files(folder)
    rows = json.loads(there.pop("manifest.json"))["outputs"]
    assert {row["path"]: row["sha256"] for row in rows} == {path: digest(data) for path, data in there.items()}


def test_written_then_found_up_to_date(tmp_path: Path) -> None:
    both = artifact(), artifact("answer-key", b"key")
    assert build(tmp_path, *both) == ([entry.path for entry in both], [])
    listed_and_whole(tmp_path)
    assert not any((tmp_path / ".lembar").iterdir())
    before = (tmp_path / "manifest.json").stat().st_ino
    assert build(tmp_path, *both) == ([], [])
    assert (tmp_path / "manifest.json").stat().st_ino == before


def test_manifest_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    both = artifact(), artifact("answer-key", b"key")
    build(tmp_path / "a", *both)
    build(tmp_path / "b", *reversed(both))
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_changed_output_is_left_and_the_rest_written(tmp_path: Path) -> None:
    sheet, key = artifact(), artifact("answer-key", b"key")
    build(tmp_path, sheet, key)
    (tmp_path / sheet.path).write_bytes(b"the teacher's")
    for _ in range(2):
        _, codes = build(tmp_path, artifact(data=b"two"), artifact("answer-key", b"new"))
        assert "changed-output" in codes
    assert (tmp_path / sheet.path).read_bytes() == b"the teacher's"
    assert (tmp_path / key.path).read_bytes() == b"new"


def test_a_file_that_is_not_ours_is_left(tmp_path: Path) -> None:
    target = tmp_path / artifact().path
    target.parent.mkdir(parents=True)
    target.write_bytes(b"somebody's")
    assert build(tmp_path, artifact()) == ([], ["changed-output"])
    assert target.read_bytes() == b"somebody's"


def test_force_keeps_every_changed_file_aside(tmp_path: Path) -> None:
    target = tmp_path / artifact().path
    for number, name in enumerate(["asean_worksheet.pdf.bak", "asean_worksheet.pdf.bak2"]):
        build(tmp_path, artifact(), force=True)
        target.write_bytes(b"mine %d" % number)
        assert build(tmp_path, artifact(), force=True) == ([artifact().path], ["kept-aside"])
        assert target.read_bytes() == b"one"
        assert target.with_name(name).read_bytes() == b"mine %d" % number


def test_what_is_no_longer_made_goes_unless_changed(tmp_path: Path) -> None:
    labels = [artifact(label=label, code=label * 6) for label in "abcd"]
    build(tmp_path, *labels)
    (tmp_path / labels[3].path).write_bytes(b"notes")
    _, codes = build(tmp_path, *labels[:2])
    assert sorted(codes) == ["left-over", "removed-output"]
    assert not (tmp_path / labels[2].path).exists()
    assert (tmp_path / labels[3].path).read_bytes() == b"notes"


def test_another_kind_language_or_topic_stays(tmp_path: Path) -> None:
    build(tmp_path, artifact(), artifact("handout", b"h", "HHHHHH"), artifact(topic="apec"))
    build(tmp_path, artifact(data=b"two"))
    assert len(files(tmp_path)) == 4
    listed_and_whole(tmp_path)


def test_a_key_without_its_sheet_goes(tmp_path: Path) -> None:
    key = artifact("answer-key", b"key")
    build(tmp_path, artifact(), key)
    assert build(tmp_path, artifact(data=b"two", code="BBBBBB"))[1] == ["removed-output"]
    assert not (tmp_path / key.path).parent.exists()
    listed_and_whole(tmp_path)


def test_a_changed_key_without_its_sheet_is_named(tmp_path: Path) -> None:
    key = artifact("answer-key", b"key")
    build(tmp_path, artifact(), key)
    (tmp_path / key.path).write_bytes(b"with remarks")
    assert build(tmp_path, artifact(data=b"two", code="BBBBBB"))[1] == ["stale-key"]
    assert (tmp_path / key.path).read_bytes() == b"with remarks"


def test_a_key_built_alone_stays(tmp_path: Path) -> None:
    build(tmp_path, artifact("answer-key", b"key"))
    build(tmp_path, artifact("answer-key", b"new key", "CCCCCC"))
    assert (tmp_path / artifact("answer-key").path).read_bytes() == b"new key"


@pytest.mark.parametrize("name", ["con", "nul", "lpt1", "Aux", "..", "a:b", "a\\b", "", "a b", "é", "x" * 300, "a.", "com0"])
def test_names_that_a_system_would_read_otherwise(tmp_path: Path, name: str) -> None:
    with pytest.raises(Failed) as caught, OutputFolder(tmp_path) as output:
        output.put([artifact(topic=name)])
    assert caught.value.diagnostics[0].code == "unsafe-name"
    assert list(files(tmp_path)) == []


def test_two_outputs_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(Failed) as caught:
        build(tmp_path, artifact(), artifact(data=b"two"))
    assert caught.value.diagnostics[0].code == "two-outputs"
    assert artifact().path not in files(tmp_path)


def test_a_manifest_of_others_is_never_obeyed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"dear")
    folder = tmp_path / "out"
    folder.mkdir()
    row = {**artifact().row, "path": "../outside.pdf", "sha256": digest(b"dear")}
    (folder / "manifest.json").write_text(json.dumps({"outputs": [row]}), encoding="utf-8")
    with pytest.raises(Failed) as caught:
        build(folder, artifact())
    assert caught.value.diagnostics[0].code == "bad-manifest"
    build(folder, artifact(), force=True)
    assert outside.read_bytes() == b"dear"
    assert "manifest.json.bak" in files(folder)


class FakeDisk:
    """A disk that fails from its n-th writing step on: opening, syncing and renaming count."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after: int, error: int) -> None:
        self.left = after
        self.error = error
        self.fsync, self.replace = os.fsync, Path.replace
        monkeypatch.setattr(disk.os, "fsync", lambda handle: self.step(self.fsync, handle))
        monkeypatch.setattr(Path, "replace", lambda *paths: self.step(self.replace, *paths))

    def step(self, call, *arguments):  # type: ignore[no-untyped-def]
        self.left -= 1
        if self.left < 0:
            raise OSError(self.error, os.strerror(self.error), str(arguments[0]))
        return call(*arguments)


@pytest.mark.parametrize("after", range(12))
def test_a_full_disk_leaves_old_files_and_the_next_build_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    old = artifact(data=b"old"), artifact("answer-key", b"old key")
    new = artifact(data=b"new", code="BBBBBB"), artifact("answer-key", b"new key", "BBBBBB")
    build(tmp_path, *old)
    with monkeypatch.context() as patch:
        FakeDisk(patch, after, errno.ENOSPC)
        try:
            build(tmp_path, *new)
            finished = True
        except Failed as failure:
            finished = False
            assert failure.exit_code == Exit.DISK
            assert failure.diagnostics[0].code == "disk-full"
            assert "of 2 files written" in failure.diagnostics[0].message
    for entry in (*old, *new):
        assert (tmp_path / entry.path).read_bytes() in {other.data for other in (*old, *new) if other.path == entry.path}
    assert not [path for path in files(tmp_path) if path.endswith(".part") and "manifest" not in path]
    assert finished == (after > 9)
    assert build(tmp_path, *new)[1] == []
    listed_and_whole(tmp_path)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "no-permission"), (errno.EROFS, "no-permission"), (errno.EIO, "disk-error")]
)
def test_disk_errors_name_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    monkeypatch.setattr(disk, "RETRIES", ())
    FakeDisk(monkeypatch, 1, number)
    with pytest.raises(Failed) as caught:
        build(tmp_path, artifact())
    assert caught.value.exit_code == Exit.DISK
    assert caught.value.diagnostics[0].code == code
    assert str(tmp_path / artifact().path) in caught.value.diagnostics[0].message


@pytest.mark.parametrize(("refusals", "code"), [(3, None), (4, "no-permission")])
def test_a_file_held_open_is_tried_three_times_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, code: str | None
) -> None:
    build(tmp_path, artifact(data=b"old"))
    left = [refusals]
    real = Path.replace

    def held(source: Path, target: Path) -> None:
        if Path(target).suffix == ".pdf" and left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "sharing violation", str(source))
        real(source, target)

    monkeypatch.setattr(disk, "RETRIES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", held)
    if code is None:
        assert build(tmp_path, artifact(data=b"new")) == ([artifact().path], [])
    else:
        with pytest.raises(Failed) as caught:
            build(tmp_path, artifact(data=b"new"))
        assert caught.value.diagnostics[0].code == code
        assert (tmp_path / artifact().path).read_bytes() == b"old"
    listed_and_whole(tmp_path)


BUILD = textwrap.dedent("""
    import os, signal, sys
    sys.path.insert(0, {root!r})
    sys.path.insert(0, {tests!r})
    from pathlib import Path
    from generator.write import disk, journal, manifest
    from artifacts import artifact, build
    left = [int(sys.argv[2])]

    def struck(call):
        def step(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)
        return step

    os.fsync = struck(os.fsync)
    for name in ("open", "unlink", "rmdir", "mkdir", "replace"):
        setattr(Path, name, struck(getattr(Path, name)))
    build(Path(sys.argv[1]), *[artifact(data=b"new " + label.encode(), label=label, code=label * 6) for label in "ab"])
    print("finished")
""")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_at_every_step_the_next_build_heals(tmp_path: Path) -> None:
    """The next build makes something else: it must know which files are its own, and leave none of the killed one's half."""
    script = BUILD.format(root=str(ROOT), tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", script]
    newest = [artifact(data=b"newest " + label.encode(), label=label, code="DDDDDD") for label in "ab"]
    killed = 0
    for step in range(40):
        folder = tmp_path / str(step)
        build(folder, *[artifact(data=b"old", label=label, code="CCCCCC") for label in "abc"])
        ran = subprocess.run([*command, str(folder), str(step)], capture_output=True, text=True, encoding="utf-8", check=False)
        for path, data in files(folder).items():
            assert not path.endswith(".pdf") or data == b"old" or data.startswith(b"new "), path
        build(folder, artifact(topic="other"))
        listed_and_whole(folder)
        assert "changed-output" not in build(folder, *newest)[1], f"killed at step {step}"
        assert [files(folder)[entry.path] for entry in newest] == [entry.data for entry in newest]
        listed_and_whole(folder)
        if "finished" in ran.stdout:
            break
        assert ran.returncode == -signal.SIGKILL, ran.stderr
        killed += 1
    assert 15 < killed < 40


def test_two_builds_at_once(tmp_path: Path) -> None:
    with OutputFolder(tmp_path), pytest.raises(Failed) as caught:
        build(tmp_path, artifact())
    assert caught.value.exit_code == Exit.IN_USE
    assert build(tmp_path, artifact())[0] == [artifact().path]


def test_builds_of_many_processes_lose_no_row(tmp_path: Path) -> None:
    script = textwrap.dedent(f"""
        import sys
        sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
        from pathlib import Path
        from generator.diagnostics import Exit, Failed
        from artifacts import artifact, build
        done = 0
        while done < 8:
            try:
                build(Path(sys.argv[1]), artifact(topic=f"t{{sys.argv[2]}}-{{done}}"))
                done += 1
            except Failed as failure:
                assert failure.exit_code == Exit.IN_USE, failure
    """)
    command = [sys.executable, "-c", script, str(tmp_path)]
    builders = [subprocess.Popen([*command, str(number)], stderr=subprocess.PIPE) for number in range(3)]
    for builder in builders:
        assert builder.communicate(timeout=60) == (None, b"")
    assert len(read(tmp_path)) == 24
    listed_and_whole(tmp_path)


def test_a_build_without_outputs_leaves_no_folder(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "output"):
        pass
    assert not (tmp_path / "output").exists()


def test_many_files_at_a_time_the_one_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [artifact(label=letter, code=letter.upper() * 6) for letter in "abcdefghijkm"]
    bad, real = tmp_path / many[7].path, disk.sync

    def sync(path: Path) -> None:
        if path == bad:
            raise OSError(errno.EIO, "bad sector")
        real(path)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync", sync)
        with pytest.raises(Failed) as caught:
            build(tmp_path, *many)
    assert caught.value.diagnostics[0].code == "disk-error"
    assert str(bad) in caught.value.diagnostics[0].message
    assert not files(tmp_path)
    assert len(build(tmp_path, *many)[0]) == len(many) > disk.MANY
    listed_and_whole(tmp_path)
