"""Seals from strangers: altered, cut off or made to harm, each is refused with what is wrong, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from finished import topic as topic_file

from generator.build.sealing import archive
from generator.build.sealing.archive import INDEX, Member, write
from generator.cli.group import lembar
from generator.compose.code import checked

KEY = "kerja-sama_answer-key.pdf"


def run(*args: str) -> Result:
    return CliRunner().invoke(lembar, list(args), catch_exceptions=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str, bytes]:
    """A seal's bytes, the code of its sheet, and the bytes of the key."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("kerja-sama.yaml").write_bytes(topic_file())
        assert run("build", "kerja-sama.yaml", "--kind", "worksheet", "--kind", "answer-key").exit_code == 0
        assert run("seal").exit_code == 0
        outputs = json.loads(Path("output/manifest.json").read_text(encoding="utf-8"))["outputs"]
    key = Path(folder, "output/kerja-sama/id/mixed/teacher", KEY).read_bytes()
    return (folder / "output/kerja-sama.seal").read_bytes(), str(outputs[0]["code"]), key


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def refused(code: str, finding: str, seal: Path = Path("x.seal")) -> str:
    """Say what `lembar key` and `lembar verify` find wrong with a seal; neither writes anything."""
    before = sorted(Path("..").rglob("*"))
    told = run("key", "--from", str(seal), code, "--format", "concise")
    assert told.exit_code in (1, 2), told.output
    assert f"error[{finding}]" in told.stderr
    again = run("verify", "--from", str(seal), "--format", "concise")
    assert again.exit_code == 3
    assert f"error[{finding}]" in again.stdout
    assert "Traceback" not in told.output + again.output
    assert sorted(Path("..").rglob("*")) == before
    return told.stderr


def members(seal: bytes) -> dict[str, bytes]:
    Path("whole").write_bytes(seal)
    with zipfile.ZipFile("whole") as file:
        found = {name: file.read(name) for name in file.namelist()}
    Path("whole").unlink()
    return found


def sums(content: dict[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n" for name in sorted(content) if name != INDEX)
    return "".join(lines).encode()


def forged(content: dict[str, bytes], change: Callable[[zipfile.ZipInfo], object] = lambda info: None, *, form: int = 1) -> None:
    """Write a seal whose digests are all right, as a stranger can; `change` may alter how a member is entered."""
    content = {**content, INDEX: sums(content)}
    with zipfile.ZipFile("x.seal", "w") as file:
        for name, data in content.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            change(info)
            file.writestr(info, data)
        file.comment = f"lembar seal {form} sha256 {hashlib.sha256(content[INDEX]).hexdigest()}".encode()


def test_the_seal_itself_is_taken(here: Path, made: tuple[bytes, str, bytes]) -> None:
    seal, code, key = made
    forged(members(seal))
    assert run("key", "--from", "x.seal", code).stdout == f"{KEY}\n"
    assert Path(KEY).read_bytes() == key


@pytest.mark.parametrize(
    ("harm", "finding", "told"),
    [
        (lambda seal: b"", "not-a-seal", "it is no zip file"),
        (lambda seal: b"%PDF-1.7", "not-a-seal", "it is no zip file"),
        (lambda seal: b"PK\x05\x06" + bytes(18), "not-a-seal", "another zip file"),
        (lambda seal: seal[:-1], "not-a-seal", "cut off"),
        (lambda seal: seal[: len(seal) // 2], "not-a-seal", "cut off"),
        (lambda seal: seal[:100], "not-a-seal", "cut off"),
        (lambda seal: seal + b"\n", "not-a-seal", "another zip file"),
        (lambda seal: seal[1:], "altered-seal", "its directory"),
        (lambda seal: b"MZ" + seal, "altered-seal", "its directory"),
        (lambda seal: re.sub(rb"lembar seal 1 ", b"lembar seal 2 ", seal), "other-seal-format", "format 2"),
        (lambda seal: seal[:-1] + (b"0" if seal[-1:] != b"0" else b"1"), "altered-seal", INDEX),
        (lambda seal: seal[:-86] + b"\xff\xff\xff\xff" + seal[-82:], "not-a-seal", ""),
    ],
)
def test_what_is_no_seal_or_not_whole(
    here: Path, made: tuple[bytes, str, bytes], harm: Callable[[bytes], bytes], finding: str, told: str
) -> None:
    Path("x.seal").write_bytes(harm(made[0]))
    assert told in refused(made[1], finding)


@pytest.mark.parametrize("what", ["missing", "folder", "pipe"])
def test_what_is_no_file(here: Path, made: tuple[bytes, str, bytes], what: str) -> None:
    if what == "folder":
        Path("x.seal").mkdir()
    elif what == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no pipes here")
        os.mkfifo("x.seal")
    refused(made[1], "not-a-seal")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../../evil.pdf", "leads out"),
        ("/etc/evil.pdf", "leads out"),
        ("outputs/../../evil", "leads out"),
        ("C:evil.pdf", "leads out"),
        ("~/evil", "leads out"),
        ("outputs\\..\\evil.pdf", "not called"),
        ("outputs//evil", "not called"),
        ("outputs/./evil", "not called"),
        ("outputs/a\x1b[31m.pdf", "not called"),
        ("outputs/a:b", "not called"),
        ("outputs/" + "y" * 500, "not called"),
        ("MANIFEST.JSON", "stands there twice"),
        ("outputs/", "a link or a folder"),
    ],
)
def test_names_that_lead_elsewhere(here: Path, made: tuple[bytes, str, bytes], name: str, problem: str) -> None:
    forged({**members(made[0]), name: b"" if name.endswith("/") else b"evil"})
    told = refused(made[1], "unsafe-seal")
    assert problem in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda info: setattr(info, "compress_type", zipfile.ZIP_DEFLATED), "compressed"),
        (lambda info: setattr(info, "external_attr", (stat.S_IFLNK | 0o777) << 16), "a link"),
        (lambda info: setattr(info, "external_attr", (stat.S_IFCHR | 0o777) << 16), "a link"),
    ],
)
def test_members_that_are_no_plain_files(
    here: Path, made: tuple[bytes, str, bytes], change: Callable[[zipfile.ZipInfo], object], problem: str
) -> None:
    forged({**members(made[0]), "evil": b"/etc/passwd"}, lambda info: change(info) if info.filename == "evil" else None)
    assert problem in refused(made[1], "unsafe-seal")


