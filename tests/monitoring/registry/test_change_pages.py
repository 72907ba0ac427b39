"""Each form that changes a household: done, refused with a sentence, nothing else touched."""

import pytest
from django.urls import reverse

from accounts.models import Post
from monitoring.registry.models import Change, Household, Member
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "130131195603120012"


@pytest.fixture
def officer():
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN)


@pytest.fixture
def page(client, officer):
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def household():
    made = factories.household(head_name="王大", phone="13800000001", household_type="脱贫户")
    factories.member(made, name="王大", relation="户主")
    return made


def as_shown(page, url):
    """The form as a browser would send it back untouched, with a reason."""
    form = page.get(url).context["form"]
    data = {"note": "入户核实"}
    for bound in form:
        for name, value in (
            (bound.html_name, bound.value()),
            (bound.html_initial_name, bound.initial),
        ):
            if bound.name in form.Meta.fields:
                prepared = bound.field.prepare_value(value)
                data[name] = "" if prepared is None else prepared
    return data


def test_an_edit_changes_what_was_touched_and_nothing_else(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    answer = page.post(url, as_shown(page, url) | {"phone": "13900000002"})
    assert answer.status_code == 302
    assert list(Change.objects.values_list("field", "old", "new")) == [
        ("phone", "13800000001", "13900000002")
    ]


def test_an_untouched_form_changes_nothing(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    assert page.post(url, as_shown(page, url)).status_code == 302
    assert not Change.objects.exists()


def test_what_somebody_changed_meanwhile_is_shown_beside_ones_own(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    sent = as_shown(page, url) | {"phone": "13900000002"}
    Household.objects.update(phone="13700000003")
    answer = page.post(url, sent)
    conflict = answer.context["form"].conflicts[0]
    assert (conflict["mine"], conflict["theirs"]) == ("13900000002", "13700000003")
    assert Household.objects.get().phone == "13700000003"


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "13700000003"), ("mine", "13900000002")])
def test_the_person_chooses_which_value_stays(page, household, choice, kept):
    url = reverse("registry:household-edit", args=[household.pk])
    sent = as_shown(page, url) | {"phone": "13900000002"}
    Household.objects.update(phone="13700000003")
    page.post(url, sent)
    page.post(url, sent | {"initial-phone": "13700000003", "choose-phone": choice})
    assert Household.objects.get().phone == kept


