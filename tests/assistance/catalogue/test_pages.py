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
    "ends_with": "review", "documents": "残疾人证\n补贴申请表", "do": "save",
    "received-TOTAL_FORMS": "0", "received-INITIAL_FORMS": "0",
    "eligibility-TOTAL_FORMS": "2", "eligibility-INITIAL_FORMS": "0",
    "eligibility-0-group": "0", "eligibility-0-indicator": "person_severely_disabled",
    "eligibility-0-comparison": "yes",
    "eligibility-1-group": "1", "eligibility-1-indicator": "net_income_pc",
    "eligibility-1-comparison": "<", "eligibility-1-against": "parameter:monitoring_line",
    "eligibility-1-number": "1.5",
}  # fmt: skip
CONDITION = {"and": [
    {"indicator": "person_severely_disabled"},
    {"<": [{"indicator": "net_income_pc"},
           {"*": [{"number": "1.5"}, {"parameter": "monitoring_line"}]}]},
]}  # fmt: skip


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
    assert (terms.eligibility, terms.documents) == (CONDITION, ["残疾人证", "补贴申请表"])
    assert "平政〔2026〕9号" in county.get("/catalogue/disabled-care/").content.decode()


def test_an_amount_without_its_yuan_is_refused_with_a_sentence(county: Any) -> None:
    answer = county.post("/catalogue/disabled-care/draft/", SAID | {"amount": ""})
    assert "定额和最高限额要填写金额" in answer.content.decode()
    assert not Terms.objects.filter(state="draft").exists()


def drafted(county: Any, **said: str) -> Terms:
    county.post("/catalogue/disabled-care/draft/", SAID | said)
    return Terms.objects.get(state="draft")


def test_the_page_begins_with_the_conditions_in_force_as_rows(county: Any) -> None:
    answer = county.get("/catalogue/pension-on-behalf/draft/")
    rows = answer.context["conditions"]["eligibility"]
    assert [len(group) for _number, group in rows.groups()] == [4, 1, 1, 1]
    assert "本人年龄低于60岁" in answer.content.decode()
    assert not answer.context["conditions"]["received"].forms


def test_a_draft_is_edited_with_both_conditions_in_chinese(county: Any) -> None:
    terms = drafted(county)
    page = county.get(f"/catalogue/terms/{terms.pk}/change/").content.decode()
    assert "本人是重度残疾人（一、二级）；且人均纯收入低于监测收入标准的 1.5 倍" in page
    received = {
        "received-TOTAL_FORMS": "1", "received-0-group": "0", "received-0-comparison": "yes",
        "received-0-indicator": "person_low_income", "excludes": "999999",
    }  # fmt: skip
    url = f"/catalogue/terms/{terms.pk}/change/"
    assert county.post(url, SAID | received).status_code == 200
    del received["excludes"]
    county.post(url, SAID | received)
    terms.refresh_from_db()
    assert terms.received == {"indicator": "person_low_income"}
    assert "低保" in county.get(f"/catalogue/terms/{terms.pk}/").content.decode()


def test_what_is_not_right_keeps_everything_that_was_entered(county: Any) -> None:
    wrong = SAID | {"eligibility-1-number": "很多", "document": ""}
    answer = county.post("/catalogue/disabled-care/draft/", wrong)
    page = answer.content.decode()
    assert not Terms.objects.filter(state="draft").exists()
    assert 'value="很多"' in page
    assert "补贴申请表" in page
    assert len(answer.context["conditions"]["eligibility"].forms) == 2


def test_rows_are_arranged_without_saving(county: Any) -> None:
    said = {name: value for name, value in SAID.items() if name != "do"}
    url = "/catalogue/disabled-care/draft/"
    dropped = county.post(url, said | {"eligibility-do": "drop:0"})
    assert len(dropped.context["conditions"]["eligibility"].forms) == 1
    emptied = said | {"eligibility-TOTAL_FORMS": "1", "eligibility-do": "drop:0"}
    assert not county.post(url, emptied).context["conditions"]["eligibility"].forms
    added = county.post(url, said | {"received-do": "group"}).context["conditions"]
    assert (len(added["eligibility"].forms), len(added["received"].forms)) == (2, 1)
    assert not Terms.objects.filter(state="draft").exists()


def test_only_measures_for_one_person_ask_what_is_known_of_one(county: Any) -> None:
    def offered(code: str) -> str:
        added = county.post(f"/catalogue/{code}/draft/", {"eligibility-do": "group"})
        return str(added.content.decode())

    assert "person_disabled" in offered("disabled-care")
    assert "person_disabled" not in offered("safe-water")


def test_who_did_not_write_a_draft_does_not_change_it(county: Any) -> None:
    terms = drafted(county)
    county.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    answer = county.post(f"/catalogue/terms/{terms.pk}/change/", SAID | {"document": "别的"})
    assert "不能再由您修改" in answer.content.decode()
    county.force_login(factories.user("county", factories.ZANHUANG), BACKEND)
    assert county.get(f"/catalogue/terms/{terms.pk}/change/").status_code == 404


NEW = SAID | {"name": "县级防返贫基金救助", "category": "综合保障", "per": "household"}


def test_a_county_makes_a_measure_of_its_own(county: Any) -> None:
    answer = county.post("/catalogue/new/", NEW)
    terms = Terms.objects.get(state="draft")
    assert answer.headers["Location"] == f"/catalogue/terms/{terms.pk}/change/"
    assert "县级防返贫基金救助" in county.get("/catalogue/").content.decode()
    url = f"/catalogue/{terms.measure.code}/"
    county.force_login(factories.user("county", factories.ZANHUANG), BACKEND)
    assert county.get(url).status_code == 404
    county.force_login(factories.user("city", factories.CITY), BACKEND)
    assert county.get(url).status_code == 200


def test_a_new_measure_says_what_is_missing_and_keeps_the_rest(county: Any) -> None:
    page = county.post("/catalogue/new/", NEW | {"amount": ""}).content.decode()
    assert "定额和最高限额要填写金额" in page
    assert "县级防返贫基金救助" in page
    assert not Terms.objects.filter(state="draft").exists()


def test_an_end_names_what_its_successor_lacks_and_is_released_by_a_second(county: Any) -> None:
    terms = drafted(county)
    Terms.objects.filter(pk=terms.pk).update(state="released")
    url = f"/catalogue/terms/{terms.pk}/end/"
    successor = Terms.objects.get(measure__code="disabled-living")
    said = {"on": "2027-06-30", "successor": successor.measure_id}
    Terms.objects.filter(pk=successor.pk).update(valid_from="2028-01-01")
    refused = county.post(url, said).content.decode()
    assert "2028-01-01起才生效" in refused
    assert 'value="2027-06-30"' in refused
    Terms.objects.filter(pk=successor.pk).update(valid_from="2026-01-01")
    county.post(url, said)
    county.post(f"{url}release/")
    terms.refresh_from_db()
    assert terms.valid_to is None
    county.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    county.post(f"{url}release/")
    terms.refresh_from_db()
    assert terms.valid_to is not None
    county.post(f"{url}undo/")
    terms.refresh_from_db()
    assert terms.valid_to is None
