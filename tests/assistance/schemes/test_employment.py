"""Employment: the register by month, one job per relocated household, offers and courses."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Division
from assistance.awards.models import Award
from assistance.schemes.employment import actions
from assistance.schemes.employment.matching import match
from assistance.schemes.employment.models import Offer, TrainingPlace, Work, Workshop
from assistance.schemes.employment.people import relocated_without_job
from assistance.schemes.employment.reading import necessary_cost, people_for
from assistance.schemes.limits import actions as limits
from monitoring.registry.models import Household, Member
from monitoring.registry.months import month_before
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
SAID: dict[str, Any] = {"area": "乡外县内", "employer": "某公司", "wage": Decimal(3000)}


def _person(**fields: Any) -> Member:
    household = factories.household(household_type="脱贫户")
    return factories.member(household, **({"labour": "普通劳动力"} | fields))


def _village() -> Division:
    return Division.objects.get(code=factories.VILLAGE)


def _cadre() -> Any:
    return factories.user("village", factories.VILLAGE)


def _township() -> Any:
    return factories.user("township", factories.PINGSHAN_TOWN)


def _offer(**fields: Any) -> Offer:
    said: dict[str, Any] = {
        "title": "缝纫工", "employer": "某厂", "area": "乡(镇)内", "wage": Decimal(2500),
        "places": 2, "skilled": False, "light": False, "age_from": 18, "age_to": 60,
        "until": TODAY + timedelta(days=30),
    }  # fmt: skip
    return actions.add_offer(_village(), by=_township(), **(said | fields))


def test_a_month_is_kept_and_the_next_is_as_before_but_for_what_differs() -> None:
    first, second = _person(), _person()
    actions.register(_village(), MAY, by=_cadre(), work={first.pk: SAID, second.pk: SAID})
    actions.register(_village(), JUNE, by=_cadre(), work={first.pk: SAID | {"wage": Decimal(1)}})
    assert actions.carry_over(_village(), JUNE, by=_cadre()) == 1
    assert actions.carry_over(_village(), JUNE, by=_cadre()) == 0
    wages = dict(Work.objects.filter(month=JUNE).values_list("member", "wage"))
    assert wages == {first.pk: 1, second.pk: 3000}
    actions.register(_village(), JUNE, by=_cadre(), work={second.pk: None})
    assert list(Work.objects.filter(month=JUNE).values_list("member", flat=True)) == [first.pk]


@pytest.mark.parametrize("month", [date(2026, 5, 2), (TODAY + timedelta(days=40)).replace(day=1)])
def test_only_whole_months_that_began(month: date) -> None:
    with pytest.raises(ValidationError):
        actions.carry_over(_village(), month, by=_cadre())


def test_nobody_of_elsewhere_and_nobody_unable_is_registered() -> None:
    far = factories.member(
        factories.household(factories.OTHER_VILLAGE, household_type="脱贫户"), labour="普通劳动力"
    )
    for person in (far, _person(labour="无劳动力")):
        with pytest.raises(ValidationError):
            actions.register(_village(), MAY, by=_cadre(), work={person.pk: SAID})
    shop = Workshop.objects.create(
        division_id=factories.FAR_VILLAGE, name="外县车间", product="手工", made_by=_cadre()
    )
    with pytest.raises(ValidationError, match="本县"):
        actions.register(_village(), MAY, by=_cadre(),
                         work={_person().pk: SAID | {"workshop_id": shop.pk}})  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.register(_village(), MAY, by=factories.user("village", factories.OTHER_VILLAGE),
                         work={})  # fmt: skip
    assert not Work.objects.exists()


def test_one_job_per_relocated_household() -> None:
    alarmed = factories.without_job(factories.household())
    by_registry = factories.without_job(factories.household())
    by_register = factories.without_job(factories.household())
    unable = factories.without_job(factories.household())
    Member.objects.filter(pk=by_registry.pk).update(work_months=3)
    Member.objects.filter(pk=unable.pk).update(labour="无劳动力")
    factories.member(factories.household(household_type="脱贫户"), labour="普通劳动力")
    factories.work(by_register.household, member=by_register, month=month_before(TODAY))
    found = relocated_without_job(Household.objects.all(), month_before(TODAY))
    assert list(found) == [alarmed.household]


def test_an_offer_finds_whom_it_fits_the_relocated_first_with_the_reason() -> None:
    usual, urgent = _person(), factories.without_job(factories.household())
    _person(birth_date=date(1950, 1, 1))
    _person(labour="弱劳动力或半劳动力")
    _person(work_months=5)
    found = people_for(_offer(), Member.objects.all())
    assert [each.member for each in found] == [urgent, usual]
    assert "全家无人就业" in found[0].reason
    assert "普通劳动力" in found[1].reason
    assert "每月2500元" in found[1].reason


@pytest.mark.parametrize(
    ("labour", "offer", "fits"),
    [
        ("技能劳动力", {"skilled": True}, True),
        ("普通劳动力", {"skilled": True}, False),
        ("弱劳动力或半劳动力", {}, False),
        ("弱劳动力或半劳动力", {"light": True}, True),
        ("普通劳动力", {"age_from": 50}, False),
    ],
)
def test_ability_and_age_decide(labour: str, offer: dict[str, Any], fits: bool) -> None:
    person = _person(labour=labour)
    assert bool(match(_offer(**offer), [person], TODAY, without_job=frozenset())) == fits


def test_a_course_has_so_many_places_and_gives_the_measure() -> None:
    course = actions.add_training(_village(), by=_township(), title="家政班", places=1,
                                  starts_on=MAY, ends_on=JUNE)  # fmt: skip
    first = _person()
    actions.take_in(course, first, by=_township())
    award = Award.objects.get(measure__code="skill-training")
    assert (award.member, award.starts_on, award.ends_on) == (first, MAY, JUNE)
    with pytest.raises(ValidationError, match="名额已满"):
        actions.take_in(course, _person(), by=_township())
    assert TrainingPlace.objects.count() == 1


def test_the_cost_of_work_is_said_only_once_somebody_entered_it() -> None:
    person = _person(low_income_allowance=True)
    other = factories.member(person.household)  # receives no 低保
    for member, month in ((person, MAY), (person, JUNE), (other, MAY)):
        factories.work(person.household, member=member, month=month)
    asked = (person.household, date(2026, 1, 1), date(2026, 12, 31))
    assert necessary_cost(*asked) is None
    limits.set_value(by=factories.user("admin"), code="employment.cost", county=None,
                     value=Decimal("300.5"), valid_from=MAY, document="县文件")  # fmt: skip
    assert necessary_cost(*asked) == Decimal("601.00")


def test_a_village_fills_its_month_by_page(client: Client) -> None:
    first, second = _person(), _person()
    client.force_login(_cadre())
    url = reverse("employment:month", args=[factories.VILLAGE]) + "?month=2026-05"
    sent = {f"{first.pk}-area": "省外", f"{first.pk}-employer": "", f"{second.pk}-area": ""}
    assert "请填写务工单位" in client.post(url, sent).content.decode()
    assert not Work.objects.exists()
    client.post(url, sent | {f"{first.pk}-employer": "电子厂"})
    assert Work.objects.get().employer == "电子厂"
    client.post(url.replace("05", "06"), {"carry": "1"})
    assert Work.objects.filter(month=JUNE).count() == 1
    assert "电子厂" in client.get(reverse("employment:list")).content.decode()


def test_a_month_that_has_not_begun_is_told_and_keeps_what_was_typed(client: Client) -> None:
    person = _person()
    client.force_login(_cadre())
    url = reverse("employment:month", args=[factories.VILLAGE]) + f"?month={TODAY.year + 1}-01"
    sent = {f"{person.pk}-area": "省外", f"{person.pk}-employer": "电子厂"}
    for said in (sent, {"carry": "1"}):
        page = client.post(url, said).content.decode()
        assert "还没有开始" in page
        assert not Work.objects.exists()
    assert "电子厂" in client.post(url, sent).content.decode()


def test_a_village_opens_what_its_county_offers_and_no_other_county(client: Client) -> None:
    client.force_login(_cadre())
    pages = {}
    for county in (factories.PINGSHAN, factories.ZANHUANG):
        made = Offer.objects.create(
            division_id=county, title="保洁员", employer="物业公司", area="乡外县内", wage=2000,
            places=2, until=TODAY, made_by=factories.user(),
        )  # fmt: skip
        pages[county] = client.get(made.get_absolute_url()).status_code
    assert pages == {factories.PINGSHAN: 200, factories.ZANHUANG: 404}
