"""How often each group is visited: dated rows with their document, a county's own before common."""

from datetime import date

from django.db import transaction

from accounts.models import CODE_LENGTH
from monitoring.cases.visits.models import Frequency, VisitDue
from monitoring.criteria.querysets import OWN_FIRST, of_place

# What ships, for new installations; later rows are people's.
SHIPPED = (
    (VisitDue.Kind.WATCHED, 1, "《河北日报》，2022年4月24日：对监测对象和建档立卡人口每月走访"),
    (VisitDue.Kind.MUST, 3, "防止返贫“八必访”，待核对原文件"),
    (VisitDue.Kind.ROUND, 12, "防止返贫集中排查，待核对原文件"),
)
BEGINNING = date(2022, 4, 1)


def frequencies(county: str, day: date) -> dict[str, int]:
    """Months by group, in force in a county (6 digits) on that day."""
    rows = Frequency.objects.filter(of_place(county.ljust(CODE_LENGTH, "0")), valid_from__lte=day)
    newest = rows.order_by("kind", *OWN_FIRST)
    return dict(newest.distinct("kind").values_list("kind", "months"))


def history() -> list[Frequency]:
    """Every value there is or was, group by group, the newest first."""
    return list(Frequency.objects.select_related("county", "made_by"))


@transaction.atomic
def install() -> None:
    """Put the shipped ones in force, once."""
    if not Frequency.objects.exists():
        Frequency.objects.bulk_create(
            Frequency(kind=kind, months=months, document=document, valid_from=BEGINNING)
            for kind, months, document in SHIPPED
        )
