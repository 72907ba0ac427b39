"""What the visit page says before anybody types."""

import pytest

from tests import factories
from tests.monitoring.screening.test_screen import poor, screened

pytestmark = pytest.mark.usefixtures("divisions")


def test_a_fact_that_alone_decides_is_asked_at_the_visit(client):
    household = poor(household_type="脱贫户")  # watched; whether insured is not said
    screened()
    client.force_login(factories.user("village", factories.VILLAGE))
    page = client.get(f"/visits/household/{household.pk}/")
    gaps = [gap.criterion for gap in page.context["explanation"].near_gaps]
    assert "uninsured" in [criterion.code for criterion in gaps]
    asked = page.content.decode().partition("请顺便问清：差一项可判断")[2]
    assert all(criterion.name in asked for criterion in gaps)
