"""What the step of comparison needs: everybody authorised and answered, every finding settled.

Its sentences stand on the page of the case, which more people read than the comparison: they name
nobody and tell nothing that was found.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.models import Exemption, Hit, Person, RelativesAsked
from monitoring.cases.comparison.querysets import Stand
from monitoring.registry.models import Member


def declare() -> None:
    evidence.declare("comparison", comparison_missing, page="comparison:case")


def comparison_missing(cases: Sequence[Case]) -> dict[int, str]:
    """The first thing that is missing, in the order of the work."""
    exempt = set(Exemption.objects.filter(case__in=cases).values_list("case_id", flat=True))
    asked = [case for case in cases if case.pk not in exempt]
    stands = {row["case_id"]: row for row in Person.objects.filter(case__in=asked).progress()}
    hits = Hit.objects.filter(person__case__in=asked).unsettled()
    unsettled = set(hits.values_list("person__case_id", flat=True))
    left_out = unlisted(asked)
    relatives = set(RelativesAsked.objects.filter(case__in=asked).values_list("case_id", flat=True))
    said = {
        case.pk: _first(
            left_out[case.pk],
            stands.get(case.pk),
            unasked=case.pk not in relatives,
            unsettled=case.pk in unsettled,
        )
        for case in asked
    }
    return {pk: sentence for pk, sentence in said.items() if sentence}


def unlisted(cases: Sequence[Case]) -> dict[int, list[Member]]:
    """By case, the members who are not on its list of persons."""
    persons = Person.objects.filter(case__in=cases, member__isnull=False)
    listed = set(persons.values_list("case_id", "member_id"))
    households = [case.household_id for case in cases]
    members = defaultdict(list)
    for member in Member.objects.active().filter(household__in=households).head_first():
        members[member.household_id].append(member)
    return {
        case.pk: [each for each in members[case.household_id] if (case.pk, each.pk) not in listed]
        for case in cases
    }


def _first(
    left_out: Sequence[Member], stand: Stand | None, *, unasked: bool, unsettled: bool
) -> str | None:
    if left_out or stand is None:
        return _("Put every member on the list of persons to compare.")
    if unasked:
        return _(
            "Ask for children living elsewhere, their spouses and other supporters, and say that"
            " they are all on the list or that there is nobody."
        )
    if stand["refused"]:
        return _("Not everybody agrees to be compared. The case can be refused for this reason.")
    if stand["undecided"]:
        return _("Signed authorisations are missing.")
    if stand["unanswered"]:
        return _("The departments have not answered about everybody yet.")
    if unsettled:
        return _("The comparison still waits for a word of the village or of the county.")
    return None
