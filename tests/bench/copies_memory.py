"""The most memory that 10,000 named copies in classes of 36 need in one process, against 1,000 of them; nothing is read back."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bank_memory import peak
from pairs import TOPIC, verdict

BOUND, MOST = 1.3, 96


def needed(count: int, folder: Path) -> float:
    """Build packs for so many pupils and return the largest resident set in MiB."""
    roster = folder / f"{count}.csv"
    rows = (f"Siti Aminah {n},{n},IX-{n // 36}\n" for n in range(1, count + 1))
    roster.write_text("name,number,class\n" + "".join(rows), encoding="utf-8")
    asked = ["--kind", "worksheet", "--variants", "4", "--roster", roster, "--no-verify", "--no-cache"]
    return peak([TOPIC], folder / f"output-{count}", asked)


def main() -> int:
    """Print both peaks, and the ratio; fail where the larger one is over its bound."""
    if sys.platform == "win32":
        sys.exit("the resource module is not on Windows")
    with tempfile.TemporaryDirectory() as name:
        few, many = (needed(count, Path(name)) for count in (1_000, 10_000))
    print(f"1,000 copies: {few:.1f} MiB, 10,000: {many:.1f} MiB (at most {MOST})")
    return verdict("memory of named copies", many / few, BOUND) or int(many > MOST)


if __name__ == "__main__":
    sys.exit(main())
