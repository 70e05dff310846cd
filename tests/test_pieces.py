"""A job that is cut into pieces makes what it makes whole; what a dead process was at is done once more, smaller."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished import LEVELS, topic

from generator.build.executors import Executor, Lost, Results, Serial, Tick, Work
from generator.build.job import Job, Made
from generator.build.pieces import Piece
from generator.build.pipeline import make
from generator.build.request import BuildRequest
from generator.build.turns import made as turned
from generator.frozen import replace
from generator.model.roster import Pupil
from generator.write import Artifact

KINDS = ("handout", "worksheet", "answer-key", "cover-sheet")
FILES = 2 * 12 + 3


def job(folder: Path, **asked: object) -> Job:
    file = folder / "kerja-sama.yaml"
    file.write_bytes(topic(stem=str(asked.pop("stem", "Apa jawaban untuk soal"))))
    request = BuildRequest(**{"kinds": KINDS, "variants": 12, "output": folder / "output", **asked})  # type: ignore[arg-type]
    return Job("kerja-sama", str(file), (), (LEVELS["mixed"],), request)


class Falling:
    """Pieces done here; one ends its process if `falls` says so of it and of how often it was tried."""

    def __init__(self, falls: object = None) -> None:
        self.falls, self.seen = falls, []

    def map(self, work: Work, source: object, watch: object) -> Results:  # type: ignore[type-arg]
        for_piece = self

        def one(piece: Piece, tick: Tick) -> Made | Lost:
            for_piece.seen.append(piece)
            lost = self.falls(piece, for_piece.seen.count(piece)) if self.falls else None  # type: ignore[operator]
            return lost or work(piece, tick)  # type: ignore[no-any-return]

        yield from Serial().map(one, source, watch)  # type: ignore[arg-type]


def built(asked: Job, count: int, crew: Executor | None = None) -> Made:
    (result,) = turned([asked], count, crew or Falling(), lambda piece, more: None)  # type: ignore[arg-type]
    return here(result)


def here(result: Made) -> Made:
    """Return the same with the bytes of files that lie in the output folder already."""
    cells = [
        replace(cell, artifacts=tuple(Artifact(one.file.read_bytes() if one.file else one.data, one.row, sum=one.sum)
                                      for one in cell.artifacts))
        for cell in result.cells
    ]  # fmt: skip
    return replace(result, cells=tuple(cells))


def files(result: Made) -> dict[str, bytes]:
    return {artifact.path: artifact.data for cell in result.cells for artifact in cell.artifacts}


def within(piece: Piece, version: int) -> bool:
    part = piece.part
    return part is not None and part.built is None and part.last is not None and part.first <= version < part.last


@pytest.mark.parametrize("count", [1, 2, 7])
def test_cut_or_whole_the_same_is_made(tmp_path: Path, count: int) -> None:
    asked, crew = job(tmp_path), Falling()
    whole, cut = make(asked), built(asked, count, crew)  # type: ignore[arg-type]
    assert (len(crew.seen) > 2) == (count > 1)
    assert cut == whole
    assert list(files(cut)) == list(files(whole))
    assert len(files(cut)) == FILES


def test_languages_and_levels_are_pieces_too(tmp_path: Path) -> None:
    asked = job(tmp_path)
    asked = Job(asked.name, asked.file, (), (LEVELS["easy"], LEVELS["hard"]), asked.request)
    assert built(asked, 2) == make(asked)


def test_what_was_lost_once_is_done_again_version_by_version(tmp_path: Path) -> None:
    asked = job(tmp_path)
    crew = Falling(lambda piece, tries: Lost("signal 9") if within(piece, 3) and piece.part.last - piece.part.first > 1 else None)
    assert built(asked, 2, crew) == make(asked)
    assert sum(within(piece, 3) for piece in crew.seen) == 2


def test_a_version_that_is_lost_twice_is_named_and_all_others_are_made(tmp_path: Path) -> None:
    asked = job(tmp_path)
    crew = Falling(lambda piece, tries: Lost("signal 9") if within(piece, 3) else None)
    result, whole = built(asked, 2, crew), files(make(asked))
    assert [(one.code, "kerja-sama (mixed, version d)" in one.message) for one in result.findings] == [("lost-job", True)]
    lost = {path for path in whole if path.endswith("_d.pdf")}
    cover = {path for path in whole if "cover" in path or "answer-keys" in path}
    assert files(result) == {path: data for path, data in whole.items() if path not in lost | cover}
    assert [cell.scopes for cell in result.cells] == [frozenset()], "what lies there of the lost version stays"
    assert sum(within(piece, 3) for piece in crew.seen) == 2


def test_a_topic_that_is_lost_twice_is_named(tmp_path: Path) -> None:
    crew = Falling(lambda piece, tries: Lost("signal 11"))
    result = built(job(tmp_path, variants=2), 2, crew)
    assert [one.code for one in result.findings] == ["lost-job"]
    assert result.cells == ()
    assert len(crew.seen) == 2


def test_a_topic_that_takes_too_long_is_not_tried_again(tmp_path: Path) -> None:
    crew = Falling(lambda piece, tries: Lost("timeout", 120))
    assert [one.code for one in built(job(tmp_path, variants=2), 2, crew).findings] == ["limit-time"]
    assert len(crew.seen) == 1


def test_an_error_in_one_piece_stops_the_topic(tmp_path: Path) -> None:
    asked = job(tmp_path, stem="Apa 乂 untuk soal")
    whole, cut = make(asked), built(asked, 2)
    assert whole.cells == cut.cells == ()
    assert whole.findings == cut.findings != ()


def test_a_job_that_waits_for_its_pieces_keeps_no_other_waiting(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    jobs = [job(tmp_path), job(tmp_path / "other", variants=2)]
    crew = Falling()
    done = [here(one) for one in turned(jobs, 2, crew, lambda piece, more: None)]  # type: ignore[arg-type]
    assert done == [here(make(one)) for one in jobs]


PUPILS = tuple(
    Pupil(f"Siti {number}", str(number), "IX-B" if number > 8 else "IX-A", level="easy" if number % 5 == 0 else "")
    for number in range(20)
)


def packed(folder: Path) -> Job:
    asked = job(folder, kinds=("worksheet", "answer-key"))
    return Job(asked.name, asked.file, (), (LEVELS["mixed"], LEVELS["easy"]), asked.request, pupils=PUPILS)


def bytes_of(result: Made) -> dict[str, bytes]:
    return {one.path: one.file.read_bytes() if one.file else one.data for cell in result.cells for one in cell.artifacts}


def test_packs_are_bound_of_sheets_that_several_printed(tmp_path: Path) -> None:
    asked, crew = packed(tmp_path), Falling()
    whole = here(make(asked))
    before = bytes_of(whole)
    cut = built(asked, 2, crew)
    assert len(crew.seen) > 3
    assert [piece.part.sheets is not None for piece in crew.seen if piece.part] == [False] * (len(crew.seen) - 1) + [True]
    assert cut == whole
    assert bytes_of(cut) == before


def test_packs_without_a_lost_sheet_are_not_bound(tmp_path: Path) -> None:
    def falls(piece: Piece, tries: int) -> Lost | None:
        return Lost("signal 9") if piece.part and piece.part.sheets is None and piece.part.first <= 3 < piece.part.last else None

    result = built(packed(tmp_path), 2, Falling(falls))
    (lost,) = [one for one in result.findings if one.code == "lost-job"]
    assert "kerja-sama (sheet 4)" in lost.message
    assert result.cells == ()


def test_packs_whose_process_is_lost_while_they_are_bound_are_bound_again(tmp_path: Path) -> None:
    asked = packed(tmp_path)
    whole = here(make(asked))
    crew = Falling(lambda piece, tries: Lost("signal 9") if piece.part.sheets is not None and tries == 1 else None)
    assert built(asked, 2, crew) == whole
