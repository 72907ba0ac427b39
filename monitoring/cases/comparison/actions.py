"""Who is compared, what they signed, and what is said to what was found."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.evidence import unlisted
from monitoring.cases.comparison.models import (
    Authorisation,
    ComparedItem,
    Exemption,
    Hit,
    Person,
    RelativesAsked,
)
from monitoring.registry.act import refuse_if
from monitoring.registry.numbers import stored

if TYPE_CHECKING:
    from django.core.files.base import File

    from monitoring.registry.identity import Identity


@transaction.atomic
def list_members(case: Case, *, by: User) -> list[str]:
    """Put the members on the list; the names of those whose number the registry lacks."""
    _begin(case, by=by)
    lacking = []
    for member in unlisted([case])[case.pk]:
        if member.id_number_hash is None:
            lacking.append(member.name)
            continue
        person = Person(
            case=case,
            kind=Person.Kind.MEMBER,
            member=member,
            name=member.name,
            relation=member.relation or "",
            id_number_cipher=member.id_number_cipher or b"",
            id_number_hash=member.id_number_hash,
            id_number_masked=member.id_number_masked,
        )
        _save(person)
    _record(case, by, act="members_listed")
    return lacking


@transaction.atomic
def add_person(
    case: Case, *, by: User, kind: str, name: str, relation: str, identity: "Identity"
) -> Person:
    """Somebody who lives elsewhere: a child, a child's spouse, another legal supporter."""
    _begin(case, by=by)
    person = Person(
        case=case,
        kind=kind,
        name=name.strip(),
        relation=relation.strip(),
        **stored("id_number", identity.person),
    )
    _save(person)
    _ask_anew(case)
    _record(case, by, act="person_added", person=person.pk)
    return person


@transaction.atomic
def state_relatives(case: Case, *, by: User) -> None:
    """Who lives elsewhere and would have to support is on the list, all of them or nobody."""
    _begin(case, by=by)
    RelativesAsked.objects.update_or_create(case=case, defaults={"by": by, "at": timezone.now()})
    elsewhere = Person.objects.filter(case=case).elsewhere().count()
    _record(case, by, act="relatives_asked", persons=elsewhere)


@transaction.atomic
def remove_person(person: Person, *, by: User) -> None:
    """Put on the list by mistake, and neither signed nor asked about."""
    _begin(person.case, by=by)
    person.refresh_from_db()
    refuse_if(person.kind == Person.Kind.MEMBER, _("A member of the household stays on the list."))
    refuse_if(
        person.authorisation_id or person.refused_on,
        _("This person has signed or refused already and stays on the list."),
    )
    _ask_anew(person.case)
    _record(person.case, by, act="person_removed", person=person.pk)
    person.delete()


@transaction.atomic
def keep_authorisation(
    case: Case, *, by: User, persons: Sequence[Person], signed_on: date, paper: "File[bytes]"
) -> Authorisation:
    """One paper that these persons signed; who refused before may sign now."""
    _begin(case, by=by)
    refuse_if(not persons, _("Choose who signed."))
    refuse_if(signed_on > timezone.localdate(), _("The day of signing cannot be in the future."))
    kept = Authorisation.objects.create(case=case, signed_on=signed_on, paper=paper, by=by)
    chosen = Person.objects.filter(case=case, authorisation=None, pk__in=[p.pk for p in persons])
    signed = chosen.update(authorisation=kept, refused_on=None, refusal="")
    refuse_if(signed != len(persons), _("Somebody else changed this meanwhile. Look at it again."))
    _record(case, by, act="authorised", persons=signed)
    return kept


@transaction.atomic
def refuse_to_sign(person: Person, *, by: User, reason: str) -> None:
    _begin(person.case, by=by)
    refuse_if(not reason.strip(), _("Say why the person does not sign."))
    undecided = Person.objects.undecided().filter(pk=person.pk)
    refused = undecided.update(refused_on=timezone.localdate(), refusal=reason.strip())
    refuse_if(not refused, _("Somebody else changed this meanwhile. Look at it again."))
    _record(person.case, by, act="refused_to_sign", person=person.pk)


@transaction.atomic
def exempt(case: Case, *, by: User, ground: str) -> None:
    """Compared for 低保 already (domain.md 3.2); only where a member receives it."""
    _begin(case, by=by)
    refuse_if(not ground.strip(), _("Say when and by whom the household was compared."))
    receiving = case.household.members.active().filter(low_income_allowance=True)
    refuse_if(
        not receiving.exists(),
        _("No member receives the low-income allowance, so the household has to be compared."),
    )
    Exemption.objects.update_or_create(case=case, defaults={"ground": ground.strip(), "by": by})
    _record(case, by, act="exempted")


@transaction.atomic
def explain(hit: Hit, *, by: User, explanation: str) -> None:
    """What village or township found out about a finding; an acceptance is asked for anew."""
    _begin(hit.person.case, by=by)
    refuse_if(not explanation.strip(), _("Write the explanation."))
    Hit.objects.filter(pk=hit.pk).update(
        explanation=explanation.strip(),
        explained_by=by,
        explained_at=timezone.now(),
        accepted_by=None,
        accepted_at=None,
    )
    _record(hit.person.case, by, act="explained", hit=hit.pk)


@transaction.atomic
def accept(hit: Hit, *, by: User, explanation: str) -> None:
    """The county takes the explanation that it has read."""
    case = hit.person.case
    require(by, "cases.county", case.division_id)
    _refuse_ended(case)
    waiting = Hit.objects.filter(pk=hit.pk, explanation=explanation, accepted_by=None)
    refuse_if(
        not explanation or not waiting.exists(),
        _("Somebody else changed this meanwhile. Look at it again."),
    )
    refuse_if(
        waiting.filter(explained_by=by).exists(), _("Somebody else has to accept an explanation.")
    )
    waiting.update(accepted_by=by, accepted_at=timezone.now())
    _record(case, by, act="accepted", hit=hit.pk)


@transaction.atomic
def keep_items(items: Iterable[ComparedItem], *, by: User) -> None:
    """Items as an administrator wants them from now on; what was found keeps its item."""
    require(by, "procedures.change")
    for item in items:  # a handful, each checked by its form
        item.save()
    audit.record(Event.COMPARISON_CHANGED, by=by, act="items")


def _begin(case: Case, *, by: User) -> None:
    """Under the case's lock, for those at the household who prepare the comparison."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    require(by, "cases.assess", case.division_id)
    _refuse_ended(locked)
    _refuse_passed(locked)


def _refuse_ended(case: Case) -> None:
    running = Case.objects.running().filter(pk=case.pk)
    refuse_if(not running.exists(), _("This case has ended."))


def _refuse_passed(case: Case) -> None:
    """What the step rested on does not change behind its back."""
    asking = case.procedure.steps.filter(evidence__contains=["comparison"])
    last = asking.order_by("-position").first()
    over = last is not None and case.position >= last.position
    refuse_if(
        over and not case.steps.open().filter(step__in=asking).exists(),
        _("The comparison has passed. Have the case sent back to change this."),
    )


def _ask_anew(case: Case) -> None:
    """Who changes the list says again that it is whole."""
    RelativesAsked.objects.filter(case=case).delete()


def _save(person: Person) -> None:
    person.validate_constraints()
    person.save(force_insert=True)


def _record(case: Case, by: User, **detail: Any) -> None:
    audit.record(
        Event.COMPARISON_CHANGED, by=by, division_code=case.division_id, subject=case, **detail
    )
