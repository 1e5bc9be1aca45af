"""Notices by e-mail: rendered from the municipality's own templates, sent once, logged always. Off where briefing.toml has no [notices]."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.document.templates import Templates
from briefing.errors import BriefingError
from briefing.workspace.notice_log import BEGUN, FAILED, NOTED, SENT, UNKNOWN, Line, add, claimed, lines, settled, unknown
from briefing.workspace.notice_settings import PASSWORD_VARIABLE, Notices, Protection

TIMEOUT = 30  # seconds for each step of the conversation
TEMPLATE = "notiser/{}.txt.j2"


@dataclass(frozen=True)
class Notice:
    """Something to tell once: an id that is the same on every host, the name of a template, and what the template needs."""

    id: str
    kind: str
    values: Mapping[str, Any] = field(hash=False)


def tell(root: Path, templates: Templates, settings: Notices | None, notices: Iterable[Notice], now: datetime) -> tuple[str, ...]:
    """Sends the notices that have not been sent; what could not be sent, in Swedish. The next call tries those again.

    A process that is killed after the server took the e-mail and before the log did leaves open what became of it. The log and `status`
    say so, and it is sent again with the same Message-ID, by which e-mail servers know it. Nothing else is ever sent twice.
    """
    done = settled(root)
    return tuple(said for each in notices if each.id not in done for said in _told(root, templates, settings, each, now))


def _told(root: Path, templates: Templates, settings: Notices | None, notice: Notice, now: datetime) -> Iterator[str]:
    with claimed(root, notice.id) as is_ours:
        if not is_ours or notice.id in settled(root):
            return
        try:
            message = message_of(notice, templates, settings, now)
            if settings is not None:
                if notice.id in unknown(root):
                    add(root, Line(notice.id, UNKNOWN, "sändningen avbröts; skickas igen med samma Message-ID"), now)
                add(root, Line(notice.id, BEGUN, str(message["Subject"])), now)  # where nothing can be logged, nothing is sent
                send(settings, message)
        except (BriefingError, OSError, smtplib.SMTPException) as error:
            fault = f"Meddelandet {notice.id} kunde inte skickas: {error}"
            if Line(notice.id, FAILED, fault) not in lines(root):
                add(root, Line(notice.id, FAILED, fault), now)
            yield fault
        else:
            to = settings.to if settings else ()
            add(root, Line(notice.id, SENT if settings else NOTED, str(message["Subject"])), now, to)


def message_of(notice: Notice, templates: Templates, settings: Notices | None, now: datetime) -> EmailMessage:
    """The e-mail: the template's first line is its subject, the rest its text. BriefingError names a template that cannot be filled in."""
    from briefing.document.prose import Prose

    path = TEMPLATE.format(notice.kind)
    if path not in templates.texts:
        raise BriefingError(f"templates/{path}", problem="the file is missing", remedy="put it back, or copy it from a new workspace")
    filled = Prose(templates).phrase(templates.texts[path], f"templates/{path}", notice.values)
    subject, _, text = filled.strip().partition("\n")
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer about holidays comes back
    if settings is not None:
        message["From"], message["To"] = settings.sender, ", ".join(settings.to)
        message["Message-ID"] = f"<{sha256(notice.id.encode()).hexdigest()[:40]}@{settings.sender.partition('@')[2]}>"
    message.set_content(text.strip() + "\n")
    return message


def send(settings: Notices, message: EmailMessage) -> None:
    """Hands the e-mail to the server over an encrypted connection whose certificate has been verified. OSError or SMTPException if not."""
    context = ssl.create_default_context()
    if settings.protection is Protection.TLS:
        with smtplib.SMTP_SSL(settings.server, settings.port, timeout=TIMEOUT, context=context) as server:
            _hand_over(server, settings, message)
    else:
        with smtplib.SMTP(settings.server, settings.port, timeout=TIMEOUT) as server:
            server.starttls(context=context)
            _hand_over(server, settings, message)


def _hand_over(server: smtplib.SMTP, settings: Notices, message: EmailMessage) -> None:
    if settings.user:
        server.login(settings.user, _password(settings))
    server.send_message(message)


def _password(settings: Notices) -> str:
    """The password of the environment, else of the file; BriefingError where neither has one."""
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if given or not settings.password_file:
        if given:
            return given
        remedy = f"set the variable {PASSWORD_VARIABLE}, or name a password_file"
        raise BriefingError("briefing.toml > notices", problem=f"there is no password for {settings.user}", remedy=remedy)
    try:
        return Path(settings.password_file).expanduser().read_text(encoding="utf-8").strip()
    except OSError as error:
        problem, remedy = f"the file with the password cannot be read: {error.strerror}", "give the program the right to read it"
        raise BriefingError("briefing.toml > notices > password_file", problem=problem, remedy=remedy) from error
