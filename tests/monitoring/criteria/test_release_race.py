"""Two people release the same version at once: one of them does, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.criteria import actions
from monitoring.criteria.models import Version
from tests import factories
from tests.monitoring.criteria.test_actions import a_draft


@pytest.mark.django_db(transaction=True)
def test_of_two_releases_at_once_one_happens():
    if not Division.objects.exists():
        load_divisions()
    maker, *releasers = (factories.user("city", factories.CITY) for _ in range(3))
    version = a_draft(maker)
    actions.submit(version, by=maker)
    together = Barrier(2)

    def release(user):
        together.wait()
        try:
            actions.release(Version.objects.get(pk=version.pk), by=user)
        except ValidationError:
            return "told"
        finally:
            connection.close()
        return "released"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(release, releasers)) == ["released", "told"]
    assert AuditEvent.objects.filter(event="criteria.released").count() == 1
