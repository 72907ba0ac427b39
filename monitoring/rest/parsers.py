"""Bodies of the API: JSON in UTF-8, of a bearable size, without what no database column takes."""

import json
import re
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from monitoring.rest.refusals import MESSAGES, Refused

# PostgreSQL stores neither a null character nor half of a surrogate pair.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class JsonParser(BaseParser):
    media_type = "application/json"

    def parse(self, stream: IO[bytes], *_args: Any, **_context: Any) -> Any:
        body = stream.read(settings.API_LARGEST_BODY + 1)
        if len(body) > settings.API_LARGEST_BODY:
            raise Refused(413, "too_large", MESSAGES[413])
        try:
            read = json.loads(body.decode(), parse_constant=_not_json, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is not valid JSON in UTF-8.")) from error
        if b"\\u" in body:  # nothing else can bring these characters
            _refuse_unstorable(read)
        return read


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def _refuse_unstorable(value: Any) -> None:
    if isinstance(value, dict):
        _refuse_unstorable([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for inner in value:
            _refuse_unstorable(inner)
    elif isinstance(value, str) and UNSTORABLE.search(value):
        raise ParseError(_("A text holds a character that cannot be stored (\\u0000, \\uD800)."))
