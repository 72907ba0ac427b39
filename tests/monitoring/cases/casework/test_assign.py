import pytest

from accounts.models import AuditEvent
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(township) -> list[Case]:
    """Three that wait for the village, and one that does not yet."""
    made = [begin_identification(factories.household(), by=None) for _ in range(4)]
    for case in made[:3]:
        workflow.pass_on(case.steps.get(), by=township)
    return made


def assigned(client, user, to, cases: list[Case], **data: object):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    ticked = {"case": [case.pk for case in cases], "to": to.pk if to else ""}
    answer = client.post("/cases/assign/", ticked | data, follow=True)
    return answer.content.decode()


def given() -> int:
    return CaseStep.objects.exclude(assigned_to=None).count()


def test_it_works(client, township, village, cases):
    page = assigned(client, township, village, cases[:2])
    assert "已分派 2 个环节" in page
    steps = CaseStep.objects.filter(assigned_to=village)
    assert {step.level for step in steps} == {"village"}
    event = AuditEvent.objects.get(event="cases.assigned")
    assert (event.count, event.subject_id) == (2, str(village.pk))


def test_everything_the_filter_gives_is_assigned_at_once(client, township, village, cases):
    assigned(client, township, village, [], everything="on", step="visit")
    assert given() == 3


def test_nobody_is_sent_where_they_have_no_post(client, township, cases):
    elsewhere = factories.user("village", "130131100002")
    assert "都有职务" in assigned(client, township, elsewhere, cases)
    assert given() == 0


def test_a_person_of_another_township_cannot_be_chosen(client, township, cases):
    far = factories.user("village", factories.OTHER_VILLAGE)
    assigned(client, township, far, cases)
    assert given() == 0


def test_without_a_person_or_a_case_nothing_happens_and_it_is_said(
    client, township, village, cases
):
    assert "请选择分派给谁" in assigned(client, township, None, cases)
    assert "没有等待村级办理" in assigned(client, township, village, [])
    assert "没有等待村级办理" in assigned(client, township, village, cases[3:])
    assert given() == 0


def test_cases_of_another_township_stay_as_they_are(client, cases, village):
    other = factories.user("township", "130131101000")
    neighbour = factories.user("village", factories.OTHER_VILLAGE)
    assigned(client, other, neighbour, cases)
    assert given() == 0
