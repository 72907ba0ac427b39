"""What a person may change by hand, what is refused, and the history it leaves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent, Post
from accounts.personal import decrypt
from monitoring.registry import actions, changed
from monitoring.registry.act import ChangedMeanwhileError
from monitoring.registry.models import Change, LivingConditions, Member, Source
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def cadre():
    return factories.user(Post.Role.VILLAGE, factories.VILLAGE)


def changes(household):
    rows = Change.objects.filter(household_id=household.pk).order_by("id")
    return [(row.entity, row.field, row.old, row.new) for row in rows]


def test_an_edit_keeps_old_new_and_who(cadre):
    household = factories.household(phone="13800000001")
    actions.edit_household(household, by=cadre, note="回访核实", phone="13800000002")
    household.refresh_from_db()
    assert household.phone == "13800000002"
    assert changes(household) == [("household", "phone", "13800000001", "13800000002")]
    source = Change.objects.get().source
    assert (source.kind, source.by, source.note) == (Source.Kind.PERSON, cadre, "回访核实")


def test_an_edit_is_audited_without_the_values(cadre):
    household = factories.household()
    actions.edit_household(household, by=cadre, note="回访", phone="13800000002")
    event = AuditEvent.objects.get(event="households.changed")
    assert event.division_code == factories.VILLAGE
    assert event.detail == {"entity": "household", "fields": ["phone"]}


def test_listeners_hear_of_the_household(cadre, django_capture_on_commit_callbacks, monkeypatch):
    calls = []
    monkeypatch.setattr(changed, "_callbacks", [lambda source, ids: calls.append(ids)])
    household = factories.household()
    with django_capture_on_commit_callbacks(execute=True):
        actions.edit_household(household, by=cadre, note="回访", phone="13800000002")
    assert calls == [(household.pk,)]


def test_the_same_value_again_leaves_nothing(cadre):
    household = factories.household(phone="13800000001")
    before = Source.objects.count()
    actions.edit_household(household, by=cadre, note="回访", phone="13800000001")
    assert (changes(household), Source.objects.count()) == ([], before)
    assert not AuditEvent.objects.exists()


def test_another_village_is_refused():
    household = factories.household(factories.OTHER_VILLAGE)
    stranger = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.edit_household(household, by=stranger, note="回访", phone="13800000002")
    assert changes(household) == []


def test_an_auditor_changes_nothing():
    auditor = factories.user(Post.Role.AUDITOR, factories.PINGSHAN)
    with pytest.raises(PermissionDenied):
        actions.edit_household(factories.household(), by=auditor, note="回访", phone="1")


def test_a_reason_is_asked_for(cadre):
    with pytest.raises(ValidationError):
        actions.edit_household(factories.household(), by=cadre, note=" ", phone="1")


def test_what_somebody_changed_meanwhile_is_shown_not_overwritten(cadre):
    household = factories.household(phone="13800000001")
    seen = {"phone": "13800000001"}
    actions.edit_household(household, by=cadre, note="一", seen=seen, phone="13800000002")
    with pytest.raises(ChangedMeanwhileError) as refused:
        actions.edit_household(household, by=cadre, note="二", seen=seen, phone="13800000003")
    assert refused.value.current == {"phone": "13800000002"}
    household.refresh_from_db()
    assert household.phone == "13800000002"


def test_a_field_changed_meanwhile_but_not_touched_does_not_matter(cadre):
    household = factories.household(phone="13800000001", bank_name="农行")
    seen = {"phone": "13800000001", "bank_name": "农行"}
    actions.edit_household(household, by=cadre, note="一", seen=seen, bank_name="邮储")
    actions.edit_household(household, by=cadre, note="二", seen=seen, phone="13800000003")
    household.refresh_from_db()
    assert (household.phone, household.bank_name) == ("13800000003", "邮储")


def test_first_living_conditions_are_added_then_changed(cadre):
    household = factories.household()
    actions.edit_conditions(household, by=cadre, note="入户", house_grade="C")
    actions.edit_conditions(household, by=cadre, note="入户", house_grade="D")
    assert LivingConditions.objects.get().house_grade == "D"
    assert changes(household) == [("conditions", "house_grade", "C", "D")]


def test_money_is_kept_exactly(cadre):
    statement = factories.statement(factories.household(), wage_income=Decimal("30000.10"))
    actions.edit_statement(statement, by=cadre, note="更正", wage_income=Decimal("31000.20"))
    statement.refresh_from_db()
    assert statement.wage_income == Decimal("31000.20")
    assert changes(statement.household) == [("statement", "wage_income", 30000.10, 31000.20)]


def test_a_negative_amount_is_refused_with_a_sentence(cadre):
    statement = factories.statement(factories.household())
    with pytest.raises(ValidationError, match=r"negative|负"):
        actions.edit_statement(statement, by=cadre, note="更正", wage_income=Decimal(-1))
    statement.refresh_from_db()
    assert statement.wage_income == Decimal("30000.00")


def test_a_member_is_added_with_a_source(cadre):
    household = factories.household()
    member = actions.add_member(household, by=cadre, note="新生儿", name="王小", relation="之子")
    assert household.members.get() == member
    assert (member.source.by, member.division_id) == (cadre, factories.VILLAGE)


def test_a_person_active_elsewhere_is_not_added_twice(cadre):
    known = factories.member(factories.household(), id_number="13013119560312001X")
    numbers = {"id_number_hash": known.id_number_hash, "id_number_masked": "130131********001X"}
    with pytest.raises(ValidationError, match=r"another household|另一户"):
        actions.add_member(factories.household(), by=cadre, note="迁入", name="王", **numbers)
    assert Member.objects.count() == 1


def test_the_head_gives_the_household_its_name(cadre):
    household = factories.household(head_name="王大")
    head = factories.member(household, name="王大", relation="户主")
    actions.edit_member(head, by=cadre, note="更正姓名", name="王达")
    household.refresh_from_db()
    assert household.head_name == "王达"


def test_a_second_householder_is_refused(cadre):
    household = factories.household()
    factories.member(household, relation="户主")
    other = factories.member(household, relation="配偶")
    with pytest.raises(ValidationError):
        actions.edit_member(other, by=cadre, note="更正", relation="户主")
    other.refresh_from_db()
    assert other.relation == "配偶"


def test_a_number_encrypted_anew_is_no_change(cadre):
    household = factories.household()
    member = factories.member(household, id_number="13013119560312001X")
    values = {"id_number_cipher": b"other", "id_number_masked": member.id_number_masked}
    actions.edit_member(member, by=cadre, note="重录", **values)
    member.refresh_from_db()
    assert decrypt(member.id_number_cipher) == "13013119560312001X"
    assert changes(household) == []


def test_who_dies_stays_as_history(cadre):
    household = factories.household()
    member = factories.member(household, relation="之父")
    actions.member_leaves(member, by=cadre, how="deceased", on=date(2026, 3, 1), note="去世")
    member.refresh_from_db()
    assert (member.status, member.left_on) == ("deceased", date(2026, 3, 1))
    assert ("member", "status", "active", "deceased") in changes(household)


def test_when_the_head_leaves_another_follows(cadre):
    household = factories.household(head_name="王大")
    head = factories.member(household, name="王大", relation="户主")
    wife = factories.member(household, name="李二", relation="配偶")
    leaving = {"how": "deceased", "on": date(2026, 3, 1), "note": "去世"}
    with pytest.raises(ValidationError):
        actions.member_leaves(head, by=cadre, **leaving)
    actions.member_leaves(head, by=cadre, new_head=wife, **leaving)
    household.refresh_from_db()
    wife.refresh_from_db()
    assert (household.head_name, wife.relation) == ("李二", "户主")


@pytest.mark.parametrize("on", [timezone.localdate() + timedelta(days=1), date(1979, 1, 1)])
def test_nobody_leaves_tomorrow_or_before_birth(cadre, on):
    member = factories.member(factories.household(), birth_date=date(1980, 5, 17))
    with pytest.raises(ValidationError):
        actions.member_leaves(member, by=cadre, how="moved_out", on=on, note="外迁")
    member.refresh_from_db()
    assert member.status == "active"


def test_who_left_can_return_once(cadre):
    member = factories.member(factories.household(), relation="之女")
    actions.member_leaves(member, by=cadre, how="married_out", on=date(2026, 3, 1), note="出嫁")
    actions.member_returns(member, by=cadre, note="离异返回")
    member.refresh_from_db()
    assert (member.status, member.left_on) == ("active", None)
    with pytest.raises(ValidationError):
        actions.member_returns(member, by=cadre, note="再次")


def test_who_lives_elsewhere_by_now_does_not_return(cadre):
    number = "130131195603120012"
    gone = factories.member(
        factories.household(), id_number=number, status="married_out", left_on=date(2026, 3, 1)
    )
    factories.member(factories.household(factories.FAR_VILLAGE), id_number=number)
    with pytest.raises(ValidationError, match="另一户"):
        actions.member_returns(gone, by=cadre, note="返回")
    assert changes(gone.household) == []


def test_a_returning_head_does_not_displace_the_new_one(cadre):
    household = factories.household()
    head = factories.member(household, relation="户主")
    wife = factories.member(household, relation="配偶")
    on = date(2026, 3, 1)
    actions.member_leaves(head, by=cadre, how="moved_out", on=on, note="外迁", new_head=wife)
    actions.member_returns(head, by=cadre, note="返回")
    assert list(household.members.active().heads()) == [wife]


def test_an_ended_household_can_only_be_read(cadre):
    household = factories.household(status="moved_away")
    with pytest.raises(ValidationError):
        actions.edit_household(household, by=cadre, note="回访", phone="1")


def test_only_a_helper_is_paired_and_only_once(cadre):
    household = factories.household()
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    with pytest.raises(ValidationError):
        actions.pair_helper(household, helper=cadre, by=cadre)
    actions.pair_helper(household, helper=helper, by=cadre)
    with pytest.raises(ValidationError):
        actions.pair_helper(household, helper=helper, by=cadre)
    assert household.pairings.count() == 1


def test_a_pairing_ends_once(cadre):
    household = factories.household()
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    pairing = actions.pair_helper(household, helper=helper, by=cadre)
    actions.end_pairing(pairing, by=cadre)
    with pytest.raises(ValidationError):
        actions.end_pairing(pairing, by=cadre)
    assert household.pairings.get().ends == timezone.localdate()
