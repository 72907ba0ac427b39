from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Division
from accounts.personal import decrypt, keyed_hash
from monitoring.cases.assessment.models import Assessment
from monitoring.cases.casework.following import follow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.comparison.models import Person
from monitoring.jobs.actions import Refusal
from monitoring.registry.act import create_row, update_row
from monitoring.registry.census import actions
from monitoring.registry.census.undo import changed_since
from monitoring.registry.models import Change, Household, LivingConditions, Member, Statement
from monitoring.registry.snapshots import as_on
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.registry.census.files import bring_in, household, id_number, member, workbook

FIRST = household(户类型="脱贫户", 工资性收入=100, 是否危房户="否")
MONITORED = household(
    户类型="一般农户", 监测对象类别="边缘易致贫户", 识别监测时间="202305", 是否危房户="是"
)
SECOND = household(户类型="一般农户", 工资性收入=200, 是否危房户="是")


def test_a_first_import_undone_leaves_nothing_but_its_history(officer):
    batch = bring_in(workbook([FIRST], [member()]), by=officer)

    assert actions.undo(batch, by=officer) == []

    for model in (Household, Member, Statement, LivingConditions):
        assert not model.objects.exists()
    tombstones = Change.objects.filter(field="", new__isnull=True)
    assert sorted(tombstones.values_list("entity", flat=True)) == [
        "conditions", "household", "member", "statement",
    ]  # fmt: skip
    assert tombstones.get(entity="household").old["code"] == "1301310001"


def test_changed_values_are_set_back(officer):
    bring_in(workbook([FIRST], [member(姓名="张三")]), by=officer)
    batch = bring_in(workbook([SECOND], [member(姓名="张山")]), by=officer)

    assert actions.undo(batch, by=officer) == []

    assert Household.objects.get().household_type == "脱贫户"
    assert Member.objects.get().name == "张三"
    assert Statement.objects.get().wage_income == Decimal("100.00")
    assert LivingConditions.objects.get().dangerous_house is False
    batch.refresh_from_db()
    assert (batch.state, batch.undone_at is not None) == ("undone", True)


def test_a_value_changed_since_stays_and_is_listed(officer):
    bring_in(workbook([FIRST]), by=officer)
    batch = bring_in(workbook([SECOND]), by=officer)
    update_row(
        Household.objects.get(), source=factories.source(), household_type="脱贫户", phone="1"
    )
    bring_in(workbook([SECOND | {"户类型": ""}]), by=officer)

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "household", "household_type")]
    assert Household.objects.get().household_type is None
    assert Statement.objects.get().wage_income == Decimal("100.00")


def test_a_row_that_somebody_built_on_stays_and_is_listed(officer):
    batch = bring_in(workbook([FIRST], [member()]), by=officer)
    home = Household.objects.get()
    create_row(
        Member(household=home, division=home.division), source=factories.source(), name="李四"
    )

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "household", "")]
    assert [found.name for found in Member.objects.all()] == ["李四"]


def test_two_years_of_one_batch_go_back_to_what_was_before(officer):
    bring_in(
        workbook([household(年度=2024, 户类型="脱贫户")], [member(年度=2024, 姓名="一")]),
        by=officer,
    )
    years = [household(年度=2025, 户类型="一般农户"), household(年度=2026, 户类型="")]
    people = [member(年度=2025, 姓名="二"), member(年度=2026, 姓名="三")]
    batch = bring_in(workbook(years, people), by=officer)
    assert (Household.objects.get().household_type, Member.objects.get().name) == (None, "三")

    assert actions.undo(batch, by=officer) == []

    found = Household.objects.get()
    assert (found.household_type, found.facts_year) == ("脱贫户", 2024)
    assert Member.objects.get().name == "一"


def test_a_move_is_undone_with_the_members(officer):
    bring_in(workbook([FIRST], [member()]), by=officer)
    batch = bring_in(workbook([household(行政区划代码="130131100002")]), by=officer)
    actions.undo(batch, by=officer)
    assert Household.objects.get().division_id == Member.objects.get().division_id == "130131100001"


