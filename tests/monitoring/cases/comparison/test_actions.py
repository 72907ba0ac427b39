import base64
import os
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.personal import decrypt
from monitoring.cases.casework.workflow import pass_on, refuse
from monitoring.cases.comparison import actions
from monitoring.cases.comparison.evidence import comparison_missing
from monitoring.cases.comparison.models import ComparedItem, Hit, Person
from monitoring.registry import rotation
from monitoring.registry.identity import parse
from tests import factories
from tests.monitoring.cases.comparison import world
from tests.monitoring.cases.lacking import lacking

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


@pytest.fixture
def case(village):
    factories.procedure((1, "compare", "county"))
    made = world.case(members=2)
    world.list_everybody(made, village)
    return made


def hit(case, item: str = "房产") -> Hit:
    person = Person.objects.filter(case=case)[0]
    return Hit.objects.create(person=person, item=ComparedItem.objects.get(name=item))


def test_members_come_from_the_registry_and_their_numbers_are_kept_encrypted(case):
    person = Person.objects.first()
    assert decrypt(person.id_number_cipher) == world.number(1)
    assert person.id_number_masked == f"130131********{world.number(1)[-4:]}"
    assert Person.objects.count() == 2


def test_a_member_without_a_number_is_named_and_still_missing(case, village):
    factories.member(case.household, name="无证件")
    assert actions.list_members(case, by=village) == ["无证件"]
    world.sign(case, village)
    assert "全部家庭成员" in lacking(comparison_missing, case)


def test_nobody_is_twice_on_the_list_of_a_case(case, village):
    with pytest.raises(ValidationError, match="已在名单中"):
        world.elsewhere(case, village, serial=1)
    assert Person.objects.count() == 2


def test_what_is_missing_in_the_order_of_the_work(case, village, county):
    assert "未签" in lacking(comparison_missing, case)
    world.sign(case, village)
    assert "尚未反馈" in lacking(comparison_missing, case)
    Person.objects.update(answered_on=timezone.localdate())
    assert lacking(comparison_missing, case) is None
    found = hit(case)
    assert "说明" in lacking(comparison_missing, case)
    actions.explain(found, by=village, explanation="1998 年自建的三间平房，无其他住房")
    assert lacking(comparison_missing, case) is None