def test_without_a_reason_nothing_is_saved(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    answer = page.post(url, as_shown(page, url) | {"phone": "13900000002", "note": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["note"]
    assert not Change.objects.exists()


def test_a_phone_that_is_none_is_refused(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    answer = page.post(url, as_shown(page, url) | {"phone": "139"})
    assert "phone" in answer.context["form"].errors


def test_a_new_card_number_is_kept_encrypted(page, household):
    url = reverse("registry:household-edit", args=[household.pk])
    page.post(url, as_shown(page, url) | {"bank_card": "6228480402564890018"})
    household.refresh_from_db()
    assert household.bank_card_masked == "622848*********0018"
    assert b"6228480402564890018" not in bytes(household.bank_card_cipher)


def test_health_and_a_date_survive_an_untouched_form(page, household):
    member = household.members.get()
    Member.objects.update(health=["残疾", "患有大病"])
    url = reverse("registry:member-edit", args=[member.pk])
    sent = as_shown(page, url) | {"work_months": "3"}
    assert page.post(url, sent).status_code == 302
    assert list(Change.objects.values_list("field", flat=True)) == ["work_months"]


def test_sex_and_birth_date_follow_from_the_number(page, household):
    url = reverse("registry:member-add", args=[household.pk])
    page.post(url, {"name": "赵小兰", "id_number": NUMBER, "note": "迁入"})
    member = Member.objects.get(name="赵小兰")
    assert (member.sex, str(member.birth_date)) == ("男", "1956-03-12")
    assert member.id_number_masked == "130131********0012"


def test_a_sex_that_contradicts_the_number_is_refused(page, household):
    url = reverse("registry:member-add", args=[household.pk])
    sent = {"name": "赵小兰", "id_number": NUMBER, "sex": "女", "note": "迁入"}
    assert "sex" in page.post(url, sent).context["form"].errors
    assert Member.objects.count() == 1


@pytest.mark.parametrize("number", ["130131195603120014", "1301311956", "130131195613120015"])
def test_a_wrong_number_is_refused(page, household, number):
    url = reverse("registry:member-add", args=[household.pk])
    answer = page.post(url, {"name": "赵小兰", "id_number": number, "note": "迁入"})
    assert "id_number" in answer.context["form"].errors


def test_somebody_without_number_and_code_is_refused(page, household):
    url = reverse("registry:member-add", args=[household.pk])
    assert "id_number" in page.post(url, {"name": "赵", "note": "迁入"}).context["form"].errors


def test_living_conditions_are_entered_where_none_were_known(page, household):
    url = reverse("registry:conditions-edit", args=[household.pk])
    page.post(url, {"house_grade": "C", "floor_space": "80.5", "note": "入户"})
    household.refresh_from_db()
    assert (household.conditions.house_grade, str(household.conditions.floor_space)) == (
        "C",
        "80.50",
    )


def test_a_statement_is_added_once_a_year(page, household):
    url = reverse("registry:statement-add", args=[household.pk])
    sent = {"year": "2025", "people": "3", "wage_income": "12000", "note": "入户"}
    assert page.post(url, sent).status_code == 302
    assert page.post(url, sent).context["form"].errors
    assert household.statements.get().wage_income == 12000


def test_a_negative_amount_is_refused_on_the_page(page, household):
    statement = factories.statement(household)
    url = reverse("registry:statement-edit", args=[statement.pk])
    answer = page.post(url, as_shown(page, url) | {"wage_income": "-1"})
    assert answer.context["form"].errors
    assert not Change.objects.exists()


def test_a_member_leaves_and_returns(page, household):
    member = factories.member(household, relation="之女")
    leave = reverse("registry:member-leave", args=[member.pk])
    page.post(leave, {"how": "married_out", "on": "2026-05-01", "note": "出嫁"})
    member.refresh_from_db()
    assert member.status == "married_out"
    page.post(reverse("registry:member-return", args=[member.pk]), {"note": "返回"})
    member.refresh_from_db()
    assert member.status == "active"


def test_a_household_is_split(page, household):
    son = factories.member(household, relation="之子")
    url = reverse("registry:household-split", args=[household.pk])
    page.post(url, {"code": "130131100001999", f"member-{son.pk}": "户主", "note": "分户"})
    assert Household.objects.get(code="130131100001999").members.get() == son


def test_a_split_of_nobody_is_refused_with_a_sentence(page, household):
    url = reverse("registry:household-split", args=[household.pk])
    answer = page.post(url, {"code": "130131100001999", "note": "分户"})
    assert answer.context["form"].non_field_errors()
    assert Household.objects.count() == 1


def test_a_household_is_merged(page, household):
    into = factories.household()
    url = reverse("registry:household-merge", args=[household.pk])
    relation = {f"member-{household.members.get().pk}": "之父"}
    page.post(url, {"into": into.code, "note": "并户"} | relation)
    household.refresh_from_db()
    assert household.successor == into


def test_a_code_outside_the_area_is_an_unknown_code(page, household):
    far = factories.household(factories.FAR_VILLAGE)
    url = reverse("registry:household-merge", args=[household.pk])
    errors = [
        page.post(url, {"into": code, "note": "并户"}).context["form"].errors["into"]
        for code in (far.code, "NO-SUCH-CODE")
    ]
    assert errors[0] == errors[1]


def test_a_household_moves_to_a_village_of_the_area(page, household):
    url = reverse("registry:household-move", args=[household.pk])
    page.post(url, {"to": factories.OTHER_VILLAGE, "note": "搬迁"})
    household.refresh_from_db()
    assert household.division_id == factories.OTHER_VILLAGE
    assert (
        "to" in page.post(url, {"to": factories.FAR_VILLAGE, "note": "搬"}).context["form"].errors
    )


def test_a_household_ends_and_is_then_read_only(page, household):
    url = reverse("registry:household-end", args=[household.pk])
    page.post(url, {"how": "died_out", "on": "2026-05-01", "note": "绝户"})
    household.refresh_from_db()
    assert household.status == "died_out"
    answer = page.get(reverse("registry:household-detail", args=[household.pk]))
    assert not answer.context["may_change"]


def test_a_helper_is_paired_and_the_pairing_ended(page, household):
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    page.post(reverse("registry:pairing-add", args=[household.pk]), {"helper": helper.pk})
    pairing = household.pairings.get()
    page.post(reverse("registry:pairing-end", args=[pairing.pk]))
    pairing.refresh_from_db()
    assert (pairing.user, pairing.ends is not None) == (helper, True)