def test_the_id_number_comes_back_readable(officer):
    bring_in(workbook([FIRST], [member(人口编号="P1", 证件号码="")]), by=officer)
    batch = bring_in(workbook([member(人口编号="P1")]), by=officer)
    actions.undo(batch, by=officer)
    found = Member.objects.get()
    assert (found.id_number_hash, found.id_number_cipher, found.id_number_masked) == (
        None,
        None,
        "",
    )


def test_the_past_stays_visible(officer):
    batch = bring_in(workbook([FIRST], [member()]), by=officer)
    home = Household.objects.get()
    actions.undo(batch, by=officer)
    past = as_on(home, batch.sources.get(kind="batch").at)
    assert past is not None
    assert past.household.household_type == "脱贫户"


def test_a_batch_is_undone_once(officer):
    batch = bring_in(workbook([FIRST]), by=officer)
    actions.undo(batch, by=officer)
    with pytest.raises(Refusal):
        actions.undo(batch, by=officer)


def test_another_county_cannot_undo(officer):
    batch = bring_in(workbook([FIRST]), by=officer)
    with pytest.raises(PermissionDenied):
        actions.undo(batch, by=factories.user("county", factories.ZANHUANG))
    assert Household.objects.exists()


def test_a_person_code_taken_since_leaves_the_number_and_the_rest_goes_back(officer):
    bring_in(workbook([FIRST], [member(人口编号="P1", 证件号码="", 姓名="张三")]), by=officer)
    batch = bring_in(workbook([SECOND], [member(人口编号="P1", 姓名="张山")]), by=officer)
    other = household("1301310002")
    bring_in(workbook([other], [member("1301310002", 人口编号="P1", 证件号码="")]), by=officer)

    foreseen = changed_since(batch)
    kept = actions.undo(batch, by=officer)

    assert kept == foreseen == [("1301310001", "member", "id_number_masked")]
    first = Member.objects.get(household__code="1301310001")
    assert (first.name, first.person_code) == ("张三", "P1")
    assert decrypt(first.id_number_cipher) == id_number()
    assert bytes(first.id_number_hash) == keyed_hash(id_number())
    assert Household.objects.get(code="1301310001").household_type == "脱贫户"


def test_a_number_taken_since_is_not_given_back(officer):
    bring_in(workbook([FIRST], [member(姓名="张三")]), by=officer)
    batch = bring_in(workbook([member(姓名="张山")]), by=officer)
    person = Member.objects.get()
    taken = factories.member(factories.household(), id_number=id_number(order="34"))
    Change.objects.create(  # as an import wrote that knew people by their code
        source=batch.sources.get(), household_id=person.household_id, entity="member",
        entity_id=person.pk, field="id_number_hash", old=f"\\x{taken.id_number_hash.hex()}",
        new=f"\\x{bytes(person.id_number_hash).hex()}",
    )  # fmt: skip

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "member", "id_number_masked")]
    person.refresh_from_db()
    assert (person.name, bytes(person.id_number_hash)) == ("张三", keyed_hash(id_number()))


def test_a_number_corrected_since_stays_with_its_hash_and_mask(officer):
    bring_in(workbook([FIRST], [member(人口编号="P1", 证件号码="")]), by=officer)
    batch = bring_in(workbook([member(人口编号="P1")]), by=officer)
    bring_in(workbook([member(人口编号="P1", 证件号码=id_number() + "11")]), by=officer)

    kept = actions.undo(batch, by=officer)

    found = Member.objects.get()
    assert ("1301310001", "member", "id_number_masked") in kept
    assert decrypt(found.id_number_cipher) == id_number() + "11"
    assert bytes(found.id_number_hash) == keyed_hash(id_number())


