"""What hangs on a wall: built from the few facts that may, so that nothing else can be there.

Notices must not contain ID number, phone, bank account or health (domain.md 3.1). A risk such as
因病 tells of health, so risks are left out as well; the phone is the village committee's own.
"""

from dataclasses import astuple, dataclass

from monitoring.cases.casework.models import Case
from monitoring.cases.meetings.models import Announcement, Notice
from monitoring.cases.papers.body import Body, filled


@dataclass(frozen=True)
class Publishable:
    """All that may be told in public of a household's case."""

    head: str
    village: str
    people: int
    process: str
    type: str


def of(case: Case) -> Publishable:
    return Publishable(
        head=case.household.head_name,
        village=str(case.division),
        people=case.household.members.active().count(),
        process=case.get_process_display(),
        type=case.episode.type,
    )


def notice(notice: Notice) -> Body:
    values = {
        "village": notice.division,
        "posted_on": notice.posted_on,
        "until": notice.until,
        "phone": notice.phone,
    }
    told = [of(case) for case in notice.cases.select_related("household", "division", "episode")]
    return filled("notice", values, [(n, *astuple(each)) for n, each in enumerate(told, 1)])


def announcement(made: Announcement) -> Body:
    values = {"township": made.division, "number": made.number, "day": made.announced_on}
    told = [of(case) for case in made.cases.select_related("household", "division", "episode")]
    rows = [(n, each.head, each.village, each.process, each.type) for n, each in enumerate(told, 1)]
    return filled("announcement", values, rows)
