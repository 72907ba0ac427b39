"""What sources tell differently, people decide: at the next visit, or on the household page."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import AuditEvent, Post
from monitoring.cases.visits.actions import submit_visit
from monitoring.cases.visits.models import Visit
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.updates.actions import settle
from monitoring.feeds.updates.asking import questions
from monitoring.feeds.updates.models import Difference
from monitoring.registry.actions import edit_member, member_leaves
from monitoring.registry.models import Change, Source
from tests import factories
from tests.monitoring.cases.visits.submissions import UNCHANGED, submission
from tests.monitoring.feeds.updates.test_writing import WANG, enrolment, tell
from tests.races import at_once

pytestmark = pytest.mark.django_db

LI = "130131198005170013"


@pytest.fixture
def wang():
    home = factories.household(household_type="脱贫户")
    factories.member(home, name="李建军", id_number=LI, relation="户主")
    return factories.member(
        home, name="王秀英", id_number=WANG, relation="配偶",
        resident_insurance=False, employee_insurance=False,
    )  # fmt: skip


@pytest.fixture
def cadre():
    return factories.user(Post.Role.VILLAGE, factories.VILLAGE, full_name="刘书记")


def differ():
    """The department says insured; the census of 2020 says not."""
    enrolment()
    tell("poverty-census", year=2020, insured=False)


def die():
    tell("household-changes", happened_on="2026-08-01", change="死亡")


def visit(wang, cadre, choice, **fields):
    (question,) = questions(wang.household)
    chosen = {question.id: choice}
    return submit_visit(wang.household, by=cadre, submission=submission(chosen=chosen, **fields))


def test_the_visit_shows_both_values_in_the_section_of_the_field(wang, cadre, client):
    differ()
    client.force_login(cadre)
    page = client.get(reverse("visits:visit", args=[wang.household_id])).content.decode()
    medical = page.partition('data-section="medical"')[2].partition('data-section="housing"')[0]
    asked = medical.partition("data-question")[2].partition("visit-choice")[0]
    assert "王秀英" in asked
    both = " ".join(strip_tags(medical.partition("data-question")[2]).split())
    given, told = (FEEDS[code].label for code in ("insurance-enrolment", "poverty-census"))
    assert f"现登记是 {given} {timezone.localdate():%Y-%m-%d}" in both
    assert f"新来源否 {told} 2020-01-01" in both
    assert page.count('data-choice="taken"') == 1


def test_the_new_value_is_written_with_the_visit_as_source(wang, cadre):
    differ()
    made = visit(wang, cadre, "taken")
    wang.refresh_from_db()
    assert wang.resident_insurance is False
    change = Change.objects.filter(field="resident_insurance").latest("id")
    assert change.source_id == made.source_id
    assert made.answers["medical"] == [f"member.{wang.pk}.resident_insurance"]
    difference = Difference.objects.get()
    assert (difference.state, difference.by, difference.source) == ("taken", cadre, made.source)
    said = AuditEvent.objects.get(event="feeds.difference_settled")
    assert said.detail == {"difference": difference.pk, "choice": "taken"}


def test_the_value_stays_and_the_same_record_asks_no_more(wang, cadre):
    differ()
    visit(wang, cadre, "kept")
    tell("poverty-census", year=2020, insured=False, name="王秀英")
    tell("poverty-census", year=2019, insured=False)
    wang.refresh_from_db()
    assert wang.resident_insurance is True
    assert Difference.objects.get().state == "kept"


def test_what_is_told_of_a_later_day_is_asked_anew(wang, cadre):
    die()
    visit(wang, cadre, "kept")
    Difference.objects.update(closed_at="2026-07-01T00:00:00+08:00")
    tell("household-changes", happened_on="2026-08-02", change="死亡")
    assert Difference.objects.open().count() == 1


def test_a_value_chosen_at_a_visit_is_stronger_than_the_weaker_source(wang, cadre):
    differ()
    visit(wang, cadre, "taken")
    tell("poverty-census", year=2021, insured=True)
    wang.refresh_from_db()
    assert wang.resident_insurance is False
    assert Difference.objects.open().get().told is True


def test_without_a_choice_it_stays_open(wang, cadre):
    differ()
    submit_visit(wang.household, by=cadre, submission=submission())
    assert Difference.objects.get().state == "open"


def test_a_death_confirmed_at_a_visit_ends_the_member_on_its_day(wang, cadre):
    die()
    visit(wang, cadre, "taken")
    wang.refresh_from_db()
    assert (wang.status, str(wang.left_on)) == ("deceased", "2026-08-01")


def test_the_householder_leaves_on_the_page_where_another_is_chosen(wang, cadre):
    wang.household.members.update(relation="户主")
    wang.household.members.exclude(pk=wang.pk).update(relation="配偶")
    die()
    (question,) = questions(wang.household)
    assert question.elsewhere == reverse("registry:member-leave", args=[wang.pk])
    with pytest.raises(ValidationError, match="户主"):
        visit(wang, cadre, "taken")
    assert Visit.objects.count() == 0
    assert Difference.objects.get().state == "open"


def test_what_was_entered_elsewhere_is_asked_no_more(
    wang, cadre, django_capture_on_commit_callbacks
):
    die()
    with django_capture_on_commit_callbacks(execute=True):
        member_leaves(wang, by=cadre, how="deceased", on=timezone.localdate(), note="证明")
    assert Difference.objects.get().state == "agreed"


def test_an_answer_to_other_values_is_refused(wang, cadre):
    """A phone that was offline answers what it showed, not what is there now."""
    differ()
    (shown,) = questions(wang.household)
    edit_member(wang, by=cadre, note="更正", resident_insurance=None)
    with pytest.raises(ValidationError, match="重新打开"):
        submit_visit(wang.household, by=cadre, submission=submission(chosen={shown.id: "taken"}))
    assert Visit.objects.count() == 0


def test_a_typed_value_and_the_new_one_together_are_refused(wang, cadre):
    differ()
    with pytest.raises(ValidationError, match="只保留一种"):
        visit(
            wang, cadre, "taken", answers=UNCHANGED | {"medical": "changed"},
            values={f"member.{wang.pk}.resident_insurance": None},
        )  # fmt: skip
    assert Difference.objects.get().state == "open"


@pytest.mark.parametrize("sent", ['{"1-x": "agreed"}', "[]", '{"1-x": ["taken"]}'])
def test_nonsense_in_place_of_a_choice_is_refused(wang, cadre, client, sent):
    client.force_login(cadre)
    made = submission()
    answered = client.post(
        reverse("visits:visit", args=[wang.household_id]),
        {
            "id": made.id, "purpose": "follow_up", "way": "home", "visited_on": made.visited_on,
            "answers": '{"people": "unchanged"}', "chosen": sent,
        },
    )  # fmt: skip
    assert answered.status_code == 400
    assert "请重新打开本页" in answered.json()["errors"][0]


def test_the_page_of_the_household_decides_too(
    wang, cadre, client, django_capture_on_commit_callbacks
):
    differ()
    client.force_login(cadre)
    page = reverse("registry:household-detail", args=[wang.household_id])
    (question,) = questions(wang.household)
    assert question.id in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("differences:settle", args=[wang.household_id]),
            {"question": question.id, "choice": "taken"},
        )
    wang.refresh_from_db()
    assert wang.resident_insurance is False
    source = Difference.objects.get().source
    assert (source.kind, source.by) == (Source.Kind.PERSON, cadre)
    assert question.id not in client.get(page).content.decode()


def test_who_only_reads_sees_both_values_without_buttons(wang, client):
    differ()
    client.force_login(factories.user(Post.Role.AUDITOR, factories.PINGSHAN))
    page = client.get(reverse("registry:household-detail", args=[wang.household_id]))
    assert "来源不一致" in page.content.decode()
    assert 'name="choice"' not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_both_decide(divisions, wang, cadre):
    differ()
    (question,) = questions(wang.household)
    households = [wang.household, type(wang.household).objects.get(pk=wang.household_id)]

    taken, kept = at_once(
        lambda: settle(households[0], question.id, "taken", by=cadre),
        lambda: settle(households[1], question.id, "kept", by=cadre),
    )
    assert isinstance(taken, ValidationError) != isinstance(kept, ValidationError)
    state = "kept" if isinstance(taken, ValidationError) else "taken"
    assert Difference.objects.get().state == state
    assert AuditEvent.objects.filter(event="feeds.difference_settled").count() == 1
