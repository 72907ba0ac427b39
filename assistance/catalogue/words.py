"""Terms in words: every fact of them, and what differs from those that they are to follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assistance.catalogue.models import Terms
from monitoring.criteria.amounts import plain
from monitoring.criteria.sentences import rule


@dataclass(frozen=True)
class Difference:
    label: str
    old: str
    new: str


def facts(terms: Terms) -> Iterator[tuple[str, str]]:
    """Each with its label, in the order of the page."""
    yield _("Paying department"), terms.paying_department
    yield _("Source document"), terms.document
    yield _("Amount rule"), " ".join(filter(None, (terms.get_amount_rule_display(), _yuan(terms))))
    yield _("Rhythm"), terms.get_rhythm_display()
    yield _("Ends"), terms.get_ends_with_display()
    yield _("Needed documents"), "、".join(terms.documents)
    yield _("Entitled where"), _said(terms.eligibility)
    yield _("Known to be received where"), _said(terms.received)
    yield _("Not together with"), "、".join(str(each) for each in terms.excludes.all())


def differences(terms: Terms, before: Terms) -> list[Difference]:
    pairs = zip(facts(before), facts(terms), strict=True)
    return [Difference(label, old, new) for (label, old), (_same, new) in pairs if old != new]


def _yuan(terms: Terms) -> str:
    return _("%(number)s yuan") % {"number": plain(terms.amount)} if terms.amount else ""


def _said(tree: Any) -> str:
    return rule(tree) if tree else ""
