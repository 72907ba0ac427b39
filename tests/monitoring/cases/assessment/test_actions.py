from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AuditEvent
from monitoring.cases.assessment import actions, evidence, prefill, risks
from monitoring.cases.assessment.models import Assessment
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.casework.workflow import open_case, pass_on
from monitoring.registry.models import Change, Source, Statement
from tests import factories
from tests.monitoring.cases.lacking import lacking

pytestmark = pytest.mark.usefixtures("divisions")

ILL = [{"risk": "因病", "sub_item": "", "remark": ""}]
SIX = ("因病", "因学", "因残", "因意外事故", "缺劳动力", "因疫情")


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def case() -> Case:
    made = factories.procedure((1, "appraise", "village"), (2, "review", "township"))
    made.steps.filter(code="appraise").update(evidence=["appraisal"])
    return begin_identification(factories.household(), by=None, on=date(2026, 6, 17))


def keep(case: Case, by, people: int = 2, seen: int | None = None, **amounts: int) -> Assessment:
    exact = {code: Decimal(amount) for code, amount in amounts.items()}
    return actions.keep_statement(case, by=by, people=people, amounts=exact, seen=seen)


def test_the_items_become_a_statement_of_the_registry(case, village):
    keep(case, village, wage_work=10_000, old_age=600, cost_crops=1_000)
    statement = case.household.statements.get(kind="identification")
    assert (statement.starts, statement.ends) == (date(2025, 6, 1), date(2026, 5, 31))
    assert (statement.wage_income, statement.transfer_income) == (10_000, 600)
    assert (statement.other_transfer, statement.net_income_per_person) == (600, 4_800)
    assert statement.source.kind == Source.Kind.DECISION


def test_saved_again_it_changes_the_same_statement_with_its_history(case, village):
    first = keep(case, village, wage_work=10_000)
    keep(case, village, seen=first.source_id, wage_work=12_000)
    statement = Statement.objects.get(kind="identification")
    assert statement.wage_income == 12_000
    changed = Change.objects.get(entity="statement", field="wage_income")
    assert (float(changed.old), float(changed.new)) == (10_000, 12_000)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(case, village):
    keep(case, village, wage_work=10_000)
    with pytest.raises(ValidationError, match="期间他人已修改"):
        keep(case, village, wage_work=1)
    assert Statement.objects.get(kind="identification").wage_income == 10_000


def test_after_the_appraisal_nothing_is_changed(case, village):
    keep(case, village, wage_work=10_000)
    pass_on_appraisal(case, village)
    with pytest.raises(ValidationError, match="民主评议已通过"):
        keep(case, village, wage_work=1)
    with pytest.raises(ValidationError, match="民主评议已通过"):
        actions.name_risks(case, by=village, named=ILL)


def pass_on_appraisal(case: Case, by) -> None:
    case.procedure.steps.filter(code="appraise").update(evidence=["appraisal", "statement"])
    step = case.steps.open().get()
    step.step.evidence = []
    case.procedure.steps.filter(code="appraise").update(evidence=[])
    pass_on(step, by=by)
    case.procedure.steps.filter(code="appraise").update(evidence=["appraisal"])


def test_only_village_and_township_of_the_place_assess(case):
    far = factories.user("village", factories.FAR_VILLAGE)
    for by in (far, factories.user("county", factories.PINGSHAN), factories.user()):
        with pytest.raises(PermissionDenied):
            keep(case, by, wage_work=1)
    assert not Assessment.objects.exists()


def test_an_elimination_has_a_statement_of_its_own_kind(village):
    factories.procedure((1, "verify", "village"), process="elimination")
    household = factories.household()
    episode = Episode.objects.create(
        household=household, division=household.division, number=1, state="monitored",
        type="边缘易致贫户", risks=ILL,
    )  # fmt: skip
    case = open_case(episode, by=None, process="elimination")
    kept = keep(case, village, wage_work=900)
    assert "低于监测线" in str(lacking(evidence.statement_missing, case))
    keep(case, village, seen=kept.source_id, wage_work=90_000)
    assert lacking(evidence.statement_missing, case) is None
    episode.refresh_from_db()
    assert household.statements.get().kind == "elimination"
    assert episode.type == "边缘易致贫户"


