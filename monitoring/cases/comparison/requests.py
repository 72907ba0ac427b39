"""A county asks the departments about the persons of many cases, and reads their answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import MAY, require
from accounts.personal import keyed_hash
from accounts.scope import areas, inside
from monitoring.cases.comparison.models import ComparedItem, Hit, Person, Request
from monitoring.cases.comparison.querysets import PersonQuerySet
from monitoring.cases.comparison.sheets import HEADERS, NOTHING_FOUND
from monitoring.registry.act import refuse_if
from monitoring.registry.cleaning import identity_number, sentence, text
from monitoring.registry.findings import Problem
from monitoring.registry.readback import Record, records

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass
class Reply:
    """What became of the rows: persons answered, findings, and rows that belong nowhere."""

    answered: set[int] = field(default_factory=set)
    hits: list[Hit] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)


def to_ask(user: User) -> PersonQuerySet:
    """Authorised persons of the user's counties, in no request yet."""
    counties = areas(user, MAY["cases.county"])
    return Person.objects.to_ask().filter(inside(counties, "case__division_id"))


@transaction.atomic
def make_request(*, by: User) -> list[Request]:
    """One request per county about everybody who may be asked about and was not yet."""
    made = []
    for county in areas(by, MAY["cases.county"]):
        persons = to_ask(by).filter(inside([county], "case__division_id"))
        chosen = list(persons.select_for_update(of=("self",)))
        if chosen:
            made.append(_request(county, chosen, by))
    refuse_if(not made, _("There is nobody with a signed authorisation to ask about."))
    return made


@transaction.atomic
def export_request(request: Request, *, by: User) -> PersonQuerySet:
    """The persons of the request whose authorisation stands, for the workbook."""
    require(by, "cases.county", request.county_id)
    persons = Person.objects.filter(requests=request).authorised()
    audit.record(
        Event.EXPORTED,
        by=by,
        division_code=request.county_id,
        subject=request,
        count=persons.count(),
        purpose="comparison",
    )
    return persons.select_related("case__household__division__parent").order_by("pk")


@transaction.atomic
def read_reply(request: Request, file: "UploadedFile[bytes]", *, by: User) -> Reply:
    """What the departments found; reading the same reply twice changes nothing more."""
    require(by, "cases.county", request.county_id)
    Request.objects.select_for_update().get(pk=request.pk)
    reply = _sorted_out(request, records(file, HEADERS, needed=("person", "result")))
    today = timezone.localdate()
    Person.objects.filter(pk__in=reply.answered, answered_on=None).update(answered_on=today)
    Hit.objects.bulk_create(reply.hits, ignore_conflicts=True)
    if reply.answered:
        Request.objects.filter(pk=request.pk).update(answered_at=timezone.now())
    audit.record(
        Event.COMPARISON_ANSWERED,
        by=by,
        division_code=request.county_id,
        subject=request,
        count=len(reply.answered),
        hits=len(reply.hits),
        unmatched=len(reply.unmatched),
    )
    return reply


def _request(county: Division, persons: list[Person], by: User) -> Request:
    request = Request.objects.create(county=county, by=by)
    request.persons.set(persons)
    audit.record(
        Event.COMPARISON_REQUESTED,
        by=by,
        division_code=county.code,
        subject=request,
        count=len(persons),
    )
    return request


def _sorted_out(request: Request, rows: list[Record]) -> Reply:
    reply = Reply()
    people = {
        bytes(number): pk
        for pk, number in request.persons.authorised().values_list("pk", "id_number_hash")
    }
    items = {text(item.name): item for item in ComparedItem.objects.all()}
    for row in rows:
        if not text(row.cells.get("result")):
            continue  # not answered yet
        person = people.get(_hash_of(row.cells.get("person")))
        if person is None:
            reply.unmatched.append(_("row %(row)s: nobody of this request") % {"row": row.number})
            continue
        _take(reply, row, person, items)
    return reply


def _take(reply: Reply, row: Record, person: int, items: Mapping[str, ComparedItem]) -> None:
    """A row with an item that is not on the list answers nothing: somebody has to look at it."""
    names = list(_names(row.cells["result"]))
    unknown = [name for name in names if name not in items]
    if unknown:
        reply.unmatched.append(
            _("row %(row)s: “%(item)s” is no item of the list")
            % {"row": row.number, "item": unknown[0][:30]}
        )
        return
    detail = sentence(row.cells.get("detail"))[:200]
    reply.answered.add(person)
    reply.hits += [Hit(person_id=person, item=items[name], detail=detail) for name in names]


def _names(cell: Any) -> Iterator[str]:
    for name in text(cell).replace("，", "、").replace(",", "、").replace(";", "、").split("、"):
        if name and name not in NOTHING_FOUND:
            yield name


def _hash_of(cell: Any) -> bytes:
    try:
        found = identity_number(cell)
    except Problem:
        return b""
    return keyed_hash(found.person) if found else b""
