"""The catalogue in the browser: by category, over time, and new terms from draft to release."""

from decimal import Decimal
from typing import Any

import pytest

from assistance.catalogue.models import Terms
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

BACKEND = "django.contrib.auth.backends.ModelBackend"
SAID = {
    "county": factories.PINGSHAN, "valid_from": "2027-01-01", "document": "平政〔2026〕9号",
    "paying_department": "民政局", "amount_rule": "fixed", "amount": "75", "rhythm": "monthly",
    "ends_with": "review",
}  # fmt: skip


@pytest.fixture
def county(client: Any) -> Any:
    client.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    return client


def test_measures_stand_by_category_and_say_their_conditions(county: Any) -> None:
    page = county.get("/catalogue/").content.decode()
    assert page.index("产业发展帮扶") < page.index("重度残疾人护理补贴")
    terms = Terms.objects.get(measure__code="disabled-care")
    detail = county.get(f"/catalogue/terms/{terms.pk}/").content.decode()
    assert "本人是重度残疾人（一、二级）" in detail


def test_terms_are_drafted_handed_in_and_released_by_a_second_person(county: Any) -> None:
    answer = county.post("/catalogue/disabled-care/draft/", SAID)
    terms = Terms.objects.get(state="draft")
    assert answer.headers["Location"] == f"/catalogue/terms/{terms.pk}/"
    county.post(f"/catalogue/terms/{terms.pk}/submit/")
    refused = county.post(f"/catalogue/terms/{terms.pk}/release/", follow=True)
    assert "须由另一人发布" in refused.content.decode()
    county.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    county.post(f"/catalogue/terms/{terms.pk}/release/")
    terms.refresh_from_db()
    assert (terms.state, terms.amount) == ("released", Decimal(75))
    assert "平政〔2026〕9号" in county.get("/catalogue/disabled-care/").content.decode()


def test_an_amount_without_its_yuan_is_refused_with_a_sentence(county: Any) -> None:
    answer = county.post("/catalogue/disabled-care/draft/", SAID | {"amount": ""})
    assert "定额和最高限额要填写金额" in answer.content.decode()
    assert not Terms.objects.filter(state="draft").exists()