def test_a_householder_named_since_stays_the_only_one(officer):
    wife, son = id_number("19580101", "24"), id_number("19850101", "35")
    people = [
        member(姓名="张三", 与户主关系="户主"),
        member(姓名="李四", 证件号码=wife, 与户主关系="配偶"),
        member(姓名="张五", 证件号码=son, 与户主关系="之子"),
    ]
    bring_in(workbook([FIRST], people), by=officer)
    swapped = [people[0] | {"与户主关系": "配偶"}, people[1] | {"与户主关系": "户主"}, people[2]]
    batch = bring_in(workbook([SECOND], swapped), by=officer)
    again = [people[0] | {"与户主关系": "配偶"}, people[1], people[2] | {"与户主关系": "户主"}]
    bring_in(workbook(again), by=officer)

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "member", "relation")]
    assert [head.name for head in Member.objects.heads()] == ["张五"]
    assert Household.objects.get().household_type == "脱贫户"


def test_the_householder_that_a_batch_replaced_is_householder_again(officer):
    wife = id_number("19580101", "24")
    bring_in(workbook([FIRST], [member(姓名="张三", 与户主关系="户主")]), by=officer)
    people = [
        member(姓名="张三", 与户主关系="配偶"),
        member(姓名="李四", 证件号码=wife, 与户主关系="户主"),
    ]
    batch = bring_in(workbook(people), by=officer)

    assert actions.undo(batch, by=officer) == []

    assert [head.name for head in Member.objects.heads()] == ["张三"]


def test_members_who_came_since_go_with_their_household_to_its_village(officer):
    bring_in(workbook([FIRST], [member()]), by=officer)
    batch = bring_in(workbook([household(行政区划代码="130131100002")]), by=officer)
    home = Household.objects.get()
    came = Member(household=home, division=home.division)
    create_row(came, source=factories.source(), name="李四")

    actions.undo(batch, by=officer)

    assert set(Member.objects.values_list("division_id", flat=True)) == {"130131100001"}


def test_a_member_who_moved_on_since_stays_where_the_new_household_lives(officer):
    bring_in(workbook([FIRST], [member()]), by=officer)
    batch = bring_in(workbook([household(行政区划代码="130131100002")]), by=officer)
    new = factories.household("130131100002")
    update_row(Member.objects.get(), source=factories.source(), household=new)

    actions.undo(batch, by=officer)

    assert Member.objects.get().division_id == "130131100002"


def test_a_village_that_is_gone_is_not_given_back(officer):
    Division.objects.create(
        code="130131100999", name="旧村", level="village", parent_id=factories.PINGSHAN_TOWN
    )
    bring_in(workbook([FIRST | {"行政区划代码": "130131100999"}]), by=officer)
    batch = bring_in(workbook([SECOND]), by=officer)
    Division.objects.filter(code="130131100999").delete()

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "household", "division_id")]
    assert Household.objects.get().household_type == "脱贫户"


def test_what_screening_and_the_census_derived_goes_with_a_household(officer):
    batch = bring_in(workbook([MONITORED], [member()]), by=officer)
    home = Household.objects.get()
    follow(batch.sources.get(), [home.pk])
    screen(as_of=timezone.localdate(), by=None, trigger=Run.Trigger.NIGHTLY)
    assert home.episodes.exists()
    assert home.clues.exists()

    assert actions.undo(batch, by=officer) == []

    assert not Household.objects.exists()


def test_a_household_with_a_case_stays_and_is_listed(officer):
    batch = bring_in(workbook([FIRST], [member()]), by=officer)
    begin_identification(Household.objects.get(), by=None)

    kept = actions.undo(batch, by=officer)

    assert kept == [("1301310001", "household", "")]
    assert Household.objects.get().cases.exists()


def test_a_statement_and_a_member_that_casework_rests_on_stay(officer):
    batch = bring_in(workbook([FIRST], [member()]), by=officer)
    home = Household.objects.get()
    case = begin_identification(home, by=None)
    listed = home.members.get()
    Person.objects.create(case=case, member=listed, kind="member", name=listed.name)
    Assessment.objects.create(case=case, statement=home.statements.get(), source=factories.source())

    kept = actions.undo(batch, by=officer)

    assert {entity for _code, entity, _field in kept} == {"household", "member", "statement"}
    assert (home.members.count(), home.statements.count()) == (1, 1)
