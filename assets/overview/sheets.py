"""The overview as sheets of a workbook: what its page shows, line by line."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.overview.whole import Place, Section, Whole
from monitoring.exchange.writing import Table


def tables(whole: Whole) -> Iterator[Table]:
    yield _by_place(whole)
    for section in whole.sections:
        yield _section(section)
    yield Table(_("What is missing or wrong"), [_("What is missing or wrong"), _("Number")], [
        (label, count) for label, count, _url in whole.missing
    ])  # fmt: skip
    yield Table(_("Rates"), [_("Rate"), _("Part"), _("Whole"), _("Per cent")], [
        (rate.label, rate.part, rate.whole, rate.percent) for rate in whole.rates
    ])  # fmt: skip


def _by_place(whole: Whole) -> Table:
    headers = [
        _("Code"), pgettext("division", "Place"), _("Assets"), _("Original value (yuan)"),
        _("Net value (yuan)"), _("Idle or poorly used"),
        pgettext("asset", "Not confirmed for a year"), _("Without a certificate"),
        _("With a certificate, per cent"),
    ]  # fmt: skip
    rows = [_place(place) for place in (*whole.places, whole.total)]
    return Table(_("By place"), headers, rows)


def _place(place: Place) -> tuple[object, ...]:
    return (
        place.division.code, place.label, place.sums.count, place.sums.original, place.sums.net,
        place.idle, place.unknown, place.untitled, place.titled,
    )  # fmt: skip


def _section(section: Section) -> Table:
    headers = [
        section.title, _("Assets"), _("Original value (yuan)"), _("Net value (yuan)"),
    ]  # fmt: skip
    rows = [
        (line.label, line.sums.count, line.sums.original, line.sums.net) for line in section.lines
    ]
    return Table(section.title, headers, rows)
