from monitoring.registry.models import Household, Member, Statement
from tests.monitoring.registry.census.files import bring_in, household, member, workbook


def test_a_clean_workbook_goes_in(officer):
    batch = bring_in(workbook([household(工资性收入="12,000.00")], [member()]), by=officer)

    assert batch.state == "applied"
    assert batch.findings.count() == 0
    found = Household.objects.get()
    assert (found.code, found.division_id, found.facts_year) == (
        "1301310001", "130131100001", 2026,
    )  # fmt: skip
    assert str(Statement.objects.get(household=found).wage_income) == "12000.00"
    assert Member.objects.get(household=found).name == "张三"


def test_the_same_file_again_writes_nothing(officer):
    sheets = [household()], [member()]
    bring_in(workbook(*sheets), by=officer)

    again = bring_in(workbook(*sheets), by=officer)

    assert again.counts["households"]["unchanged"] == 1
    assert again.counts["members"]["unchanged"] == 1
    assert again.counts["members"]["updated"] == again.counts["members"]["created"] == 0
