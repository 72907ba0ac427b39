"""A village's pages open over one bar of signal: the first load stays under 150 KB."""

import gzip
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from monitoring.registry.models import Statement
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]
MOST = 150 * 1024
FILE = re.compile(r'(?:href|src)="/static/([^"#]+)')


def weight(page: bytes) -> int:
    """Bytes of a page and of every file it names, compressed as the server sends them."""
    files = {str(finders.find(name)) for name in FILE.findall(page.decode())}
    parts = [page, *(Path(path).read_bytes() for path in files)]
    return sum(len(gzip.compress(part, 6)) for part in parts)


PAGES = (
    "/", "/me/", "/flags/", "/households/", "/households/{}/", "/visits/", "/visits/household/{}/",
    "/assets/inspections/", "/assets/{asset}/inspect/", "/assets/", "/assets/{asset}/",
    "/assets/overview/", "/assets/alarms/", "/effect/households/{}/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_first_load_is_light(path):
    for _ in range(50):
        home = factories.household()
        factories.flag(home)
        factories.visit_due(home)
    for _ in range(8):
        factories.member(home)
    for year in (2025, 2026):
        Statement.objects.create(
            household=home, year=year, starts=date(year, 1, 1), ends=date(year, 12, 31), people=8,
            wage_income=Decimal(9000), source=home.source,
        )  # fmt: skip
    client = Client()
    client.force_login(
        factories.user("village", factories.VILLAGE), "django.contrib.auth.backends.ModelBackend"
    )
    page = client.get(path.format(home.pk, asset=making.asset().pk)).content
    assert 80_000 < weight(page) < MOST, "the styles alone are about 80 KB"
