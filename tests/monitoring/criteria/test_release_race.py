"""Two people release the same version at once: one of them does, the other is told."""

import pytest

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.criteria import actions
from monitoring.criteria.models import Version
from tests import factories
from tests.monitoring.criteria.test_actions import a_draft
from tests.races import refusals


@pytest.mark.django_db(transaction=True)
def test_of_two_releases_at_once_one_happens():
    if not Division.objects.exists():
        load_divisions()
    maker, *releasers = (factories.user("city", factories.CITY) for _ in range(3))
    version = a_draft(maker)
    actions.submit(version, by=maker)
    drafts = [Version.objects.get(pk=version.pk) for _ in releasers]
    done, told = refusals(
        *(
            lambda draft=draft, by=by: actions.release(draft, by=by)
            for draft, by in zip(drafts, releasers, strict=True)
        )
    )
    assert (done, bool(told)) == ("", True)
    assert AuditEvent.objects.filter(event="criteria.released").count() == 1
