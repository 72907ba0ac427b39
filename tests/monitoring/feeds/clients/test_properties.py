"""Over every client there can be: who is let in, which rows are told and which fields of them.

What is expected is worked out from the words of a client, by nothing of the code that decides.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Caller
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oauth2_provider.models import AccessToken

from accounts.models import AuditEvent
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.clients.offers import readable
from tests import factories
from tests.monitoring.feeds.clients.urls import FIELDS

pytestmark = [
    pytest.mark.usefixtures("divisions"),
    pytest.mark.urls("tests.monitoring.feeds.clients.urls"),
]

# Which of the addresses lie in a network, found by looking.
ADDRESSES = ("10.1.2.3", "10.9.9.9", "192.0.2.1", "2001:db8::1", "::ffff:10.1.2.3")
NETWORKS = {
    "10.1.2.3/32": {"10.1.2.3", "::ffff:10.1.2.3"},
    "10.0.0.0/8": {"10.1.2.3", "10.9.9.9", "::ffff:10.1.2.3"},
    "192.0.2.0/24": {"192.0.2.1"},
    "2001:db8::/32": {"2001:db8::1"},
    "0.0.0.0/0": {"10.1.2.3", "10.9.9.9", "192.0.2.1", "::ffff:10.1.2.3"},
}
# Where each area's households are, by the beginning of their codes.
AREAS = {factories.CITY: "1301", factories.PINGSHAN: "130131", factories.ZANHUANG: "130129"}
VILLAGES = (factories.VILLAGE, factories.OTHER_VILLAGE, factories.FAR_VILLAGE)
KNOWN = [f"{resource}.{name}" for resource in ("households", "members") for name in FIELDS]


@dataclass(frozen=True)
class Drawn:
    """A client, its token and a call."""

    area: str
    scopes: frozenset[str]
    token_scopes: frozenset[str]
    fields: frozenset[str]
    networks: frozenset[str]
    address: str
    days_left: int
    token_minutes: int
    revoked: bool

    @property
    def status(self) -> int:
        if self.revoked or self.days_left < 0:
            return 401
        if not any(self.address in NETWORKS[network] for network in self.networks):
            return 403
        if self.token_minutes < 0:
            return 401
        return 200 if "households.read" in self.scopes & self.token_scopes else 403


SCOPES = st.frozensets(st.sampled_from(Scope.values), max_size=9)
drawn = st.builds(
    Drawn,
    area=st.sampled_from(list(AREAS)),
    # Half of them are open for the call, or nearly all would be refused for this alone.
    scopes=st.one_of(SCOPES, SCOPES.map(lambda some: some | {"households.read"})),
    token_scopes=st.one_of(SCOPES, SCOPES.map(lambda some: some | {"households.read"})),
    fields=st.frozensets(st.sampled_from(KNOWN)),
    networks=st.frozensets(st.sampled_from(list(NETWORKS)), min_size=1),
    address=st.sampled_from(ADDRESSES),
    days_left=st.integers(-2, 30),
    token_minutes=st.sampled_from([-1, 5, 30, 30]),
    revoked=st.sampled_from([False, False, False, True]),
)


@pytest.fixture
def world(divisions):
    homes = [factories.household(village) for village in VILLAGES]
    return factories.department_client(), homes


def call(client: Client, made: Drawn):
    Client.objects.filter(pk=client.pk).update(
        division_id=made.area,
        scopes=sorted(made.scopes),
        fields=sorted(made.fields),
        addresses=sorted(made.networks),
        expires_on=timezone.localdate() + timedelta(days=made.days_left),
        revoked_at=timezone.now() if made.revoked else None,
    )
    AccessToken.objects.all().delete()
    cache.clear()
    headers = factories.bearer(client, *(made.token_scopes or {""}), minutes=made.token_minutes)
    return Caller().get("/api/v1/try/", headers=headers, REMOTE_ADDR=made.address)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=drawn)
def test_area_fields_and_every_limit_hold(world, made):
    client, homes = world
    answer = call(client, made)
    assert answer.status_code == made.status, answer.content
    row = AuditEvent.objects.first()
    assert (row.by, row.detail["status"]) == (client.user, made.status)
    if made.status != 200:
        assert set(answer.json()) == {"error"}
        return
    names = [name for name in FIELDS if f"households.{name}" in made.fields]
    seen = [home for home in homes if home.division_id.startswith(AREAS[made.area])]
    told = sorted(answer.json(), key=str)
    assert told == sorted(({name: getattr(home, name) for name in names} for home in seen), key=str)
    assert row.detail["households"] == sorted(home.pk for home in seen)


@given(fields=st.lists(st.sampled_from(KNOWN)), asked=st.lists(st.text(max_size=12)))
def test_nothing_is_readable_but_what_was_agreed(fields, asked):
    client = Client(fields=fields)
    names = [*asked, *FIELDS]
    told = readable(client, "households", names)
    assert told == [name for name in names if f"households.{name}" in set(fields)]
    assert readable(client, "", KNOWN) == []
