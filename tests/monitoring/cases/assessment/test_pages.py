from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from monitoring.cases.assessment.models import NationalEntry
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Statement
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def case() -> Case:
    made = factories.procedure((1, "enter", "township"))
    made.steps.update(evidence=["national_entry"])
    household = factories.household()
    factories.statement(household, 2025)
    factories.member(household, name="王五", work_months=8)
    return begin_identification(household, by=None, on=date(2026, 6, 17))


@pytest.fixture
def signed_in(client):
    client.force_login(factories.user("village", factories.VILLAGE))
    return client


def test_the_form_comes_filled_in_and_what_is_sent_is_saved(signed_in, case):
    url = reverse("assessment:statement", args=[case.pk])
    page = signed_in.get(url).content.decode()
    assert "2025 年收支表" in page
    assert "王五 务工 8 个月" in page
    assert "30000.00" in page
    answer = signed_in.post(url, {"people": "1", "wage_work": "8,000".replace(",", "")})
    assert answer.status_code == 302
    assert Statement.objects.get(kind="identification").wage_income == Decimal(8_000)


def test_sums_while_typing_are_not_saved(signed_in, case):
    url = reverse("assessment:statement", args=[case.pk])
    sent = {"people": "2", "wage_work": "10000"}
    page = signed_in.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    assert "5,000.00" in page
    assert "低于监测线 3,300.00" in page
    assert "<html" not in page
    assert not Statement.objects.filter(kind="identification").exists()


def test_what_cannot_be_an_amount_gets_a_sentence(signed_in, case):
    url = reverse("assessment:statement", args=[case.pk])
    page = signed_in.post(url, {"people": "2", "wage_work": "-5"}).content.decode()
    assert "field-error" in page
    assert not Statement.objects.filter(kind="identification").exists()


def test_a_contradicting_type_is_refused_on_the_page(signed_in, case):
    signed_in.post(
        reverse("assessment:statement", args=[case.pk]), {"people": "1", "wage_work": "8000"}
    )
    sent = {"risk0": "因病", "chosen_type": "突发严重困难户"}
    page = signed_in.post(reverse("assessment:risks", args=[case.pk]), sent).content.decode()
    assert "与事实不符" in page
    assert "风险为因病，但没有患病成员" not in page
    sent["chosen_type"] = ""
    page = signed_in.post(
        reverse("assessment:risks", args=[case.pk]), sent, follow=True
    ).content.decode()
    assert "风险为因病，但没有患病成员" in page


def test_who_only_reads_gets_no_button(client, case):
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = client.get(reverse("assessment:statement", args=[case.pk])).content.decode()
    assert "<fieldset disabled" in page
    assert 'name="save"' not in page


def test_the_list_of_entries_costs_the_same_for_many(client, case, recorded_queries):
    client.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    for _ in range(2):
        begin_identification(factories.household(), by=None)
    with recorded_queries("assessment:national"):
        client.get(reverse("assessment:national"))


def test_the_entry_is_confirmed_by_hand(client, case):
    client.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    url = reverse("assessment:entry", args=[case.pk])
    client.post(url, {"code": "9900112233"})
    assert NationalEntry.objects.get().code == "9900112233"
    page = client.get(reverse("assessment:national")).content.decode()
    assert "9900112233" in page
