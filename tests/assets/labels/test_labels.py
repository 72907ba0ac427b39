"""Labels say which asset it is and lead to its page; their code holds nothing else."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
import segno

from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


@pytest.fixture
def village(client):
    client.force_login(factories.user("village", factories.VILLAGE))
    return client


def codes(page: str) -> list[str]:
    return [unescape(code) for code in re.findall(r'<img src="(data:[^"]+)"', page)]


def test_each_code_is_the_address_of_the_page_and_nothing_else(village):
    asset = making.asset(name="王秀英家的扶贫车间")
    page = village.get("/assets/labels/").content.decode()
    address = f"http://testserver/assets/{asset.pk}/"
    assert codes(page) == [segno.make(address, error="m", micro=False).svg_data_uri(border=1)]
    assert asset.number in page


def test_a_sheet_holds_24_and_the_next_one_the_rest(village):
    kept = [making.asset(name=f"车间{number}") for number in range(25)]
    page = village.get("/assets/labels/").content.decode()
    assert page.count('<ul class="labels"') == 2
    assert len(codes(page)) == len(kept)


def test_the_labels_are_those_of_the_filtered_list(village):
    making.asset(name="扶贫车间")
    making.asset(name="村内道路", kind="road")
    page = village.get("/assets/labels/?asset_class=公益性").content.decode()
    assert "村内道路" in page
    assert "扶贫车间" not in page
    listed = village.get("/assets/?asset_class=公益性").content.decode()
    assert "/assets/labels/?asset_class=" in unquote(listed)


def test_never_of_another_village(village):
    making.asset(division=factories.OTHER_VILLAGE)
    assert not codes(village.get("/assets/labels/").content.decode())
    assert village.get(f"/assets/labels/?division={factories.OTHER_VILLAGE}").status_code == 404
