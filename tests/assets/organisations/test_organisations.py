"""The organisation of each place: one at a time, its officers, and the places that have none."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, Division
from assets.organisations import actions
from assets.organisations.lists import (
    ORGANISATIONS,
    organisation_table,
    organised,
    places_seen_by,
)
from assets.organisations.models import Officer, Organisation
from assets.organisations.waiting import groups
from tests import factories
from tests.assets import making
from tests.assets.organisations import making as entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

SINCE = date(2022, 3, 1)


def appoint(organisation: Organisation, **fields: Any) -> Officer:
    said: dict[str, Any] = {
        "name": "王建国",
        "duty": "risk",
        "phone": "13831112222",
        "starts_on": SINCE,
    }
    return actions.appoint(organisation, by=making.keeper(), **(said | fields))


def listed(client, query: str) -> list[str]:
    client.force_login(making.keeper())
    answer = client.get(f"{reverse('organisations:list')}?{query}")
    return [place.code for place in answer.context["rows"]]


def test_a_place_has_one_organisation_at_a_time_and_keeps_the_earlier_ones():
    first = entered.organisation()
    with pytest.raises(ValidationError, match="先终止"):
        entered.organisation(name="新的小组")
    actions.dissolve(first, by=making.keeper(), ends_on=date(2023, 1, 1))
    second = entered.organisation(name="新的小组")
    place = Division.objects.get(pk=factories.VILLAGE)
    assert list(place.asset_organisations.current()) == [second]
    assert place.asset_organisations.count() == 2
    events = AuditEvent.objects.filter(event__startswith="assets.organisation")
    assert events.count() == 3


def test_whoever_serves_ends_with_the_organisation():
    organisation = entered.organisation()
    serving = appoint(organisation)
    with pytest.raises(ValidationError, match="之后才开始"):
        actions.dissolve(organisation, by=making.keeper(), ends_on=date(2022, 2, 1))
    actions.dissolve(organisation, by=making.keeper(), ends_on=date(2023, 1, 1))
    serving.refresh_from_db()
    assert serving.ends_on == date(2023, 1, 1)
    with pytest.raises(ValidationError, match="已终止"):
        appoint(organisation, name="李四")


def test_nobody_has_a_duty_twice_or_before_the_organisation():
    organisation = entered.organisation()
    held = appoint(organisation)
    with pytest.raises(ValidationError, match="已担任"):
        appoint(organisation)
    with pytest.raises(ValidationError, match="设立"):
        appoint(organisation, duty="head", starts_on=date(2020, 1, 1))
    appoint(organisation, duty="head")
    actions.release(held, by=making.keeper(), ends_on=date(2023, 1, 1))
    appoint(organisation, starts_on=date(2024, 1, 1))
    assert organisation.officers.count() == 3


def test_a_village_keeps_its_own_and_no_other():
    village = factories.user("village", factories.VILLAGE)
    entered.organisation(by=village)
    with pytest.raises(PermissionDenied):
        entered.organisation(factories.OTHER_VILLAGE, by=village)


def test_places_without_one_are_listed_by_level(client):
    entered.organisation(factories.PINGSHAN)
    entered.organisation()
    assert factories.VILLAGE not in listed(client, "lacks=organisation&level=village")
    assert listed(client, "lacks=organisation&level=county") == []
    towns = listed(client, "lacks=organisation&level=township")
    assert factories.PINGSHAN_TOWN in towns
    assert {Division.objects.get(pk=code).level for code in towns} == {"township"}


def test_whoever_has_none_of_their_own_is_told_and_nobody_of_those_below():
    here = reverse("organisations:list")
    assert groups(making.keeper()) == []  # there is nothing to look after
    making.asset()
    assert [group.url for group in groups(making.keeper())] == [
        f"{here}?lacks=organisation&level=county&division={factories.PINGSHAN}"
    ]
    entered.organisation(factories.PINGSHAN)
    assert groups(making.keeper()) == []
    assert [group.count for group in groups(factories.user("village", factories.VILLAGE))] == [1]


def test_a_duty_that_nobody_has_is_found(client):
    organisation = entered.organisation()
    assert factories.VILLAGE in listed(client, "lacks=risk&level=village")
    serving = appoint(organisation)
    assert factories.VILLAGE not in listed(client, "lacks=risk&level=village")
    assert factories.VILLAGE in listed(client, "lacks=operation&level=village")
    actions.release(serving, by=making.keeper(), ends_on=date(2023, 1, 1))
    assert factories.VILLAGE in listed(client, "lacks=risk&level=village")


def test_phones_are_masked_in_the_list_and_the_workbook_and_whole_on_the_page(client):
    appoint(entered.organisation())
    client.force_login(making.keeper())
    shown = client.get(f"{reverse('organisations:list')}?level=village").content.decode()
    assert "*******2222" in shown
    assert "13831112222" not in shown
    places = organised(places_seen_by(making.keeper()).filter(pk=factories.VILLAGE))
    rows = list(organisation_table(places).rows)
    assert [row[-3:] for row in rows] == [("风险防控", "王建国", "*******2222")]
    page = client.get(reverse("organisations:place", args=[factories.VILLAGE])).content.decode()
    assert "tel:13831112222" in page


def test_a_search_finds_by_person_and_more_places_ask_no_more(client):
    client.force_login(making.keeper())
    appoint(entered.organisation())
    answer = client.post(f"/lists/{ORGANISATIONS.name}/search/", {"text": "王建国"}, follow=True)
    assert [place.code for place in answer.context["rows"]] == [factories.VILLAGE]
    with CaptureQueriesContext(connection) as of_one:
        client.get(f"{reverse('organisations:list')}")
    for village in (factories.OTHER_VILLAGE, "130131100002"):
        appoint(entered.organisation(village))
    with CaptureQueriesContext(connection) as of_three:
        client.get(f"{reverse('organisations:list')}")
    assert len(of_three) == len(of_one)


def test_the_page_sets_one_up_appoints_and_lets_go(client):
    client.force_login(factories.user("village", factories.VILLAGE))
    page = reverse("organisations:place", args=[factories.VILLAGE])
    said = {"name": "资产管理小组", "document": "村〔2022〕1号", "starts_on": "2022-01-01"}
    assert client.post(page, said).status_code == 302
    organisation = Organisation.objects.get()
    officer = {"name": "李四", "duty": "operation", "phone": "", "starts_on": "2999-01-01"}
    refused = client.post(reverse("organisations:appoint", args=[organisation.pk]), officer)
    assert "请选择不在将来的日期" in refused.content.decode()
    client.post(
        reverse("organisations:appoint", args=[organisation.pk]),
        officer | {"starts_on": "2022-01-02"},
    )
    serving = Officer.objects.get()
    client.post(reverse("organisations:release", args=[serving.pk]), {"ends_on": "2023-01-01"})
    serving.refresh_from_db()
    assert serving.ends_on == date(2023, 1, 1)
