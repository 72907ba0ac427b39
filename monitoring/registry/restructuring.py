"""Households split, merge, move and end. Nobody's past is lost: each leaves its changes behind."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from monitoring.registry.act import begin, create_row, finish, refuse_if, update_row
from monitoring.registry.actions import head_values
from monitoring.registry.choices import Relation
from monitoring.registry.models import Household, Member, Source

LEAVES_WITH = {
    Household.Status.DIED_OUT: Member.Status.DECEASED,
    Household.Status.MOVED_AWAY: Member.Status.MOVED_OUT,
}

# Why a household cannot be closed now, or None; slices above add theirs (monitoring/apps.py).
Hindrance = Callable[[Household], str | None]
hindrances: list[Hindrance] = []


@transaction.atomic
def split_household(
    household: Household, *, by: User, code: str, relations: Mapping[int, str], note: str
) -> Household:
    """Members become a household of their own with `code`; the past stays where it was.

    `relations` gives, per id of a member who goes, the relation to the new householder, who is
    the one with 户主.
    """
    source = begin(household, by=by, note=note)
    going, staying = _part(household, relations)
    heads = [member for member in going if relations[member.pk] == Relation.HEAD]
    refuse_if(not going, _("Choose the members who form the new household."))
    refuse_if(
        not staying, _("At least one member must stay. To move everybody, move the household.")
    )
    refuse_if(
        len(heads) != 1, _("Exactly one member must be the householder of the new household.")
    )
    refuse_if(
        any(member.relation == Relation.HEAD for member in going),
        _("The householder stays. Make somebody else the householder first."),
    )
    new = Household(
        code=code,
        division=household.division,
        facts_year=household.facts_year,
        household_type=household.household_type,
        declared_size=len(going),
    )
    create_row(new, source=source, **head_values(heads[0]))
    _settle(going, new, relations, source)
    update_row(household, source=source, declared_size=len(staying))
    finish(Event.HOUSEHOLD_SPLIT, source, household, new, new=new.code, members=len(going))
    return new


@transaction.atomic
def merge_households(
    household: Household, *, into: Household, by: User, relations: Mapping[int, str], note: str
) -> None:
    """All members join `into`; the old household stays as history and names its successor.

    `relations` gives, per id of each active member, the relation to the householder of `into`.
    """
    refuse_if(household.pk == into.pk, _("A household cannot be merged into itself."))
    source = begin(household, into, by=by, note=note)
    _refuse_hindered(household)
    going, staying = _part(household, relations)
    refuse_if(staying, _("Give every member's relation to the new householder."))
    refuse_if(
        Relation.HEAD in relations.values(), _("The other household already has a householder.")
    )
    size = into.members.active().count() + len(going)
    _settle(going, into, relations, source)
    update_row(household, source=source, status=Household.Status.MERGED, successor=into)
    update_row(into, source=source, declared_size=size)
    finish(Event.HOUSEHOLD_MERGED, source, household, into, into=into.code)


@transaction.atomic
def move_household(household: Household, *, to: Division, by: User, note: str) -> None:
    """To another village, with every member, past and present; by someone in charge of both."""
    source = begin(household, by=by, note=note)
    require(by, "households.change", to.code)
    refuse_if(to.level != Division.Level.VILLAGE, _("Choose a village."))
    refuse_if(to == household.division, _("The household already lives in this village."))
    origin = household.division_id
    update_row(household, source=source, division=to)
    for member in household.members.all():
        update_row(member, source=source, division=to)
    finish(Event.HOUSEHOLD_MOVED, source, household, origin=origin, to=to.code)


@transaction.atomic
def household_ends(
    household: Household, *, by: User, how: Household.Status, on: date, note: str
) -> None:
    """The household died out or moved away, and with it everybody still in it."""
    source = begin(household, by=by, note=note)
    _refuse_hindered(household)
    refuse_if(how not in LEAVES_WITH, _("Say whether the household died out or moved away."))
    refuse_if(on > timezone.localdate(), _("The day cannot be in the future."))
    for member in household.members.active():
        update_row(member, source=source, status=LEAVES_WITH[how], left_on=on)
    update_row(household, source=source, status=how)
    finish(Event.HOUSEHOLD_ENDED, source, household, how=how)


def _refuse_hindered(household: Household) -> None:
    """Under the lock of `begin`, so that nothing begins for it meanwhile."""
    for hindrance in hindrances:
        sentence = hindrance(household)
        refuse_if(sentence, sentence or "")


def _part(household: Household, relations: Mapping[int, str]) -> tuple[list[Member], list[Member]]:
    """Active members who go, and who stay."""
    members = list(household.members.active())
    strangers = set(relations) - {member.pk for member in members}
    refuse_if(strangers, _("Choose among the members of this household."))
    going = [member for member in members if member.pk in relations]
    return going, [member for member in members if member.pk not in relations]


def _settle(
    members: list[Member], into: Household, relations: Mapping[int, str], source: Source
) -> None:
    for member in members:
        update_row(
            member,
            source=source,
            household=into,
            division=into.division,
            relation=relations[member.pk],
        )
