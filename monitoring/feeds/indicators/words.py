"""How each yes-or-no indicator is said. Most end by time alone: nobody can undo an accident."""

from django.utils.translation import gettext_lazy as _

from monitoring.criteria.wording import Words

WORDS = {
    "disaster": Words(_("was hit by a disaster"), _("was not hit by a disaster")),
    "accident": Words(_("a member had an accident"), _("no member had an accident")),
    "overdue_loan": Words(
        _("a member has an overdue loan"),
        _("no member has an overdue loan"),
        to_no=_("the loan is paid back or extended"),
    ),
    "newly_disabled": Words(
        _("a member is newly certified as severely disabled"),
        _("no member is newly certified as severely disabled"),
    ),
    "dropped_from_allowance": Words(
        _("a member was dropped from 低保 or 特困 and is on no other roll"),
        _("no member was dropped from 低保 or 特困"),
        to_no=_("the member is on a roll of social assistance again"),
    ),
    "lost_work": Words(
        _("a member lost their work"),
        _("no member lost their work"),
        to_no=_("the member is at work again"),
    ),
    "school_dropout_told": Words(
        _("the education bureau tells that a member dropped out or perhaps did"),
        _("the education bureau tells of no member who dropped out"),
        to_no=_("the member is back at school"),
    ),
    "platform_warning": Words(
        _("a platform of the province or state warned"),
        _("no platform of the province or state warned"),
    ),
}
