"""`briefing schedule install`: a systemd service and timer that call `briefing tick`, so that no process of ours has to stay alive."""

from __future__ import annotations

import sys
from pathlib import Path

from briefing.errors import BriefingError
from briefing.shell.commands.result import Result
from briefing.workspace.load import load_configuration

ZONE_NAME = "Europe/Stockholm"
EVERY_QUARTER = f"*:00/15:00 {ZONE_NAME}"


def installed(root: Path, folder: Path | None) -> Result:
    """Writes the two units and says how to enable them; nothing is started. BriefingError where they cannot be written."""
    municipality = load_configuration(root).municipality
    name = f"briefing-{municipality.code}"
    target = folder or Path.home() / ".config" / "systemd" / "user"
    units = {f"{name}.service": service(root, municipality.name), f"{name}.timer": timer(municipality.name)}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for file, text in units.items():
            (target / file).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BriefingError(
            str(target), problem=f"the units cannot be written: {error.strerror}", remedy="name another folder: --to DIR"
        ) from error
    commands = [f"systemctl --user enable --now {name}.timer", "loginctl enable-linger"]
    lines = [f"Skrivet i {target}: {', '.join(units)}.", "Kör de två kommandona för att sätta igång, också när ingen är inloggad:"]
    data = {"folder": str(target), "files": list(units), "commands": commands}
    return Result(data, (*lines, *(f"  {each}" for each in commands)))


def service(root: Path, municipality: str) -> str:
    """The service: one tick. Without a password, secrets come from the file that `[notices]` names or from the unit's environment."""
    command = " ".join(map(_quoted, (sys.executable, "-m", "briefing", "--workspace", str(root), "tick")))
    return f"""\
[Unit]
Description=Lägesbild för {municipality}: gör det som kalendern säger

[Service]
Type=oneshot
ExecStart={command}
Nice=10
NoNewPrivileges=yes
TimeoutStartSec=1h
"""


def timer(municipality: str) -> str:
    """The timer: every quarter of an hour, and at once when the machine has been off."""
    return f"""\
[Unit]
Description=Lägesbild för {municipality}: var femtonde minut

[Timer]
OnCalendar={EVERY_QUARTER}
Persistent=true
RandomizedDelaySec=30

[Install]
WantedBy=timers.target
"""


def _quoted(word: str) -> str:
    """A word of a command line as systemd reads it: % and $ mean something there."""
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{safe}"'