@pytest.mark.parametrize("kind", ["child", "childs_spouse", "supporter"])
def test_who_lives_elsewhere_has_to_sign_as_well(case, village, kind):
    world.sign(case, village)
    Person.objects.update(answered_on=timezone.localdate())
    assert lacking(comparison_missing, case) is None
    identity = parse(world.number(9))
    person = actions.add_person(
        case, by=village, kind=kind, name="李在外", relation="", identity=identity
    )
    assert "全部在名单中" in lacking(comparison_missing, case), "the list is no longer whole"
    actions.state_relatives(case, by=village)
    assert "未签" in lacking(comparison_missing, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(answered_on=timezone.localdate())
    world.sign(case, village, person)
    assert "尚未反馈" in lacking(comparison_missing, case)


def test_without_a_word_on_relatives_elsewhere_the_step_waits(village, county):
    factories.procedure((1, "compare", "county"))
    case = world.case()
    actions.list_members(case, by=village)
    world.sign(case, village)
    Person.objects.update(answered_on=timezone.localdate())
    assert "在外的子女" in lacking(comparison_missing, case)
    actions.state_relatives(case, by=village)
    assert lacking(comparison_missing, case) is None
    said = AuditEvent.objects.filter(event="cases.comparison_changed", by=village)
    assert said.latest("pk").detail == {"act": "relatives_asked", "persons": 0}


def test_who_takes_a_relative_off_the_list_says_anew_that_it_is_whole(case, village):
    person = world.elsewhere(case, village, serial=9)
    actions.state_relatives(case, by=village)
    actions.remove_person(person, by=village)
    assert "全部在名单中" in lacking(comparison_missing, case)


def test_only_who_prepares_the_case_speaks_of_relatives(case, county):
    with pytest.raises(PermissionDenied):
        actions.state_relatives(case, by=county)


def test_some_findings_need_the_county_as_well(case, village, county):
    world.sign(case, village)
    Person.objects.update(answered_on=timezone.localdate())
    found = hit(case, "银行存款")
    actions.explain(found, by=village, explanation="代管村集体款")
    assert lacking(comparison_missing, case)
    with pytest.raises(ValidationError, match="期间他人已修改"):
        actions.accept(found, by=county, explanation="别的说明")
    actions.accept(found, by=county, explanation="代管村集体款")
    assert lacking(comparison_missing, case) is None
    actions.explain(found, by=village, explanation="已核实为征地款")
    assert lacking(comparison_missing, case), "another explanation has to be read again"


def test_nobody_is_answered_about_without_a_signature(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(answered_on=timezone.localdate())


def test_refusing_to_sign_is_an_outcome_and_the_step_can_be_refused(case, village, county):
    person = Person.objects.first()
    actions.refuse_to_sign(person, by=village, reason="不愿提供存款信息")
    assert "不予纳入" in lacking(comparison_missing, case)
    refuse(case.steps.open().get(), by=county, reason="家庭成员不同意授权比对")
    case.refresh_from_db()
    assert case.status == "refused"


def test_who_refused_may_sign_after_all(case, village):
    person = Person.objects.first()
    actions.refuse_to_sign(person, by=village, reason="先问儿子")
    world.sign(case, village)
    person.refresh_from_db()
    assert (person.refused_on, person.refusal) == (None, "")
    with pytest.raises(ValidationError):
        actions.refuse_to_sign(person, by=village, reason="反悔")


def test_after_its_step_has_passed_nothing_is_changed(case, village, county):
    case.procedure.steps.update(evidence=["comparison"])
    factories.Step.objects.create(
        procedure=case.procedure, position=2, code="appraise", name="民主评议", level="village"
    )
    world.sign(case, village)
    Person.objects.update(answered_on=timezone.localdate())
    pass_on(case.steps.open().get(), by=county)
    with pytest.raises(ValidationError, match="信息比对已通过"):
        world.elsewhere(case, village, serial=60)


def test_a_new_key_reads_the_numbers(case, settings):
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [base64.urlsafe_b64encode(os.urandom(32)).decode(), *old]
    list(rotation.rotate())
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert decrypt(Person.objects.all()[0].id_number_cipher) == world.number(1)


def test_a_signature_is_not_of_tomorrow(case, village):
    tomorrow = timezone.localdate() + timedelta(days=1)
    persons = list(Person.objects.all())
    with pytest.raises(ValidationError, match="不能晚于今天"):
        actions.keep_authorisation(
            case, by=village, persons=persons, signed_on=tomorrow, paper=world.paper()
        )
    assert not Person.objects.authorised().exists()


def test_only_who_receives_the_allowance_is_not_compared_again(case, village):
    with pytest.raises(ValidationError, match="须进行信息比对"):
        actions.exempt(case, by=village, ground="2026 年 3 月民政核对")
    case.household.members.update(low_income_allowance=True)
    with pytest.raises(ValidationError, match="请写明"):
        actions.exempt(case, by=village, ground=" ")
    actions.exempt(case, by=village, ground="2026 年 3 月民政核对")
    assert lacking(comparison_missing, case) is None


def test_a_person_put_there_by_mistake_goes_until_they_signed(case, village):
    person = world.elsewhere(case, village, serial=50)
    actions.remove_person(person, by=village)
    again = world.elsewhere(case, village, serial=50)
    world.sign(case, village)
    for stays in (again, Person.objects.filter(kind="member").first()):
        with pytest.raises(ValidationError):
            actions.remove_person(stays, by=village)


def test_another_area_and_another_role_prepare_nothing(case, county):
    helper = factories.user("helper", factories.VILLAGE)
    far = factories.user("village", factories.FAR_VILLAGE)
    for by in (county, helper, far):
        with pytest.raises(PermissionDenied):
            actions.add_person(
                case, by=by, kind="child", name="外人", relation="", identity=parse(world.number(9))
            )
    with pytest.raises(PermissionDenied):
        actions.accept(hit(case), by=far, explanation="x")


def test_the_audit_names_no_person(case, village):
    world.sign(case, village)
    rows = AuditEvent.objects.filter(event="cases.comparison_changed")
    told = str(list(rows.values_list("detail", flat=True)))
    assert rows.count() == 3
    assert all(person.name not in told for person in Person.objects.all())