def test_a_bomb_is_not_unpacked(here: Path, made: tuple[bytes, str, bytes]) -> None:
    forged({**members(made[0]), "bomb": bytes(8 << 20)}, lambda info: setattr(info, "compress_type", zipfile.ZIP_DEFLATED))
    assert Path("x.seal").stat().st_size < len(made[0])
    refused(made[1], "unsafe-seal")


def test_members_that_overlap(here: Path, made: tuple[bytes, str, bytes]) -> None:
    """All entries of the directory lead to one member, as in bombs without compression."""
    data = bytearray(made[0])
    at, offset = data.rfind(b"PK\x01\x02"), 0
    while at >= 0:
        data[at + 42 : at + 46] = struct.pack("<L", offset)
        at = data.rfind(b"PK\x01\x02", 0, at)
    Path("x.seal").write_bytes(data)
    refused(made[1], "unsafe-seal")


def test_two_members_of_one_name(here: Path, made: tuple[bytes, str, bytes]) -> None:
    content = members(made[0])
    forged({name: data for name, data in content.items() if name != INDEX})
    with zipfile.ZipFile("x.seal", "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("manifest.json", b"{}")
    assert "stands there twice" in refused(made[1], "unsafe-seal")


def test_limits(here: Path, made: tuple[bytes, str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("x.seal").write_bytes(made[0])
    with Path("y.seal").open("wb") as file:
        file.truncate(archive.MAX_BYTES * 2)  # holes take no room
    refused(made[1], "seal-too-large", Path("y.seal"))
    monkeypatch.setattr(archive, "MAX_FILES", 5)
    refused(made[1], "seal-too-large")


@pytest.mark.parametrize("name", ["manifest.json", INDEX, "outputs/kerja-sama/id/mixed/teacher/" + KEY])
def test_a_member_that_was_altered_is_named(here: Path, made: tuple[bytes, str, bytes], name: str) -> None:
    content = members(made[0])
    at = made[0].index(content[name])
    Path("x.seal").write_bytes(made[0][: at + 20] + bytes([made[0][at + 20] ^ 1]) + made[0][at + 21 :])
    assert name in refused(made[1], "altered-seal")


def test_a_member_altered_together_with_its_sum_of_bits(here: Path, made: tuple[bytes, str, bytes]) -> None:
    """The zip's own check (CRC-32) is easily forged; the digest is not."""
    content = members(made[0])
    name = "outputs/kerja-sama/id/mixed/teacher/" + KEY
    listed = sums(content)
    content[name] = content[name].replace(b"%PDF-1.", b"%PDF-2.", 1)
    with zipfile.ZipFile("x.seal", "w") as file:
        for member, data in {**content, INDEX: listed}.items():
            file.writestr(zipfile.ZipInfo(member), data)
        file.comment = f"lembar seal 1 sha256 {hashlib.sha256(listed).hexdigest()}".encode()
    assert name in refused(made[1], "altered-seal")


@pytest.mark.parametrize("change", ["more", "fewer"])
def test_members_that_the_list_does_not_tell_of(here: Path, made: tuple[bytes, str, bytes], change: str) -> None:
    content = members(made[0])
    listed = content[INDEX]
    if change == "more":
        content["outputs/more.pdf"] = b"%PDF"
    else:
        del content["versions.json"]
    with zipfile.ZipFile("x.seal", "w") as file:
        for name, data in content.items():
            file.writestr(zipfile.ZipInfo(name), data)
        file.comment = f"lembar seal 1 sha256 {hashlib.sha256(listed).hexdigest()}".encode()
    refused(made[1], "altered-seal")


def row_of(content: dict[str, bytes], **facts: object) -> dict[str, bytes]:
    rows = json.loads(content["manifest.json"])
    for row in rows["outputs"]:
        row.update(facts)
    return {**content, "manifest.json": json.dumps(rows).encode()}


@pytest.mark.parametrize(
    ("manifest", "finding"),
    [
        (b"{}", "unsafe-seal"),
        (b"[" * 100_000, "unsafe-seal"),
        (b'{"outputs": [{"path": "../evil.pdf"}]}', "unsafe-seal"),
        ({"items": 3}, "unsafe-seal"),
        ({"pages": "many"}, "unsafe-seal"),
        ({"inputs": []}, "unsafe-seal"),
        ({"parts": [{}]}, "unsafe-seal"),
        ({"copies": [{"code": None}]}, "unsafe-seal"),
        ({"chapters": "x"}, "unsafe-seal"),
        ({"path": "kerja-sama/../../evil.pdf"}, "unsafe-seal"),
        ({"sha256": "0" * 64}, "altered-seal"),
    ],
)
def test_a_manifest_that_is_none_of_ours(
    here: Path, made: tuple[bytes, str, bytes], manifest: bytes | dict[str, object], finding: str
) -> None:
    content = members(made[0])
    forged({**content, "manifest.json": manifest} if isinstance(manifest, bytes) else row_of(content, **manifest))
    refused(made[1], finding)


@pytest.mark.parametrize("facts", [{"given": 3}, {"given": {"x": {}}}, {"source": "/dev/zero"}, {"language": "xx", "level": "?"}])
def test_odd_facts_end_in_no_traceback(here: Path, made: tuple[bytes, str, bytes], facts: dict[str, object]) -> None:
    forged(row_of(members(made[0]), **facts))
    run("key", "--from", "x.seal", made[1])
    result = run("verify", "--from", "x.seal")
    assert result.exit_code in (0, 3)


def test_a_hostile_topic_in_a_seal_does_no_harm(here: Path, made: tuple[bytes, str, bytes]) -> None:
    content = members(made[0])
    name = next(name for name in content if name.startswith("sources/"))
    content[name] = b"&a [*a, *a]\n" * 10
    rows = json.loads(content["manifest.json"])
    for row in rows["outputs"]:
        row["inputs"]["topic"] = hashlib.sha256(content[name]).hexdigest()
        row["source"] = "../kerja-sama.yaml"
    Path("kerja-sama.yaml").write_bytes(topic_file())
    forged({**content, "manifest.json": json.dumps(rows).encode()})
    result = run("verify", "--from", "x.seal")
    assert (result.exit_code, "Traceback" in result.output) == (3, False)


def test_a_flipped_byte_is_noticed_or_does_no_harm(here: Path, made: tuple[bytes, str, bytes]) -> None:
    """Never a wrong key: each of 100 random bytes, and each of the last 200, which are the frame."""
    seal, code, key = made
    chance = random.Random(6)
    places = {chance.randrange(len(seal)) for _ in range(100)} | set(range(len(seal) - 200, len(seal)))
    noticed = 0
    for place in sorted(places):
        Path("x.seal").write_bytes(seal[:place] + bytes([seal[place] ^ (1 << chance.randrange(8))]) + seal[place + 1 :])
        shutil.rmtree("taken", ignore_errors=True)
        result = run("key", "--from", "x.seal", code, "--output", "taken")
        files = list(Path("taken").glob("*")) if Path("taken").exists() else []
        if result.exit_code == 0:
            assert [path.read_bytes() for path in files] == [key], place
        else:
            assert "error[" in result.stderr
            assert files == [], place
        noticed += run("verify", "--from", "x.seal").stdout.count("error[") > 0 or result.exit_code != 0
    assert noticed > 0.9 * len(places)


def test_codes_of_a_stranger_lead_to_their_own_key_only(here: Path, made: tuple[bytes, str, bytes]) -> None:
    """A key is written under the last part of its path, checked as every output's is, into the folder that was asked for."""
    forged(members(made[0]))
    assert run("key", "--from", "x.seal", made[1], "--output", "a/b").stdout == f"{Path('a/b') / KEY}\n"
    assert run("key", "--from", "x.seal", checked(5, 5)).exit_code == 1


def test_writing_needs_no_name_that_reading_refuses(here: Path) -> None:
    names = [archive.stored("sources", one) for one in ("a?.yaml", "b/../c.yaml", "\u00e9" * 200, "x\x00y", "/abs", "C:\\d")]
    with Path("x.seal").open("wb") as file:
        write(file, [Member(name, b"x") for name in names])
    with archive.Seal(Path("x.seal")) as seal:
        assert set(seal.sums) == set(names)
        assert list(seal.whole()) == []
