"""防贫保 and the assistance fund: opened, surveyed, approved by a second person, paid once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent, Division
from assistance.catalogue import shipped
from assistance.deliveries import actions as deliveries
from assistance.deliveries.models import Delivery
from assistance.funds.actions import open_fund
from assistance.funds.models import Fund
from assistance.schemes.insurance import actions
from assistance.schemes.insurance.models import Claim
from assistance.schemes.insurance.parameters import INSURANCE
from assistance.schemes.insurance.payout import payout
from assistance.schemes.limits import actions as values
from assistance.schemes.rolls import statements
from monitoring.registry.models import Household
from tests import factories
from tests.assistance.schemes.limits import known_of

YUAN = st.decimals(0, 999_999, places=2)


@given(
    burden=YUAN, line=YUAN, share=st.decimals(0, 100, places=2), cap=st.none() | YUAN, before=YUAN
)
def test_a_payout_is_never_negative_nor_above_the_burden_or_the_cap(
    burden: Decimal, line: Decimal, share: Decimal, cap: Decimal | None, before: Decimal
) -> None:
    amounts = {"insurance.fund.line.other": line, "insurance.fund.share": share,
               "insurance.fund.cap": cap}  # fmt: skip
    known = known_of(INSURANCE, amounts)
    found = payout(burden, known, "fund", watched=False, before=before)
    assert 0 <= found.amount <= burden
    if found.amount:
        assert burden > line
        assert cap is None or found.amount + before <= cap


class Scheme:
    def __init__(self) -> None:
        shipped.install()
        values.install()
        county = Division.objects.get(pk=factories.PINGSHAN)
        admin = factories.user("admin")
        for name, amount in (("line.other", 5000), ("line.watched", 3000), ("cap", 20000)):
            values.set_value(
                by=admin, code=f"insurance.insurance.{name}", county=county,
                value=Decimal(amount), valid_from=date(2026, 1, 1), document="平政办〔2026〕3号",
            )  # fmt: skip
        self.village = factories.user("village", factories.VILLAGE)
        self.town = factories.user("township", factories.PINGSHAN_TOWN)
        self.county = factories.user("county", factories.PINGSHAN)
        self.fund = open_fund(
            county, by=self.county, name="防贫保基金", source="县级", year=2026,
            budget=Decimal(10000), document="平财〔2026〕8号",
        )  # fmt: skip

    def opened(self, household: Household | None = None, **fields: Any) -> Claim:
        said = {"kind": "insurance", "cause": "illness", "trigger": "住院三次"} | fields
        return actions.open_claim(household or factories.household(), by=self.village, **said)

    def approved(self, burden: str = "18000") -> Claim:
        claim = self.opened()
        actions.survey(claim, by=self.town, burden=Decimal(burden), survey="自付发票齐全")
        actions.approve(claim, by=self.county)
        return claim

    def pay(self, claim: Claim) -> None:
        actions.pay(claim, by=self.county, fund=self.fund, on=timezone.localdate())


@pytest.fixture
def scheme(divisions: None) -> Scheme:
    return Scheme()


def test_a_claim_is_paid_out_of_the_fund_into_the_statement(scheme: Scheme) -> None:
    claim = scheme.approved()
    year = timezone.localdate().year
    statement = factories.statement(
        claim.household, year, other_transfer=Decimal(300), transfer_income=Decimal(2000)
    )
    scheme.pay(claim)
    claim.refresh_from_db()
    statement.refresh_from_db()
    scheme.fund.refresh_from_db()
    assert (claim.state, claim.amount) == (Claim.State.PAID, Decimal("6500.00"))
    assert statement.other_transfer == Decimal(6800)
    assert statement.transfer_income == Decimal(8500)
    assert (scheme.fund.paid, scheme.fund.free) == (Decimal(6500), Decimal(3500))
    events = AuditEvent.objects.filter(event__startswith="insurance.").order_by("pk")
    assert [each.event for each in events] == [
        "insurance.opened", "insurance.surveyed", "insurance.approved", "insurance.paid",
    ]  # fmt: skip


def test_a_reversed_payout_leaves_the_statement_again(scheme: Scheme) -> None:
    claim = scheme.approved()
    statement = factories.statement(claim.household, timezone.localdate().year)
    scheme.pay(claim)
    claim.refresh_from_db()
    assert claim.delivery
    deliveries.reverse(claim.delivery, by=scheme.county, reason="发错")
    statements.bring(claim.division, by=None, since=date(timezone.localdate().year, 1, 1))
    statement.refresh_from_db()
    assert statement.transfer_income == Decimal(2000)
    assert statement.other_transfer is None


def test_nobody_is_paid_twice(scheme: Scheme) -> None:
    claim = scheme.approved()
    seen = Claim.objects.get(pk=claim.pk)
    scheme.pay(claim)
    with pytest.raises(ValidationError, match="别人"):
        scheme.pay(seen)
    with pytest.raises(ValidationError, match="已经"):
        scheme.opened(claim.household)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.bulk_create(
            [
                Claim(
                    household=claim.household, kind="insurance", cause="illness", year=claim.year,
                    division=claim.division, trigger="又", opened_by=scheme.village,
                )
            ]
        )  # fmt: skip
    assert Delivery.objects.count() == 1


def test_a_second_person_approves(scheme: Scheme) -> None:
    claim = scheme.opened()
    both = factories.user("township", factories.PINGSHAN_TOWN)
    both.posts.create(role="county", division_id=factories.PINGSHAN)
    actions.survey(claim, by=both, burden=Decimal(9000), survey="属实")
    with pytest.raises(ValidationError, match="另一"):
        actions.approve(claim, by=both)
    with pytest.raises(PermissionDenied):
        actions.approve(claim, by=scheme.town)
    actions.approve(claim, by=scheme.county)


def test_the_cap_of_the_year_is_shared_by_all_causes(scheme: Scheme) -> None:
    household = factories.household()
    for cause, burden, amount in (("illness", 35000, "15000"), ("disaster", 35000, "5000")):
        claim = scheme.opened(household, cause=cause)
        actions.survey(claim, by=scheme.town, burden=Decimal(burden), survey="属实")
        actions.approve(claim, by=scheme.county)
        assert Claim.objects.get(pk=claim.pk).amount == Decimal(amount)


def test_the_line_of_monitored_households_is_their_own(scheme: Scheme) -> None:
    claim = scheme.opened(factories.household(household_type="脱贫户"))
    actions.survey(claim, by=scheme.town, burden=Decimal(9000), survey="属实")
    assert Claim.objects.get(pk=claim.pk).amount == Decimal("3000.00")


def test_without_an_entered_line_nothing_is_reckoned(scheme: Scheme) -> None:
    claim = scheme.opened(kind="fund")
    with pytest.raises(ValidationError, match="还没有录入"):
        actions.survey(claim, by=scheme.town, burden=Decimal(9000), survey="属实")
    assert Claim.objects.get(pk=claim.pk).state == Claim.State.OPENED


def test_a_fund_that_is_too_small_pays_nothing(scheme: Scheme) -> None:
    claim = scheme.approved("40000")
    with pytest.raises(ValidationError, match="10000"):
        scheme.pay(claim)
    assert Claim.objects.get(pk=claim.pk).state == Claim.State.APPROVED
    assert not Delivery.objects.exists()


def test_what_is_below_the_line_is_refused_with_a_reason(scheme: Scheme) -> None:
    claim = scheme.opened()
    actions.survey(claim, by=scheme.town, burden=Decimal(4000), survey="属实")
    with pytest.raises(ValidationError, match="没有可"):
        actions.approve(claim, by=scheme.county)
    with pytest.raises(ValidationError):
        actions.refuse(claim, by=scheme.county, reason=" ")
    actions.refuse(claim, by=scheme.county, reason="未超过起付线")
    assert scheme.opened(claim.household).state == Claim.State.OPENED


def test_the_story_through_the_pages(scheme: Scheme, client: Client) -> None:
    household = factories.household()
    client.force_login(scheme.village)
    client.post(
        reverse("insurance:open", args=[household.pk]),
        {"kind": "insurance", "cause": "accident", "trigger": "车祸"},
    )
    claim = Claim.objects.get()
    client.force_login(scheme.town)
    act = lambda name: reverse("insurance:act", args=[claim.pk, name])  # noqa: E731
    client.post(act("survey"), {"burden": "18000", "survey": "属实"})
    client.force_login(scheme.county)
    assert "6,500" in client.get(claim.get_absolute_url()).content.decode()
    client.post(act("approve"))
    client.post(act("pay"), {"fund": scheme.fund.pk, "on": timezone.localdate().isoformat()})
    assert Fund.objects.get().paid == Decimal(6500)
    page = client.get(reverse("registry:household-detail", args=[household.pk]))
    assert "6,500" in page.content.decode()
