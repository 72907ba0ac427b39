from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from monitoring.cases.casework import evidence
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.procedures.forms import rows_of
from monitoring.cases.procedures.models import Evidence, Procedure, Step
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def admin():
    return factories.user("admin")


@pytest.fixture
def base() -> Procedure:
    return Procedure.objects.get(process="identification", county=None)


def posted(base: Procedure, **changes: object) -> dict[str, object]:
    """The form as it comes, with `changes`; a change of a step is "steps-INDEX-FIELD"."""
    limits = {
        "county": "", "valid_from": str(timezone.localdate()), "document": "县发〔2026〕9号",
        "days": 15, "unit": "days", "notice_days": 5, "stable_months": 6, "do": "save",
    }  # fmt: skip
    rows = rows_of(base)
    said: dict[str, object] = {"steps-TOTAL_FORMS": len(rows), "steps-INITIAL_FORMS": 0}
    for index, row in enumerate(rows):
        given = {name: value for name, value in row.items() if value not in (None, False)}
        said |= {f"steps-{index}-{name}": value for name, value in given.items()}
    return limits | said | {name.replace("__", "-"): value for name, value in changes.items()}


def changed(client, user, base: Procedure, **changes: object):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/procedures/{base.pk}/change/", posted(base, **changes), follow=True)
    return answer.content.decode()


def newest() -> Procedure:
    return Procedure.objects.latest("pk")


def test_it_works(client, base):
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = client.get("/procedures/").content.decode()
    assert "监测对象识别" in page
    assert "总期限 15 个自然日" in page
    detail = client.get(f"/procedures/{base.pk}/").content.decode()
    assert "村级民主评议" in detail
    assert "修订新版本" not in detail


def test_a_new_version_holds_from_its_day_and_running_cases_keep_theirs(client, admin, base):
    running = begin_identification(factories.household(), by=None)
    page = changed(client, admin, base, days=20, steps__0__days=4)
    assert "新版本已保存" in page
    made = newest()
    assert (made.number, made.days, made.made_by) == (base.number + 1, 20, admin)
    assert made.steps.get(code="accept").days == 4
    assert [step.position for step in made.steps.all()] == [1, 2, 2, 3, 4, 5, 6, 7, 8]
    running.refresh_from_db()
    assert running.procedure == base
    later = begin_identification(factories.household(), by=None)
    assert later.procedure == made
    assert AuditEvent.objects.get(event="procedures.changed").subject_id == str(made.pk)


def test_a_version_to_come_is_announced_and_does_not_hold_yet(client, admin, base):
    day = timezone.localdate() + timedelta(days=30)
    page = changed(client, admin, base, valid_from=f"{day:%Y-%m-%d}")
    assert "将生效" in page
    assert begin_identification(factories.household(), by=None).procedure == base


def test_one_county_gets_a_step_and_a_paper_of_its_own(client, admin, base):
    count = base.steps.count()
    changed(
        client, admin, base, county=factories.PINGSHAN, steps__5__papers="乡镇联审表\n",
        **{
            "steps-TOTAL_FORMS": count + 1, f"steps-{count}-name": "县级复核",
            f"steps-{count}-level": "county", f"steps-{count}-unit": "days",
        },
    )  # fmt: skip
    made = newest()
    assert (made.county_id, made.number) == (factories.PINGSHAN, 1)
    assert made.steps.get(code="review").papers == ["乡镇联审表"]
    assert made.steps.last().name == "县级复核"
    assert made.steps.last().code == "own-1"
    here = begin_identification(factories.household(), by=None)
    there = begin_identification(factories.household(factories.FAR_VILLAGE), by=None)
    assert (here.procedure, there.procedure) == (made, base)


def test_steps_are_added_moved_and_removed_before_anything_is_kept(client, admin, base):
    added = changed(client, admin, base, do="add")
    assert "第 10 步" in added
    moved = changed(client, admin, base, do="up:8")
    assert moved.index("录入全国系统") < moved.index("乡镇公告")
    dropped = changed(client, admin, base, do="drop:0")
    assert "乡镇受理" not in dropped
    assert newest().process != "identification" or newest() == base


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"valid_from": "2020-01-01"}, "请选择今天或以后的日期"),
        ({"notice_days": 3}, "村内公示不得少于 5 天"),
        ({"days": 0}, "总期限至少为 1 天"),
        ({"stable_months": 32767}, "稳定期最多 60 个月"),
        ({"steps__0__days": 32767}, "时限最多 366 天"),
        ({"document": ""}, "必填"),
        ({"steps__2__may_refuse": "", "steps__6__may_refuse": ""}, "须由县级审定"),
        ({"steps__3__evidence": ["statement", "appraisal"]}, "至少要有一个环节要求“风险类型”"),
        ({"steps__3__evidence": ["statement", "risks", "x"]}, "x"),
        ({"steps-TOTAL_FORMS": 0}, "至少"),
        ({"steps__0__name": ""}, "必填"),
        ({"steps__0__level": "village council"}, "可用的选项"),
        ({"county": factories.VILLAGE}, "可用的选项"),
        ({"steps__0__papers": "长" * 61}, "不超过 60 个字"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(client, admin, base, changes, sentence):
    before = Procedure.objects.count()
    assert sentence in changed(client, admin, base, **changes)
    assert Procedure.objects.count() == before
    assert Step.objects.filter(procedure=base).count() == 9


def test_the_stability_before_an_elimination_is_more_than_two_months(client, admin):
    base = Procedure.objects.get(process="elimination", county=None)
    before = Procedure.objects.count()
    assert "稳定期至少 3 个月" in changed(client, admin, base, stable_months=2)
    assert Procedure.objects.count() == before
    changed(client, admin, base, stable_months=3)
    assert newest().stable_months == 3


def test_another_countys_own_is_not_found(client):
    own = factories.procedure((1, "accept", "township"), county_id=factories.ZANHUANG)
    client.force_login(factories.user("county", factories.PINGSHAN))
    assert client.get(f"/procedures/{own.pk}/").status_code == 404
    assert "赞皇县" not in client.get("/procedures/").content.decode()


def test_what_a_step_can_ask_for_is_what_casework_can_check():
    assert sorted(Evidence.values) == evidence.codes()
