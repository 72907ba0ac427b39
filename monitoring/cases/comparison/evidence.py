"""What the step of comparison needs: everybody authorised and answered, every finding settled.

Its sentences stand on the page of the case, which more people read than the comparison: they name
nobody and tell nothing that was found.
"""

from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.models import Exemption, Hit, Person
from monitoring.registry.models import Member


def declare() -> None:
    evidence.declare("comparison", comparison_missing, page="comparison:case")


def comparison_missing(case: Case) -> str | None:
    """The first thing that is missing, in the order of the work."""
    if Exemption.objects.filter(case=case).exists():
        return None
    persons = Person.objects.filter(case=case)
    if unlisted(case) or not persons.exists():
        return _("Put every member on the list of persons to compare.")
    if persons.filter(refused_on__isnull=False).exists():
        return _("Not everybody agrees to be compared. The case can be refused for this reason.")
    if persons.undecided().exists():
        return _("Signed authorisations are missing.")
    if persons.filter(answered_on=None).exists():
        return _("The departments have not answered about everybody yet.")
    if Hit.objects.filter(person__case=case).unsettled().exists():
        return _("The comparison still waits for a word of the village or of the county.")
    return None


def unlisted(case: Case) -> list[Member]:
    """Members who are not on the list of persons."""
    listed = Person.objects.filter(case=case, member__isnull=False).values("member")
    return list(case.household.members.active().exclude(pk__in=listed).head_first())
