"""A new use of income: allowed from a day on by a document, never deleted."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent, Division
from assets.income.distributions import paying, recipients, rule_actions
from assets.income.distributions.checks import allowed
from assets.income.distributions.forms import LinesForm
from assets.income.distributions.sharing import Part
from assets.income.distributions.uses import Use, UseRule, payable
from assets.ledger import shipped
from assistance.catalogue.models import Measure, Terms
from assistance.deliveries.models import Delivery
from tests import factories
from tests.assets.income.village import Village
from tests.races import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DOCUMENT = "平农领〔2026〕12号"


def add(name="助学奖励", by=None, **fields):
    said = {"valid_from": date(2026, 1, 1), "document": DOCUMENT}
    return rule_actions.add_use(by=by or factories.user("admin"), name=name, **(said | fields))


def measure(name="资产收益助学", **fields):
    """Released on the same terms as the one of rewards; what `terms` says is otherwise."""
    said = {"code": "asset-school", "category": "教育帮扶", "per": "household"}
    terms = Terms.objects.get(measure__code="asset-rewards")
    for key, value in fields.pop("terms", {}).items():
        setattr(terms, key, value)
    made = Measure.objects.create(name=name, **(said | fields))
    terms.pk, terms.measure = None, made
    terms.save(force_insert=True)
    return made


def names(code=factories.VILLAGE, day=None):
    return [use.name for use in allowed(code, day or timezone.localdate())]


def test_a_new_use_is_allowed_from_its_day_and_ends_by_a_rule():
    made = add()
    assert names()[-1] == "助学奖励"
    assert "助学奖励" not in names(day=date(2025, 12, 31))
    rule = UseRule.objects.get(use=made)
    assert (rule.document, rule.income, rule.is_allowed) == (DOCUMENT, "all", True)
    rule_actions.set_rule(
        by=factories.user("admin"), use=made, valid_from=timezone.localdate(), is_allowed=False,
        document="平农领〔2026〕30号",
    )  # fmt: skip
    assert "助学奖励" not in names()
    assert Use.objects.filter(pk=made.pk).exists()
    added = AuditEvent.objects.get(event="assets.income_use_added")
    assert added.detail == {"name": "助学奖励"}
    assert AuditEvent.objects.filter(event="assets.income_rule_set").count() == 2


def test_one_county_may_have_a_use_that_others_have_not():
    add(county=Division.objects.get(pk=factories.PINGSHAN))
    assert "助学奖励" in names()
    assert "助学奖励" not in names(factories.FAR_VILLAGE)


def test_villages_pay_a_new_use_to_people_as_its_measure():
    village, school = Village(), measure()
    made = add(measure=school)
    plan = village.planned(people=0, **{made.pk: 1})
    assert any(label == made for label, *_fields in LinesForm(None, plan).rows)
    line = village.line(plan, made.pk)
    recipients.add(line, village.home(), by=village.cadre, part=Part(share=Decimal(1)))
    village.agree(plan)
    paying.pay(plan, by=village.officer, on=timezone.localdate())
    [given] = Delivery.objects.paid()
    assert (given.measure, given.amount) == (school, Decimal("10000.00"))


def test_a_measure_pays_one_use_and_none_that_is_due_or_a_countys_own_or_not_released():
    due = measure("低保金", code="due", is_owed=True)
    monthly = measure("按月补助", code="monthly", terms={"rhythm": "monthly"})
    draft = measure("未发布", code="draft", terms={"state": "draft"})
    own = measure("平山助学", code="own", county=Division.objects.get(pk=factories.PINGSHAN))
    free = measure()
    taken = Measure.objects.get(code="asset-rewards")
    assert free in payable()
    for each in (due, monthly, draft, own, taken):
        with pytest.raises(ValidationError, match="没有被其他用途使用"):
            add(measure=each)
    assert Use.objects.filter(name="助学奖励").count() == 0


def test_a_use_is_named_once_and_its_rule_has_to_hold():
    add()
    for again in ("助学奖励", " 助学奖励 ", "资产管护"):
        with pytest.raises(ValidationError, match="已有这个名称的用途"):
            add(again)
    for wrong in (
        {"name": "  "}, {"name": "新", "document": ""},
        {"name": "新", "least_percent": 60, "most_percent": 50},
        {"name": "新", "valid_to": date(2025, 1, 1)},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            add(**wrong)
    assert Use.objects.count() == 7


def test_only_who_changes_procedures_adds_a_use():
    for role, place in (("county", factories.PINGSHAN), ("city", factories.CITY)):
        with pytest.raises(PermissionDenied):
            add(by=factories.user(role, place))
    assert Use.objects.count() == 6


def test_the_page_adds_a_use_and_shows_it_with_its_rule(client):
    free = measure()
    client.force_login(factories.user("admin"))
    url = "/assets/distributions/uses/new/"
    assert "新增用途" in client.get("/assets/distributions/uses/").content.decode()
    said = {
        "name": "助学奖励", "measure": free.pk, "valid_from": "2026-01-01", "document": DOCUMENT,
        "least_percent": "60", "most_percent": "50",
    }  # fmt: skip
    assert "下限不能大于上限" in client.post(url, said).content.decode()
    assert (
        "已有这个名称"
        in client.post(url, said | {"name": "资产管护", "most_percent": ""}).content.decode()
    )
    page = client.post(url, said | {"most_percent": ""}, follow=True).content.decode()
    assert "助学奖励" in page
    assert "资产收益助学" in page
    assert DOCUMENT in page
    assert Use.objects.get(name="助学奖励").measure == free
    client.force_login(factories.user("city", factories.CITY))
    assert "新增用途" not in client.get("/assets/distributions/uses/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_add_a_use_once():
    shipped.install()
    people = [factories.user("admin"), factories.user("admin")]
    done, refused = refusals(*(lambda by=by: add(by=by) for by in people))
    assert (done, "已有这个名称的用途" in refused) == ("", True)
    assert UseRule.objects.filter(use__name="助学奖励").count() == 1
