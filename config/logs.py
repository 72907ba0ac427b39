"""How a log line is written."""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class Line(logging.Formatter):
    """Of an exception the places and the kind; its message may quote a row, with names in it."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # named by logging
        error, lines = ei[1], list[str]()
        while error is not None:
            lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}\n"]
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()
