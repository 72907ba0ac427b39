"""The pages: from making a list to its payment, each role's own rows, and sums that add up."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions
from tests import factories
from tests.assistance.deliveries.conftest import CARD

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(client, user):
    client.force_login(user, BACKEND)
    return client


def amounts(html: str) -> list[Decimal]:
    """Of the cells of the table."""
    cells = re.findall(r'<td class="number"[^>]*>([\d,.]+) 元', html.split("<tbody>")[1])
    return [Decimal(cell.replace(",", "")) for cell in cells]


def figure(html: str, label: str) -> Decimal:
    found = re.search(rf'{label}</span><span class="figure-value figure-amount">([\d,.]+) 元', html)
    assert found
    return Decimal(found[1].replace(",", ""))


def test_a_list_is_made_checked_handed_over_and_paid_on_its_page(client, money):
    money.award()
    form = {
        "measure": money.measure.pk, "division": money.county.pk, "fund": money.fund.pk,
        "starts_on": "2026-05-01", "ends_on": "2026-05-31", "each": "",
    }  # fmt: skip
    sign_in(client, money.by)
    answer = client.post(reverse("payments:new"), form)
    made = PaymentList.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    client.post(reverse("payments:amounts", args=[made.pk]), {"amount-1": "450.00"})
    refused = client.post(reverse("payments:check", args=[made.pk])).content.decode()
    assert "另一人复核" in refused
    sign_in(client, money.second)
    client.post(reverse("payments:check", args=[made.pk]))
    client.post(reverse("payments:hand-over", args=[made.pk]))
    file = client.post(
        reverse("payments:export", args=[made.pk]), {"purpose": "payment", "format": "txt"}
    )
    assert CARD.encode() in file.content
    client.post(reverse("payments:confirm", args=[made.pk]), {"on": timezone.localdate()})
    assert Delivery.objects.get().state == "paid"
    assert CARD not in client.get(made.get_absolute_url()).content.decode()


def test_each_step_of_a_list_waits_for_whoever_may_do_it(client, money):
    money.award()
    made = money.make()
    first, second = "待复核的发放清单", "待送银行的发放清单"
    sign_in(client, money.by)
    assert first not in client.get("/").content.decode()
    sign_in(client, money.second)
    assert first in client.get("/").content.decode()
    actions.check(made, by=money.second)
    assert second in client.get("/").content.decode()
    actions.hand_over(made, by=money.second)
    home = client.get("/").content.decode()
    assert "银行正在发放的清单" in home
    assert first not in home
    assert second not in home


def test_the_same_period_again_is_refused_on_the_form(client, money):
    money.award()
    money.make()
    form = {
        "measure": money.measure.pk, "division": money.county.pk, "fund": money.fund.pk,
        "starts_on": "2026-05-01", "ends_on": "2026-05-31",
    }  # fmt: skip
    page = sign_in(client, money.by).post(reverse("payments:new"), form).content.decode()
    assert "没有还应发放" in page
    assert PaymentList.objects.count() == 1


def test_sums_on_each_page_are_the_sums_of_its_rows(client, money):
    for _ in range(3):
        money.award()
    made = money.make(each="333.33")
    actions.check(made, by=money.second)
    sign_in(client, money.by)

    page = client.get(made.get_absolute_url()).content.decode()
    assert figure(page, "金额（元）") == sum(amounts(page)) == Decimal("999.99")
    page = client.get(reverse("deliveries:list")).content.decode()
    assert "合计 999.99 元，其中已发放 0.00 元" in page
    assert sum(amounts(page)) == Decimal("999.99")
    page = client.get(reverse("payments:lists")).content.decode()
    assert sum(amounts(page)) == Decimal("999.99")
    page = client.get(reverse("funds:list")).content.decode()
    budget, committed, paid, free = amounts(page)
    assert figure(page, "预算") == budget
    assert (figure(page, "已承诺"), committed + free) == (committed, budget)
    page = client.get(money.fund.get_absolute_url()).content.decode()
    assert sum(amounts(page)) == budget + committed + paid


def test_each_sees_the_rows_of_their_own_area(client, money):
    mine, other = money.award(), money.award(factories.OTHER_VILLAGE)
    made = money.make()
    names = [each.household.head_name for each in (mine, other)]
    village = factories.user("village", factories.VILLAGE)
    page = sign_in(client, village).get(reverse("deliveries:list")).content.decode()
    assert [name in page for name in names] == [True, False]
    assert client.get(made.get_absolute_url()).status_code == 403
    township = factories.user("township", factories.PINGSHAN_TOWN)
    assert sign_in(client, township).get(made.get_absolute_url()).status_code == 404
    for department, status in ((money.department, 200), ("水利局", 404)):
        sign_in(client, factories.office(department))
        assert client.get(made.get_absolute_url()).status_code == status


def test_a_township_takes_a_row_off_with_its_reason(client, money):
    money.award()
    made = money.make(division=money.town)
    row = made.deliveries.get()
    sign_in(client, factories.user("township", factories.PINGSHAN_TOWN))
    assert "移出清单" in client.get(row.get_absolute_url()).content.decode()
    client.post(row.get_absolute_url(), {"reason": "4月已离岗"})
    row.refresh_from_db()
    assert (row.state, row.why) == ("reversed", "4月已离岗")
    assert "4月已离岗" in client.get(made.get_absolute_url()).content.decode()


def test_a_list_is_found_by_its_number_and_measure(client, money):
    money.award()
    made = money.make()
    sign_in(client, money.by)
    for text, found in ((str(made.pk), 1), ("公益", 1), ("低保", 0), ("999999", 0)):
        answer = client.post("/lists/payments/search/", {"text": text})
        assert client.get(answer.headers["Location"]).context["count"].number == found


def test_funds_are_found_by_name_and_year(client, money):
    sign_in(client, money.by)
    answer = client.post("/lists/funds/search/", {"text": "衔接"})
    assert client.get(answer.headers["Location"]).context["count"].number == 1
    assert client.get(reverse("funds:list"), {"year": 2025}).context["count"].number == 0
