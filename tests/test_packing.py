"""Values as bytes and back: nothing is lost, and what is kept of a file is never another file's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator import source
from generator.build.caching.kept import Kept
from generator.diagnostics import Failed, Span
from generator.folders import bundled
from generator.model.keep import forget
from generator.source.packing import packed, unpacked
from generator.source.values import Absent, Fields, Listing, Scalar

SPANS = some.builds(Span, some.just("a.yaml"), *[some.integers(1, 2**31)] * 4)
LEAVES = some.builds(Scalar, some.text(), SPANS, some.booleans()) | some.builds(Absent, SPANS)


def fields(inner):
    return some.dictionaries(some.text(), some.tuples(SPANS, inner), max_size=5).flatmap(
        lambda made: some.builds(
            Fields, some.just({n: v for n, (_, v) in made.items()}), some.just({n: s for n, (s, _) in made.items()}), SPANS
        )
    )


VALUES = some.recursive(
    LEAVES, lambda inner: some.builds(Listing, some.lists(inner, max_size=5).map(tuple), SPANS) | fields(inner), max_leaves=20
)


@given(VALUES)
def test_values_come_back_as_they_were(value) -> None:
    again = unpacked(packed(value), "a.yaml")
    assert again == value
    assert type(again) is type(value)
    assert all(span.file == "b.yaml" for span in [unpacked(packed(value), "b.yaml").span])


@pytest.fixture
def keep(tmp_path: Path):
    source.keeping(Kept(tmp_path / "cache"))
    yield tmp_path / "cache" / "values"
    source.keeping(forget)


@pytest.mark.parametrize("path", sorted(bundled("sources").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_topic_that_was_kept_is_the_topic_that_was_read(keep: Path, path: Path) -> None:
    first, second = source.read(path), source.read(path)
    assert len(list(keep.iterdir())) == 1
    assert second == first == source.read_bytes(path.read_bytes(), path.as_posix(), anew=True)


def test_what_was_kept_is_not_parsed_again(keep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = source.read_bytes(b"title: Satu\n", "a.yaml").value
    monkeypatch.setattr("generator.source.events.Builder.build", None)
    assert source.read_bytes(b"title: Satu\n", "a.yaml").value == kept
    assert source.read_bytes(b"title: Satu\n", "b.yaml").value.span.file == "b.yaml"
    with pytest.raises(TypeError):
        source.read_bytes(b"title: Satu\n", "a.yaml", anew=True)


def test_damage_is_noticed_and_healed(keep: Path) -> None:
    before = source.read_bytes(b"title: Satu\n", "a.yaml").value
    (file,) = keep.iterdir()
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert source.read_bytes(b"title: Satu\n", "a.yaml").value == before
        assert file.read_bytes() == whole


def test_a_file_with_findings_is_read_each_time(keep: Path) -> None:
    for _ in range(2):
        with pytest.raises(Failed) as failure:
            source.read_bytes(b"title: Satu\ntitle: Dua\n", "a.yaml")
        assert [found.code for found in failure.value.diagnostics] == ["duplicate-field"]
    assert not keep.exists()
