"""How each yes-or-no indicator is said, and what has to become true for it to change."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


class Words(NamedTuple):
    yes: "Text"
    no: "Text"
    # What ends it being so; empty where nobody can or should bring that about.
    to_no: "Text | str" = ""
    to_yes: "Text | str" = ""


WORDS: dict[str, Words] = {
    "ex_poor": Words(_("is an ex-poor household"), _("is not an ex-poor household")),
    "monitored": Words(_("is a monitored household"), _("is not a monitored household")),
    "eliminated": Words(
        _("is a household whose risk was eliminated"),
        _("is not a household whose risk was eliminated"),
    ),
    "watched": Words(
        _("is a key household (ex-poor, monitored or risk eliminated)"),
        _("is an ordinary household (not ex-poor, never monitored)"),
    ),
    "dropout": Words(
        _("a school-age member is out of school"),
        _("no school-age member is out of school"),
        to_no=_("every school-age member is back at school"),
    ),
    "uninsured": Words(
        _("a member has no basic medical insurance"),
        _("every member has basic medical insurance"),
        to_no=_("every member joins basic medical insurance"),
    ),
    "unsafe_house": Words(
        _("the house is unsafe"),
        _("the house is safe"),
        to_no=_("the house is repaired or replaced and appraised as grade A or B"),
    ),
    "unsafe_water": Words(
        _("drinking water is unsafe"),
        _("drinking water is safe"),
        to_no=_("safe drinking water is provided"),
    ),
    "serious_illness": Words(_("a member is seriously ill"), _("no member is seriously ill")),
    "severe_disability": Words(
        _("a member is severely disabled (grade 1 or 2)"), _("no member is severely disabled")
    ),
    "has_labour": Words(
        _("a member is able to work"),
        _("no member is able to work"),
        to_yes=_("a member is able to work again"),
    ),
    "has_full_labour": Words(
        _("a member is fully able to work and not at school"),
        _("no member is fully able to work and out of school"),
    ),
    "at_work": Words(
        _("a member is working"),
        _("no member is working"),
        to_yes=_("a member takes up work or a public post"),
    ),
    "all_covered": Words(
        _("every member receives 低保 or 特困"),
        _("not every member receives 低保 or 特困"),
        to_yes=_("every member receives 低保 or 特困"),
    ),
    "all_elderly": Words(_("every member is 60 or older"), _("not every member is 60 or older")),
}
