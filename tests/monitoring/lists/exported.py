"""The workbook that a page's figures become."""

from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

from monitoring.jobs import actions as jobs
from monitoring.jobs import files
from monitoring.jobs.models import Job


def figures(client: Client, name: str, division: str) -> list[list[Any]]:
    """The rows of its first sheet, headers first, as whoever is signed in asks for them."""
    answer = client.post(f"/lists/figures/{name}/export/", {"division": division})
    assert answer.status_code == 302
    job = Job.objects.latest("pk")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    workbook = CalamineWorkbook.from_filelike(files.open_result(job))
    return workbook.get_sheet_by_index(0).to_python()
