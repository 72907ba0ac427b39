from django.utils.translation import gettext_lazy as _

from accounts.events import Event
from assets.workbooks.assets import storing, undo
from assets.workbooks.assets.judging import judged
from assets.workbooks.assets.known import known_of
from assets.workbooks.assets.shape import SHAPE, offered
from assets.workbooks.intake import OfLedger

ASSETS = OfLedger(
    shape=SHAPE,
    offered=offered,
    permission="assets.import",
    event=Event.ASSETS_IMPORTED,
    statuses={
        "new": _("New assets"),
        "changed": _("Changed assets"),
        "same": _("Already known"),
        "invalid": _("Faulty"),
    },
    known_of=known_of,
    judged=judged,
    add=storing.add,
    change=storing.change,
    undo=undo.take_back,
)
