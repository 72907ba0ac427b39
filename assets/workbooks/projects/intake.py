from django.utils.translation import gettext_lazy as _

from accounts.events import Event
from assets.workbooks.intake import OfLedger
from assets.workbooks.projects import storing, undo
from assets.workbooks.projects.judging import judged, known_of
from assets.workbooks.projects.shape import SHAPE

PROJECTS = OfLedger(
    shape=SHAPE,
    offered=lambda: SHAPE,  # the database lists nothing of it
    permission="projects.keep",
    event=Event.PROJECTS_IMPORTED,
    statuses={
        "new": _("New projects"),
        "changed": _("Changed projects"),
        "same": _("Already known"),
        "invalid": _("Faulty"),
    },
    known_of=known_of,
    judged=judged,
    add=storing.add,
    change=storing.change,
    undo=undo.take_back,
)
