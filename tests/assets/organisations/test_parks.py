"""Relocation parks: whom they are for, what stands in them, who works there."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assets.organisations.parks import actions
from assets.organisations.parks.models import Inside, Park
from assets.restructuring import actions as restructuring
from tests import factories
from tests.assets import making
from tests.assets.organisations import making as entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def listed(client, query: str = "") -> list[str]:
    client.force_login(making.keeper())
    answer = client.get(f"{reverse('parks:list')}?{query}")
    return [park.name for park in answer.context["rows"]]


def test_a_park_says_how_many_it_serves_holds_and_employs_now():
    by, park = making.keeper(), entered.park()
    actions.serve(park, by=by, name="幸福社区", households=300)
    actions.serve(park, by=by, name="安康社区", households=120)
    actions.serve(park, by=by, name="幸福社区", households=320)
    actions.put_in(park, making.asset(), by=by)
    actions.put_in(park, making.asset(), by=by)
    actions.count_jobs(park, by=by, day=date(2024, 6, 1), jobs=80, relocated_jobs=50)
    actions.count_jobs(park, by=by, day=date(2025, 6, 1), jobs=90, relocated_jobs=60)
    found = Park.objects.for_list().get()
    said = (found.households, found.assets_inside, found.jobs, found.relocated_jobs)
    assert said == (440, 2, 90, 60)


def test_an_asset_stands_in_one_park_of_its_county():
    by, park, asset = making.keeper(), entered.park(), making.asset()
    actions.put_in(park, asset, by=by)
    with pytest.raises(ValidationError, match="已在一个产业园"):
        actions.put_in(entered.park(name="另一园"), asset, by=by)
    with pytest.raises(ValidationError, match="另一个县"):
        actions.put_in(park, making.asset(factories.FAR_VILLAGE), by=by)
    actions.take_out(Inside.objects.get(), by=by)
    actions.put_in(Park.objects.get(name="另一园"), asset, by=by)


def test_what_an_asset_becomes_stands_in_its_park(client):
    by, park, asset = making.keeper(), entered.park(), making.asset()
    actions.put_in(park, asset, by=by)
    restructuring.approve(making.split(asset, "100000.00", "140000.00"), by=making.keeper())
    assert Park.objects.for_list().get().assets_inside == 2
    assert {each.asset.ended_on for each in park.inside.all()} == {None, date(2025, 6, 10)}
    client.force_login(by)
    shown = client.get(park.get_absolute_url()).context["inside"]
    assert {each.asset.name for each in shown} == {"分出的车间"}


def test_relocated_people_hold_no_more_jobs_than_there_are():
    by, park = making.keeper(), entered.park()
    with pytest.raises(ValidationError, match="超过"):
        actions.count_jobs(park, by=by, day=date(2024, 6, 1), jobs=5, relocated_jobs=6)
    actions.count_jobs(park, by=by, day=date(2024, 6, 1), jobs=6, relocated_jobs=6)
    with pytest.raises(ValidationError, match="已登记"):
        actions.count_jobs(park, by=by, day=date(2024, 6, 1), jobs=7, relocated_jobs=6)


def test_a_village_looks_but_does_not_keep():
    park = entered.park()
    with pytest.raises(PermissionDenied):
        actions.serve(
            park, by=factories.user("village", factories.VILLAGE), name="社区", households=1
        )


def test_what_is_missing_is_found(client):
    by, park = making.keeper(), entered.park(name="甲园")
    actions.serve(park, by=by, name="社区", households=1)
    entered.park(factories.OTHER_VILLAGE, name="乙园")
    assert listed(client, "lacks=community") == ["乙园"]
    assert set(listed(client, "lacks=jobs")) == {"甲园", "乙园"}
    actions.count_jobs(park, by=by, day=date(2024, 6, 1), jobs=5, relocated_jobs=1)
    actions.put_in(park, making.asset(), by=by)
    assert listed(client, "lacks=jobs") == listed(client, "lacks=asset") == ["乙园"]


def test_its_page_takes_entries_and_the_page_of_an_asset_names_it(client):
    client.force_login(making.keeper())
    park, asset = entered.park(), making.asset()
    added = reverse("parks:put-in", args=[park.pk])
    assert "没有" in client.post(added, {"asset": "无此编号"}).content.decode()
    assert client.post(added, {"asset": asset.number}).status_code == 302
    client.post(reverse("parks:serve", args=[park.pk]), {"name": "社区", "households": "20"})
    jobs = {"day": "2024-01-01", "jobs": "9", "relocated_jobs": "4"}
    client.post(reverse("parks:jobs", args=[park.pk]), jobs)
    page = client.get(park.get_absolute_url()).content.decode()
    assert all(said in page for said in ("社区", asset.name, "2024-01-01"))
    assert park.name in client.get(asset.get_absolute_url()).content.decode()
