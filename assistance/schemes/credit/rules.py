"""What stands against a loan: who borrows, for how long, at which rate."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assistance.schemes.credit import limits
from assistance.schemes.credit.models import Loan
from assistance.schemes.limits.reading import value_or_none, whole
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member
from monitoring.registry.months import shifted


def refuse_borrower(member: Member, day: date) -> None:
    household = member.household
    gone = member.status != Member.Status.ACTIVE or household.status != Household.Status.ACTIVE
    refuse_if(gone, _("This person does not live in a household of the village any more."))
    refuse_if(
        not household.is_watched,
        _("Small credit is for ex-poor and monitored households."),
    )
    years = member.age(day)
    if years is None:
        raise ValidationError(_("Enter the date of birth of this person first."))
    least, most = (
        whole(limit, day, member.division_id) for limit in (limits.AGE_FROM, limits.AGE_TO)
    )
    refuse_if(
        not least <= years <= most,
        _("%(name)s is %(age)s years old; borrowers are %(least)s to %(most)s.")
        % {"name": member, "age": years, "least": least, "most": most},
    )


def refuse_terms(loan: Loan) -> None:
    day, place = loan.starts_on, loan.division_id
    years = whole(limits.YEARS, day, place)
    refuse_if(loan.ends_on <= day, _("A loan is due after it was paid out."))
    refuse_if(
        loan.ends_on > shifted(day, 12 * years),
        _("A small loan runs %(years)s years at most.") % {"years": years},
    )
    is_short = loan.ends_on <= shifted(day, 12)
    most = value_or_none(limits.RATE_SHORT if is_short else limits.RATE_LONG, day, place)
    refuse_if(
        most is not None and loan.rate > most,
        _("The yearly rate is %(most)s %% at most.") % {"most": most},
    )


def refuse_extension(loan: Loan, until: date, today: date) -> None:
    most = whole(limits.EXTENSIONS, today, loan.division_id)
    refuse_if(not loan.owed, _("Nothing is owed of this loan any more."))
    refuse_if(loan.is_overdue, _("It is overdue; an extension is agreed before the day it is due."))
    refuse_if(
        times_prolonged(loan) >= most,
        _("A small loan is extended or renewed %(most)s time at most.") % {"most": most},
    )
    months = whole(limits.EXTENSION_MONTHS, today, loan.division_id)
    refuse_if(until <= loan.ends_on, _("Choose a day after the one on which it is due now."))
    refuse_if(
        until > shifted(loan.ends_on, months),
        _("An extension lasts %(months)s months at most.") % {"months": months},
    )


def refuse_renewal(old: Loan, household: Household, day: date) -> None:
    refuse_if(old.household_id != household.pk, _("That loan is another household's."))
    refuse_if(not old.owed, _("Nothing is owed of this loan any more."))
    most = whole(limits.EXTENSIONS, day, household.division_id)
    refuse_if(
        times_prolonged(old) >= most,
        _("A small loan is extended or renewed %(most)s time at most.") % {"most": most},
    )


def times_prolonged(loan: Loan) -> int:
    """Extended, and itself the renewal of another."""
    return loan.extensions.count() + (times_prolonged(loan.renews) + 1 if loan.renews else 0)
