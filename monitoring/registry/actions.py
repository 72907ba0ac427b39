"""Every change of a household that a person makes: one act, its reason, its history."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Post, User
from accounts.permissions import require
from accounts.personal import decrypt
from monitoring.registry import rows
from monitoring.registry.act import (
    NEVER_SEEN,
    Values,
    begin,
    create_row,
    finish,
    refuse_if,
    update_row,
)
from monitoring.registry.choices import Relation
from monitoring.registry.models import (
    Household,
    LivingConditions,
    Member,
    Pairing,
    Source,
    Statement,
)


def edit_household(
    household: Household, *, by: User, note: str, seen: Values = NEVER_SEEN, **values: Any
) -> None:
    _edit(household, household, by=by, note=note, seen=seen, values=values)


def edit_conditions(
    household: Household, *, by: User, note: str, seen: Values = NEVER_SEEN, **values: Any
) -> None:
    """Living conditions by hand; the first ones where none are known."""
    conditions = LivingConditions.objects.filter(household=household).first()
    if conditions is None:
        _add(LivingConditions(household=household), household, by=by, note=note, values=values)
    else:
        _edit(conditions, household, by=by, note=note, seen=seen, values=values)


def edit_statement(
    statement: Statement, *, by: User, note: str, seen: Values = NEVER_SEEN, **values: Any
) -> None:
    _edit(statement, statement.household, by=by, note=note, seen=seen, values=values)


def add_statement(household: Household, *, by: User, note: str, **values: Any) -> Statement:
    statement = Statement(household=household)
    _add(statement, household, by=by, note=note, values=values)
    return statement


def edit_member(
    member: Member, *, by: User, note: str, seen: Values = NEVER_SEEN, **values: Any
) -> None:
    """A school stage given by hand is this year's."""
    if "school_stage" in values:
        values["school_year"] = timezone.localdate().year
    _edit(member, member.household, by=by, note=note, seen=seen, values=values)


def add_member(household: Household, *, by: User, note: str, **values: Any) -> Member:
    member = Member(
        household=household, division=household.division, facts_year=household.facts_year
    )
    if "school_stage" in values:
        values["school_year"] = timezone.localdate().year
    _add(member, household, by=by, note=note, values=values)
    return member


@transaction.atomic
def member_leaves(
    member: Member, *, by: User, how: str, on: date, note: str, new_head: Member | None = None
) -> None:
    """Death, marriage or moving; the person stays as history. `new_head` follows a householder."""
    household = member.household
    source = begin(household, by=by, note=note)
    leave(member, source=source, how=how, on=on, new_head=new_head)
    finish(Event.MEMBER_LEFT, source, household, member=member.pk, how=how)


def leave(
    member: Member, *, source: Source, how: str, on: date, new_head: Member | None = None
) -> None:
    """The same inside an act that has begun."""
    household = member.household
    member.refresh_from_db()  # as it is under the household's lock
    refuse_if(member.status != Member.Status.ACTIVE, _("This person has already left."))
    refuse_if(how == Member.Status.ACTIVE, _("Say why the person leaves."))
    refuse_if(on > timezone.localdate(), _("The day of leaving cannot be in the future."))
    refuse_if(
        member.birth_date and on < member.birth_date,
        _("The day of leaving is before the date of birth."),
    )
    others = household.members.active().exclude(pk=member.pk)
    update_row(member, source=source, status=how, left_on=on)
    if member.relation == Relation.HEAD and others.exists():
        if new_head is None or new_head not in others:
            raise ValidationError(_("Choose who becomes the householder."))
        update_row(new_head, source=source, relation=Relation.HEAD)
        update_row(household, source=source, **head_values(new_head))


@transaction.atomic
def member_returns(member: Member, *, by: User, note: str) -> None:
    """The person lives in the household again; no longer as its head where there is another."""
    household = member.household
    source = begin(household, by=by, note=note)
    member.refresh_from_db()
    refuse_if(member.status == Member.Status.ACTIVE, _("This person has not left the household."))
    if member.relation == Relation.HEAD and household.members.active().heads().exists():
        update_row(member, source=source, relation=None)
    update_row(member, source=source, status=Member.Status.ACTIVE, left_on=None)
    finish(Event.MEMBER_RETURNED, source, household, member=member.pk)


@transaction.atomic
def pair_helper(household: Household, *, helper: User, by: User) -> Pairing:
    """Make `helper` responsible for the household from today; they see it from then on."""
    require(by, "households.change", household.division_id)
    held = Post.objects.current().filter(user=helper, role=Post.Role.HELPER)
    refuse_if(not held.exists(), _("Only an account with a helper's post can be paired."))
    pairing = Pairing(household=household, user=helper)
    pairing.full_clean()
    pairing.save()
    audit.record(
        Event.HOUSEHOLD_PAIRED,
        by=by,
        division_code=household.division_id,
        subject=household,
        helper=helper.pk,
    )
    return pairing


@transaction.atomic
def end_pairing(pairing: Pairing, *, by: User) -> None:
    """The helper is no longer responsible, from today."""
    require(by, "households.change", pairing.household.division_id)
    ended = Pairing.objects.filter(pk=pairing.pk, ends=None).update(ends=timezone.localdate())
    refuse_if(not ended, _("This pairing has already ended."))
    audit.record(
        Event.PAIRING_ENDED,
        by=by,
        division_code=pairing.household.division_id,
        subject=pairing.household,
        helper=pairing.user_id,
    )


@transaction.atomic
def unmask(row: Household | Member, field: str, *, by: User, purpose: str) -> str:
    """The number behind `<field>_masked`, for a purpose that the audit keeps."""
    require(by, "households.unmask", row.division_id)
    stored = getattr(row, f"{field}_cipher")
    refuse_if(stored is None, _("No number is known."))
    audit.record(
        Event.UNMASKED,
        by=by,
        division_code=row.division_id,
        subject=row,
        field=field,
        purpose=purpose,
    )
    return decrypt(stored)


def head_values(member: Member) -> dict[str, Any]:
    """What a household says of its head, as the member says it."""
    return {
        "head_name": member.name,
        "head_id_cipher": member.id_number_cipher,
        "head_id_hash": member.id_number_hash,
        "head_id_masked": member.id_number_masked,
    }


@transaction.atomic
def _edit(
    row: models.Model, household: Household, *, by: User, note: str, seen: Values, values: Values
) -> None:
    source = begin(household, by=by, note=note)
    names = update_row(row, source=source, seen=seen, **values)
    if names and isinstance(row, Member):
        row.refresh_from_db()
        _keep_head(row, source)
    if names:
        entity = rows.ENTITY[type(row)]
        finish(Event.HOUSEHOLD_CHANGED, source, household, entity=entity, fields=sorted(names))
    else:
        transaction.set_rollback(True)  # an act that changed nothing leaves no source


@transaction.atomic
def _add(row: models.Model, household: Household, *, by: User, note: str, values: Values) -> None:
    source = begin(household, by=by, note=note)
    create_row(row, source=source, **values)
    if isinstance(row, Member):
        _keep_head(row, source)
    finish(Event.HOUSEHOLD_CHANGED, source, household, entity=rows.ENTITY[type(row)], added=row.pk)


def _keep_head(member: Member, source: Source) -> None:
    """One householder, whose name and number the household itself carries."""
    if member.relation != Relation.HEAD or member.status != Member.Status.ACTIVE:
        return
    others = member.household.members.active().heads().exclude(pk=member.pk)
    refuse_if(
        others.exists(),
        _("There is a householder already. Give that person another relation first."),
    )
    update_row(member.household, source=source, **head_values(member))
