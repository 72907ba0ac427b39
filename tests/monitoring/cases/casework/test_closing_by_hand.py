"""The registry's own pages neither begin nor end the monitoring of a household."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Division
from monitoring.cases.casework import workflow
from monitoring.cases.casework.following import follow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.papers.actions import make
from monitoring.registry.models import Household
from monitoring.registry.restructuring import household_ends, merge_households, move_household
from tests import factories

END = {"how": "moved_away", "on": timezone.localdate(), "note": "迁往外省"}


@pytest.fixture
def monitored(procedure):
    made = factories.household(monitored_type="边缘易致贫户", risk_eliminated=False)
    factories.member(made, relation="户主")
    follow(factories.source(), [made.pk])
    return made


def test_a_household_with_a_running_case_does_not_end_by_hand(village, township):
    household = factories.household()
    case = begin_identification(household, by=None)
    with pytest.raises(ValidationError, match="正在办理"):
        household_ends(household, by=village, **END)
    workflow.refuse(case.steps.open().get(), by=township, reason="不符合条件")
    household_ends(household, by=village, **END)
    household.refresh_from_db()
    assert household.status == Household.Status.MOVED_AWAY


def test_a_monitored_household_neither_ends_nor_merges_by_hand(monitored, village):
    with pytest.raises(ValidationError, match="正在监测"):
        household_ends(monitored, by=village, **END)
    relations = {member.pk: "其他" for member in monitored.members.all()}
    other = factories.household()
    with pytest.raises(ValidationError, match="正在监测"):
        merge_households(monitored, into=other, by=village, relations=relations, note="并户")
    monitored.refresh_from_db()
    assert monitored.status == Household.Status.ACTIVE


def test_nobody_is_made_monitored_or_safe_by_hand(client, monitored, village):
    client.force_login(village)
    for household in (monitored, factories.household()):
        page = reverse("registry:household-edit", args=[household.pk])
        before = (household.monitored_type, household.risk_eliminated)
        client.post(
            page, {"monitored_type": "突发严重困难户", "risk_eliminated": "true", "note": "改"}
        )
        household.refresh_from_db()
        assert (household.monitored_type, household.risk_eliminated) == before


def test_what_belongs_to_a_household_moves_with_it(
    client, township, django_capture_on_commit_callbacks
):
    household = factories.household()
    made = make("household_file", household, by=township)
    county = factories.user("county", factories.PINGSHAN)
    to = Division.objects.get(pk=factories.OTHER_VILLAGE)
    with django_capture_on_commit_callbacks(execute=True):
        move_household(household, to=to, by=county, note="搬迁")
    client.force_login(township)
    assert client.get(reverse("papers:paper", args=[made.pk])).status_code == 404
