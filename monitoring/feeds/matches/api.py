"""Questions about up to 1,000 persons: only the agreed fields, as on a date."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.personal import keyed_hash
from monitoring.feeds.clients.calls import ClientRequest
from monitoring.feeds.clients.granting import granted
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.clients.offers import readable
from monitoring.feeds.matches.asking import FIELDS, NOBODY, Found, agreed, ask
from monitoring.feeds.matches.hashing import key_of
from monitoring.feeds.matches.serializers import AnswersSerializer, QuestionSerializer
from monitoring.registry import identity
from monitoring.registry.findings import Problem
from monitoring.rest.errors import ErrorSerializer
from monitoring.rest.refusals import Refused

MOST = 1000
SOME_INVALID = 207
_HASH = re.compile("[0-9a-f]{64}")
Asked = dict[int, tuple[bytes, bool]]  # by row: the hash, and whether it is of the client's own key


@extend_schema(
    operation_id="ask_matches",
    tags=["questions"],
    request=QuestionSerializer,
    responses={
        200: AnswersSerializer,
        SOME_INVALID: AnswersSerializer,
        409: ErrorSerializer,
    },
)
@api_view(["POST"])
@granted(Scope.MATCHES_ASK)
def matches(request: ClientRequest) -> Response:
    """Whether persons are monitored; 207 where some of them could not be read."""
    client = request.auth.client
    names = readable(client, "matches", FIELDS)
    persons, day = _question(request.data)
    asked, errors = _read(client, persons)
    found = _ask(client, asked, day, names)
    households = [each.household for each in found.values()]
    request.auth.touched(len(persons), households)
    results = [_answer(row, asked, errors, found, names) for row in range(1, len(persons) + 1)]
    status = SOME_INVALID if errors else 200
    return Response({"as_of": day.isoformat(), "results": results}, status)


def _question(body: Any) -> tuple[list[object], date]:
    if not isinstance(body, dict) or not {"persons"} <= set(body) <= {"persons", "as_of"}:
        raise ValidationError({"persons": [_('Send an object: {"persons": [ … ], "as_of": …}.')]})
    persons = body["persons"]
    if not isinstance(persons, list) or not 1 <= len(persons) <= MOST:
        raise ValidationError({"persons": [_("Ask about 1 to %(most)s persons.") % {"most": MOST}]})
    return persons, _day(body.get("as_of"))


def _day(said: object) -> date:
    today = timezone.localdate()
    if said is None:
        return today
    try:
        day = date.fromisoformat(str(said))
        if not isinstance(said, str) or day.isoformat() != said or day > today:
            raise ValueError
    except ValueError:
        raise ValidationError({"as_of": [_("A day until today, like 2026-10-18.")]}) from None
    return day


def _read(client: Client, persons: list[object]) -> tuple[Asked, dict[int, str]]:
    asked: Asked = {}
    errors: dict[int, str] = {}
    for row, person in enumerate(persons, 1):
        try:
            asked[row] = _hash(person)
        except Problem as problem:
            errors[row] = problem.message
        except ValueError as error:
            errors[row] = str(error)
    if any(own for _hashed, own in asked.values()):
        _require_key(client)
    return asked, errors


def _hash(person: object) -> tuple[bytes, bool]:
    match person:
        case {"id_number": str(number), **rest} if not rest:
            return keyed_hash(identity.parse(number.upper()).person), False
        case {"hash": str(hashed), **rest} if not rest and _HASH.fullmatch(hashed):
            return bytes.fromhex(hashed), True
    raise ValueError(_('Give {"id_number": …} or {"hash": …} with 64 hexadecimal digits.'))


def _require_key(client: Client) -> None:
    key = key_of(client)
    if key is None:
        raise Refused(409, "no_key", _("This access has no key of its own. Ask the county for it."))
    if key.ready_at is None:
        raise Refused(409, "key_not_ready", _("Your key is being prepared. Ask again later."))


def _ask(
    client: Client, asked: Asked, day: date, names: list[str]
) -> Mapping[tuple[bytes, bool], Found]:
    found: dict[tuple[bytes, bool], Found] = {}
    for own in (False, True):
        hashes = [hashed for hashed, of_own_key in asked.values() if of_own_key == own]
        if hashes:
            known = ask(client, hashes, day, own_key=own, names=names)
            found |= {(hashed, own): each for hashed, each in known.items()}
    return found


def _answer(
    row: int,
    asked: Asked,
    errors: dict[int, str],
    found: Mapping[tuple[bytes, bool], Found],
    names: list[str],
) -> dict[str, Any]:
    if row in errors:
        return {"row": row, "error": errors[row]}
    known = found.get(asked[row])
    return {"row": row} | agreed(known.values if known else NOBODY, names)
