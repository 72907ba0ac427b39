"""The page of one delivery by hand: who records what, and that nothing is recorded twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assistance.deliveries.models import Delivery
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"

RICE = {
    "kind": "goods", "starts_on": "2026-05-01", "ends_on": "2026-05-31", "paid_on": "2026-06-03",
    "amount": "80", "quantity": "20", "unit": "公斤", "giver": "某企业",
}  # fmt: skip


def signed_in(client, user):
    client.force_login(user, BACKEND)
    return client


def url(award) -> str:
    return reverse("deliveries:give", args=[award.pk])


def test_a_village_cadre_records_goods_from_the_household_page(client, money):
    award = money.award()
    cadre = factories.user("village", factories.VILLAGE)
    signed_in(client, cadre)
    household = client.get(
        reverse("registry:household-detail", args=[award.household_id])
    ).content.decode()
    assert url(award) in household
    page = client.get(url(award)).content.decode()
    assert 'name="fund"' not in page
    answer = client.post(url(award), RICE)
    given = Delivery.objects.get()
    assert answer.headers["Location"] == given.get_absolute_url()
    assert (given.kind, given.unit, given.giver, given.state) == ("goods", "公斤", "某企业", "paid")
    assert money.columns() == (0, 0)


def test_sent_twice_it_is_recorded_once_and_the_first_one_is_shown(client, money):
    award = money.award()
    signed_in(client, money.by)
    form = RICE | {"kind": "cash", "fund": money.fund.pk, "amount": "500"}
    first = client.post(url(award), form)
    again = client.post(url(award), form, follow=True)
    assert again.redirect_chain[0][0] == first.headers["Location"]
    assert "没有重复登记" in again.content.decode()
    assert (Delivery.objects.count(), money.columns()) == (1, (500, 500))
    other = client.post(url(award), form | {"amount": "400"})
    assert "不能重复" in other.content.decode()
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"quantity": ""}, "数量"),
        ({"kind": "cash", "amount": ""}, "大于零"),
        ({"kind": "cash", "ends_on": "2026-05-30"}, "完整的一期"),
        ({"ends_on": "2025-01-01"}, "早于第一天"),
        ({"paid_on": str(timezone.localdate() + timedelta(days=2))}, "还没有到|未来|今天"),
        ({"ends_on": "9999-12-31"}, "核对年份"),
        ({"amount": "-1"}, "大于等于|不小于|大于或等于"),
        ({"starts_on": "2026-02-31"}, "日期"),
        ({"unit": "一" * 11}, "10"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(client, money, fields, sentence):
    signed_in(client, money.by)
    page = client.post(url(money.award()), RICE | fields).content.decode()
    assert any(each in page for each in sentence.split("|"))
    assert "某企业" in page
    assert not Delivery.objects.exists()


def test_the_fund_of_another_county_is_no_choice(client, money):
    award = money.award()
    far = money.fund
    far.pk, far.county_id = None, factories.ZANHUANG
    far.save()
    signed_in(client, money.by)
    form = RICE | {"kind": "cash", "fund": far.pk}
    assert client.post(url(award), form).status_code == 200
    assert not Delivery.objects.exists()


def test_whoever_recorded_goods_reverses_them_and_money_of_a_fund_only_who_pays(client, money):
    award = money.award()
    signed_in(client, factories.user("village", factories.VILLAGE)).post(url(award), RICE)
    given = Delivery.objects.get()
    client.post(given.get_absolute_url(), {"reason": "数量写错"})
    given.refresh_from_db()
    assert given.state == "reversed"
    county = {"kind": "cash", "fund": money.fund.pk, "amount": "500"}
    signed_in(client, money.by).post(url(award), RICE | county)
    paid = Delivery.objects.get(state="paid")
    signed_in(client, factories.user("village", factories.VILLAGE))
    assert client.post(paid.get_absolute_url(), {"reason": "错"}).status_code == 403
