"""`[notices]` of briefing.toml: to which functions reminders and notices go by e-mail, and through which server. Never a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from briefing.errors import Problem

_ADDRESS = re.compile(r"[^@\s<>,;]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|[^@\s<>,;]+@localhost")
_SECRETS = ("password", "passwd", "secret", "token", "losenord", "lösenord", "api_key")
PASSWORD_VARIABLE = "BRIEFING_SMTP_PASSWORD"


class Protection(Enum):
    """How the connection is encrypted: from the start, or after STARTTLS. The server's certificate is verified either way."""

    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True)
class Notices:
    """Whom notices go to (function addresses), who they come from, and the server. Without the table nothing is sent.

    With a `user` the password is that of the environment variable BRIEFING_SMTP_PASSWORD, or stands alone in the file `password_file`.
    """

    to: tuple[str, ...]
    sender: str
    server: str
    port: int = 587
    protection: Protection = Protection.STARTTLS
    user: str = ""
    password_file: str = ""


def notice_faults(notices: Notices, *where: str) -> Iterator[Problem]:
    """A problem for everything that would keep an e-mail from being sent."""
    for place, address in enumerate(notices.to, start=1):
        if not _ADDRESS.fullmatch(address):
            yield Problem((*where, "to", f"item {place}"), f"'{address}' is not an address", "write a function's address, name@kommun.se")
    if not notices.to:
        yield Problem((*where, "to"), "the list is empty", "write at least one address, or remove the table")
    if not _ADDRESS.fullmatch(notices.sender):
        yield Problem((*where, "sender"), f"'{notices.sender}' is not an address", "write the address that the e-mails come from")
    if not re.fullmatch(r"[A-Za-z0-9.:-]+", notices.server):
        yield Problem((*where, "server"), f"'{notices.server}' is not the name of a server", "write a name as smtp.kommun.se")
    if not 0 < notices.port < 65536:
        yield Problem((*where, "port"), f"{notices.port} is no port", "write 587 for starttls, 465 for tls")


def secret_faults(content: Mapping[str, Any], *where: str) -> tuple[Problem, ...]:
    """A problem for every secret that somebody has written into the table: it lies in backups and version control by now."""
    table = content.get("notices")
    found = [key for key in table if key.lower() in _SECRETS] if isinstance(table, dict) else []
    remedy = f"remove it, change it at the server, and give the new one in the variable {PASSWORD_VARIABLE} or in a password_file"
    return tuple(Problem((*where, "notices", key), "a secret may not stand in this file", remedy) for key in found)
