"""Stage 9, write: finished bytes become files, whole or not at all, and a manifest says what they were made from.

One build at a time holds an output folder. A file goes to a temporary file beside its place, to the disk, and only then to
its name; the journal in `.lembar/` says beforehand what is about to happen, so that whatever interrupts a build, the
next one finds old or new files, never half ones, and knows which are its own. The only writer of outputs.
"""

from __future__ import annotations

from generator.write.folder import Artifact, OutputFolder, Put
from generator.write.manifest import digest, read, scope
from generator.write.names import safe

__all__ = ["Artifact", "OutputFolder", "Put", "digest", "read", "safe", "scope"]
