from datetime import date, timedelta

from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection
from monitoring.cases.meetings.waiting import WIDTH, place_of
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place


def waiting(evidence: str):
    """A case whose only open step asks for the evidence."""

    def made(place: Place) -> dict[str, int]:
        return {"pk": _case(place, evidence).pk}

    return made


def _case(place: Place, evidence: str) -> Case:
    procedure = factories.procedure((1, evidence, WIDTH[evidence]))
    procedure.steps.update(evidence=[evidence])
    return begin_identification(place.household, by=None)


def _notice(place: Place) -> Notice:
    case = _case(place, "notice")
    by = factories.user()
    today = date.today()  # noqa: DTZ011
    made = Notice.objects.create(
        division=case.division, posted_on=today - timedelta(days=6), until=today, by=by
    )
    made.cases.add(case)
    return made


def a_place(place: Place) -> dict[str, str]:
    return {"division": place.village}


def notice(place: Place) -> dict[str, int]:
    return {"pk": _notice(place).pk}


def case_on_notice(place: Place) -> dict[str, int]:
    made = _notice(place)
    return {"pk": made.pk, "case": made.cases.get().pk}


def objection(place: Place) -> dict[str, int]:
    made = _notice(place)
    about = made.cases.get()
    return {"pk": Objection.objects.create(notice=made, case=about, said="?", by=made.by).pk}


def meeting(place: Place) -> dict[str, int]:
    return {
        "pk": Meeting.objects.create(division_id=place.village, by=factories.user(), place="?").pk
    }


def announcement(place: Place) -> dict[str, int]:
    case = _case(place, "announcement")
    township = place_of(case, "announcement")
    return {"pk": Announcement.objects.create(division=township, by=factories.user()).pk}


WIDER = "township county city auditor"

ROUTES = [
    Route("meetings:index", READERS),
    Route("meetings:list", READERS),
    Route("meetings:list", f"village {WIDER}", data=a_place),
    Route("meetings:notices", READERS),
    Route("meetings:notices", f"village {WIDER}", data=a_place),
    Route("meetings:announcements", READERS),
    Route("meetings:announcements", f"village {WIDER}", data=a_place),
    Route("meetings:meeting-new", "village", kwargs=waiting("appraisal")),
    Route("meetings:meeting", f"village {WIDER}", kwargs=meeting),
    Route("meetings:notice-of-case", READERS, kwargs=waiting("notice"), status=302),
    Route("meetings:notice-new", "village", kwargs=waiting("notice")),
    Route("meetings:notice", f"village {WIDER}", kwargs=notice),
    Route("meetings:notice-end", "village", kwargs=notice, method="post", status=302),
    Route("meetings:objection-new", "village", kwargs=case_on_notice),
    Route("meetings:objection-answer", "village", kwargs=objection),
    Route("meetings:announcement-new", "township", kwargs=waiting("announcement")),
    Route("meetings:announcement", WIDER, kwargs=announcement),
]
