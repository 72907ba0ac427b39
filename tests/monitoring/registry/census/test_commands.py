"""import_census and undo_import: their JSON and exit status."""

import json

import pytest
from django.core.management import call_command

from monitoring.exchange.models import Batch
from monitoring.registry.models import Household
from tests import factories
from tests.monitoring.registry.census.files import household, member, workbook

GOOD = [household()], [member()]
FAULTY = [household(), household("2", 户类型="?")], [member()]


@pytest.fixture
def run(officer, tmp_path, capsys):
    """Run a command on a workbook of these sheets; its JSON and exit status."""

    def run(*sheets, by=officer.username, options=()):
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbook(*sheets).read() if sheets else b"no workbook")
        with pytest.raises(SystemExit) as end:
            call_command("import_census", str(path), "--by", by, "--json", *options)
        return json.loads(capsys.readouterr().out), end.value.code

    return run


def test_all_rows_in(run):
    said, status = run(*GOOD)
    assert (status, said["findings"]) == (0, [])
    assert said["households"] == {"created": 1, "updated": 0, "unchanged": 0, "refused": 0}
    assert set(said) == {"batch", "households", "members", "findings", "seconds"}


def test_some_rows_refused(run):
    said, status = run(*FAULTY)
    assert status == 1
    assert said["findings"] == [
        {
            "severity": "error", "file": "a.xlsx", "sheet": "表1", "row": 5, "column": "户类型",
            "code": "not-in-list", "message": said["findings"][0]["message"],
        }
    ]  # fmt: skip
    assert Household.objects.count() == 1


def test_again_nothing_is_written(run):
    run(*FAULTY)
    said, status = run(*FAULTY)
    assert status == 1
    assert said["households"] == {"created": 0, "updated": 0, "unchanged": 1, "refused": 1}


def test_a_dry_run_changes_nothing(run):
    said, status = run(*GOOD, options=["--dry-run"])
    assert (status, said["members"]["created"]) == (0, 1)
    assert not Household.objects.exists()
    assert Batch.objects.get().state == "discarded"


def test_the_report_has_the_rows_back(run, tmp_path):
    report = tmp_path / "report.xlsx"
    run(*FAULTY, options=["--report", str(report)])
    assert report.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("by", ["nobody", "village"])
def test_who_may_not_import_is_refused(run, by):
    factories.user("village", factories.VILLAGE, username="village")
    said, status = run(*GOOD, by=by)
    assert (status, said["batch"], said["members"]["created"]) == (2, None, 0)
    assert [finding["severity"] for finding in said["findings"]] == ["error"]


def test_a_file_that_is_no_census_is_refused(run):
    said, status = run()
    assert status == 2
    assert said["findings"][0]["file"] == "a.xlsx"
    assert sum(said["households"].values()) == 0


def test_undo_says_what_stays(run, capsys):
    batch = run(*GOOD)[0]["batch"]
    with pytest.raises(SystemExit) as end:
        call_command("undo_import", str(batch), "--json")
    assert json.loads(capsys.readouterr().out)["undone"] is True
    assert (end.value.code, Household.objects.count()) == (0, 0)


def test_undoing_what_is_no_batch_says_so(officer, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("undo_import", "999", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (end.value.code, said["undone"]) == (2, False)
    assert said["error"]
