"""What a broken template says: where it stopped, what stood there, what to do."""

from __future__ import annotations

from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from briefing.errors import BriefingError

FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What filling in a template can raise because of what is written in it."""


def template_fault(where: str, error: Exception) -> BriefingError:
    """The fault as the operator's error, with the line of the template."""
    return BriefingError(where, f"line {_line_of(error)}", problem=str(error), remedy=_remedy(error))


def _remedy(error: Exception) -> str:
    match error:
        case TemplateSyntaxError():
            return "mend the template's syntax, or put the line back as it was"
        case UndefinedError():
            return "correct the name, or take it out of the template"
        case SecurityError():
            return "use only the values and filters that templates are given"
        case _:
            return "mend what the line computes, or put it back as it was"


def _line_of(error: Exception) -> int:
    """The line in which reading or filling in stopped: that of the innermost frame inside a template."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    trace: Any = error.__traceback__
    line = 1
    while trace is not None:
        if "__jinja_template__" in trace.tb_frame.f_globals or trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
