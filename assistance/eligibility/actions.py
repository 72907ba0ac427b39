"""The nightly comparison, and what people do with a finding. Nothing stops by either."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, Post, User
from accounts.permissions import require
from assistance.awards.models import Award
from assistance.catalogue.models import Terms
from assistance.eligibility.evaluation import Outcome, judge
from assistance.eligibility.lists import FINDINGS
from assistance.eligibility.models import Finding
from assistance.eligibility.questions import Catalogue
from assistance.eligibility.refresh import refresh
from monitoring.criteria.packs import parameters_in_force
from monitoring.jobs.models import Job
from monitoring.lists.actions import export


@transaction.atomic
def compare(county: Division, *, day: date) -> Outcome:
    """Bring what is known of the persons of a county, and its findings, to `day`: today.

    The households' own indicators are those that the screening of the same night refreshed.
    """
    refresh(as_of=day, division=county)
    outcome = Outcome()
    with connection.cursor() as cursor:
        judge(cursor, catalogue_of(county, day), county, outcome, day=day)
    return outcome


def catalogue_of(county: Division, day: date) -> Catalogue:
    """What holds in the county on that day."""
    terms = Terms.objects.in_force(day, county.code).prefetch_related("excludes")
    parameters = parameters_in_force(day, county.code)
    recorded = Award.objects.filter(county=county.code[:6]).order_by().values_list("measure_id")
    return Catalogue(
        terms=tuple(terms.order_by("pk")),
        parameters={code: known.value for code, known in parameters.items()},
        recorded={measure for (measure,) in recorded.distinct()},
    )


@transaction.atomic
def settle(finding: Finding, *, by: User, reason: str) -> None:
    """Looked at: it leaves the list, and comes back once what is known changes."""
    require(by, "findings.settle", finding.division_id)
    waiting = Finding.objects.open().unsettled().filter(pk=finding.pk)
    said = {"settled_on": timezone.localdate(), "settled_by": by, "settled_reason": reason}
    if waiting.update(**said) != 1:
        raise ValidationError(_("Somebody else has settled this meanwhile. Look at it again."))
    audit.record(
        Event.FINDING_SETTLED, by=by, division_code=finding.division_id, subject=finding,
        kind=finding.kind, measure=finding.measure.code, reason=reason,
    )  # fmt: skip


def tell_departments() -> list[Job]:
    """A workbook for everyone who holds an office's post and has something to look at."""
    asked = []
    posts = Post.objects.current().filter(role=Post.Role.DEPARTMENT, user__is_machine=False)
    for user in User.objects.filter(is_active=True, pk__in=posts.values("user")):
        form = FINDINGS.filter({}, user=user)
        if form.is_valid() and FINDINGS.rows(form).exists():
            asked.append(export(FINDINGS, form, by=user))
    return asked
