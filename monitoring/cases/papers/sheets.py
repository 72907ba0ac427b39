"""The register of papers as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.papers.models import Paper
from monitoring.exchange.writing import Table


def paper_table(papers: Iterable[Paper]) -> Table:
    headers = [
        _("Paper"), _("Number"), _("Kind of paper"), pgettext("division", "Place"),
        _("Household code"), _("Householder"), pgettext("paper", "Made"), pgettext("paper", "By"),
    ]  # fmt: skip
    return Table(_("Papers"), headers, map(_row, papers))


def _row(paper: Paper) -> Sequence[Any]:
    about = paper.household
    return (
        paper.title, paper.number, paper.get_kind_display(), paper.division.path,
        about and about.code, about and str(about), timezone.localdate(paper.at), str(paper.by),
    )  # fmt: skip
