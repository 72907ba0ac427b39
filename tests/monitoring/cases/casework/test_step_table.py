"""Who decides which step in which state: every shipped step, every role, inside and outside."""

from collections.abc import Callable
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from monitoring.cases.casework import workflow
from monitoring.cases.casework.following import follow
from monitoring.cases.casework.models import Case, CaseStep, Episode, Pause
from monitoring.cases.procedures.models import Step
from tests import factories
from tests.routes import NOBODY, ROLES
from tests.routes.world import POSTS

pytestmark = pytest.mark.django_db

# Every shipped step: (process, code, who decides it, whether it may end the case with a “no”).
TABLE = (
    ("identification", "accept", "township", True),
    ("identification", "visit", "village", True),
    ("identification", "compare", "county", True),
    ("identification", "appraise", "village", True),
    ("identification", "notice", "village", True),
    ("identification", "review", "township", True),
    ("identification", "decide", "county", True),
    ("identification", "announce", "township", False),
    ("identification", "enter", "township", False),
    ("elimination", "verify", "village", True),
    ("elimination", "appraise", "village", True),
    ("elimination", "notice", "village", True),
    ("elimination", "review", "township", True),
    ("elimination", "confirm", "county", True),
    ("elimination", "announce", "township", False),
    ("elimination", "mark", "township", False),
    ("ending", "report", "village", True),
    ("ending", "review", "township", True),
    ("ending", "decide", "county", True),
    ("reversal", "report", "township", True),
    ("reversal", "decide", "county", True),
)

# What the one who decides the step is answered, inside their area, in each state of the case.
STATES = {
    "open": "allowed",
    "paused": "told",
    "ended": "told",
    "decided by another": "told",
    "decided by them at another level": "told",
}
EVERYBODY = (*ROLES, NOBODY)
WHERE = ("inside", "outside")


def answer(act: Callable[[], object]) -> str:
    """What becomes of an act that is taken back at once."""
    with transaction.atomic():
        try:
            act()
            said = "allowed"
        except PermissionDenied:
            said = "forbidden"
        except ValidationError:
            said = "told"
        transaction.set_rollback(True)
    return said


def at_step(process: str, code: str) -> CaseStep:
    """A case whose step `code` is open, as if those before it were passed; it is not the last."""
    household = factories.household(monitored_type="边缘易致贫户")
    follow(household.source, [household.pk])
    episode = Episode.objects.get(household=household)
    case = workflow.open_case(episode, by=None, process=process)
    case.steps.open().delete()
    case.procedure.steps.create(position=99, code="after", name="之后", level="village")
    step = case.procedure.steps.get(code=code)
    Case.objects.filter(pk=case.pk).update(position=step.position)
    opened: CaseStep = case.steps.create(
        step=step, household=household, division=case.division, level=step.level
    )
    return opened


def pass_on(step: CaseStep, by: User) -> None:
    workflow.pass_on(step, by=by)


def refuse(step: CaseStep, by: User) -> None:
    workflow.refuse(step, by=by, reason="不符合条件")


def send_back(step: CaseStep, by: User) -> None:
    to = step.case.procedure.steps.get(code="before")
    workflow.send_back(step, to=to, by=by, reason="补材料")


def bring_to(state: str, step: CaseStep, user: User, other: User) -> None:
    case = step.case
    if state == "paused":
        Pause.objects.create(case=case, by=other, reason="等外地核查回函")
    elif state == "ended":
        case.steps.update(state="void")
        Case.objects.filter(pk=case.pk).update(status="refused")
    elif state == "decided by another":
        CaseStep.objects.filter(pk=step.pk).update(state="passed", by=other)
    elif state == "decided by them at another level":
        elsewhere = case.procedure.steps.exclude(level=step.level)[0]
        case.steps.create(
            step=elsewhere, household=case.household, division=case.division,
            level=elsewhere.level, state="passed", by=user,
        )  # fmt: skip


def place(role: str, where: str) -> str | None:
    """The post of the role; outside it is in the other county, or the other city's nothing."""
    inside = POSTS[role][0]
    far = {
        "village": factories.FAR_VILLAGE, "helper": factories.FAR_VILLAGE,
        "township": "130129100000", "county": factories.ZANHUANG,
        "department": factories.ZANHUANG, "city": factories.CITY, "auditor": factories.ZANHUANG,
    }  # fmt: skip
    return inside if where == "inside" else far.get(role)


@pytest.fixture
def _no_evidence(divisions: None) -> None:
    """What a step asks for is another question than who decides it."""
    Step.objects.update(evidence=[], papers=[])


def test_the_table_has_every_shipped_step():
    shipped = Step.objects.filter(procedure__number=1)
    rows = shipped.values_list("procedure__process", "code", "level", "may_refuse")
    assert sorted(rows) == sorted(TABLE)


@pytest.mark.usefixtures("_no_evidence")
@pytest.mark.parametrize(("process", "code", "decides", "_refuses"), TABLE)
def test_who_decides_a_step(process, code, decides, _refuses):
    step = at_step(process, code)
    step.case.procedure.steps.create(position=0, code="before", name="之前", level=decides)
    step.case.procedure.steps.filter(code=code).update(may_refuse=True)
    users = {
        (role, where): factories.user(None if role == NOBODY else role, place(role, where))
        for role, where in product(EVERYBODY, WHERE)
    }
    other = factories.user(step.level, POSTS[step.level][0])
    wrong = []
    for state, (role, where) in product(STATES, users):
        by = users[role, where]
        theirs = role == decides and where == "inside"
        expected = STATES[state] if theirs else "forbidden"
        for act in (pass_on, refuse, send_back):
            with transaction.atomic():
                bring_to(state, step, by, other)
                said = answer(lambda act=act, by=by: act(CaseStep.objects.get(pk=step.pk), by))
                transaction.set_rollback(True)
            if said != expected:
                wrong.append(f"{act.__name__}, {state}, {role} {where}: {said}, not {expected}")
    assert wrong == []


@pytest.mark.usefixtures("_no_evidence")
@pytest.mark.parametrize(("process", "code", "decides", "refuses"), TABLE)
def test_which_step_ends_a_case_and_which_goes_back(process, code, decides, refuses):
    step = at_step(process, code)
    by = factories.user(decides, POSTS[decides][0])
    steps = step.case.procedure.steps.all()
    assert answer(lambda: workflow.refuse(step, by=by, reason="不符合条件")) == (
        "allowed" if refuses else "told"
    )
    assert answer(lambda: workflow.refuse(step, by=by, reason=" ")) == "told"
    for to in steps:
        earlier = to.position < step.step.position
        said = answer(lambda to=to: workflow.send_back(step, to=to, by=by, reason="补材料"))
        assert said == ("allowed" if earlier else "told"), to.code