def test_the_type_follows_and_is_kept_with_the_episode(case, village):
    keep(case, village, wage_work=10_000)
    actions.name_risks(case, by=village, named=ILL)
    case.episode.refresh_from_db()
    assert (case.episode.type, case.episode.risks) == ("边缘易致贫户", ILL)
    assert lacking(evidence.risks_missing, case) is None


def test_the_type_follows_when_the_income_changes_later(case, village):
    first = keep(case, village, wage_work=10_000)
    actions.name_risks(case, by=village, named=ILL)
    keep(case, village, seen=first.source_id, wage_work=40_000)
    case.episode.refresh_from_db()
    assert case.episode.type == "突发严重困难户"


def test_a_type_that_contradicts_the_facts_is_refused_with_the_reason(case, village):
    keep(case, village, wage_work=10_000)
    with pytest.raises(ValidationError, match="一般农户，人均纯收入低于监测线"):
        actions.name_risks(case, by=village, named=ILL, chosen_type="脱贫不稳定户")
    case.episode.refresh_from_db()
    assert (case.episode.type, case.episode.risks) == ("", [])


def test_evidence_says_what_is_missing_until_it_is_there(case, village):
    assert "收入支出" in lacking(evidence.statement_missing, case)
    assert "风险" in lacking(evidence.risks_missing, case)
    keep(case, village, wage_work=100_000)
    actions.name_risks(case, by=village, named=[{"risk": "缺劳动力", "sub_item": "", "remark": ""}])
    case = Case.objects.get()
    assert lacking(evidence.statement_missing, case) is None
    assert "不属于任何一类监测对象" in lacking(evidence.risks_missing, case)


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ([], "至少选择一项"),
        ([{"risk": "因自然灾害", "sub_item": "", "remark": ""}], "灾害种类"),
        ([{"risk": "因病", "sub_item": "洪涝", "remark": ""}], "只有因自然灾害"),
        ([{"risk": "其他", "sub_item": "", "remark": " "}], "备注"),
        (ILL * 2, "只能选一次"),
        ([{"risk": name, "sub_item": "", "remark": ""} for name in SIX], "最多选五项"),
    ],
)
def test_rules_of_risks(case, village, named, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.name_risks(case, by=village, named=named)
    assert Episode.objects.get().risks == []


def test_prefilled_amounts_say_where_they_come_from(case):
    household = case.household
    factories.statement(household, 2025, transfer_income=Decimal(5_000), pension=Decimal(1_200))
    factories.member(household, name="王五", work_months=8, low_income_allowance=True)
    known = prefill.known(household)
    assert known["wage_work"].amount == 30_000
    assert known["wage_work"].grounds == ["2025 年收支表", "王五 务工 8 个月"]
    assert (known["pension"].amount, known["transfer_other"].amount) == (1_200, 3_800)
    assert known["low_income_allowance"].amount is None
    assert known["low_income_allowance"].grounds == ["王五 享受低保"]


def test_risks_are_suggested_by_flags_and_facts(case):
    factories.flag(case.household, "school-dropout")
    factories.member(case.household, name="王五", health=["长期慢性病", "残疾"])
    factories.conditions(case.household, safe_water=False)
    found = {each.risk for each in risks.suggested(case.household)}
    assert found == {"因学", "因病", "因残", "饮水出现安全问题"}


def test_an_assessment_leaves_its_audit_row(case, village):
    keep(case, village, wage_work=10_000)
    row = AuditEvent.objects.get(event="cases.assessed")
    assert (row.by, row.division_code) == (village, factories.VILLAGE)
