"""Why something was found, in a sentence with the values it rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.catalogue.models import Measure
from assistance.eligibility.facts import BY_CODE
from assistance.eligibility.models import Finding
from monitoring.criteria.packs import ParameterInForce, parameters_in_force
from monitoring.criteria.sentences import Verdict, clauses
from monitoring.indicators.catalogue import EVERY, Kind

Kinds = Finding.Kind


@dataclass(frozen=True)
class Explained:
    finding: Finding
    reason: str


def explain(findings: Iterable[Finding]) -> list[Explained]:
    """Each with its reason; names and parameters are read once for all of them."""
    found = list(findings)
    others = {each.about for each in found if each.kind == Kinds.EXCLUSIVE}
    names = dict(Measure.objects.filter(code__in=others).values_list("code", "name"))
    today = timezone.localdate()

    @cache
    def parameters(county: str) -> Mapping[str, ParameterInForce]:
        return parameters_in_force(today, f"{county}000000")

    return [Explained(each, _reason(each, names, parameters(each.county))) for each in found]


def _reason(
    finding: Finding, names: Mapping[str, str], parameters: Mapping[str, ParameterInForce]
) -> str:
    if finding.kind == Kinds.EXCLUSIVE:
        pair = {"one": finding.measure, "other": names.get(finding.about, finding.about)}
        return _("%(one)s and %(other)s are received at the same time") % pair
    if finding.kind == Kinds.FACTS:
        rule = BY_CODE.get(finding.about)
        return _joined(rule.sentence, rule.where, finding, parameters) if rule else finding.about
    if finding.kind == Kinds.NOT_RECEIVING:
        said = _("%(measure)s is due, and nothing says that it is received")
    else:
        said = _("%(measure)s is received, although not all of its conditions are met")
    words = said % {"measure": finding.measure}
    return _joined(words, finding.terms.eligibility, finding, parameters)


def _joined(
    said: Any, tree: Any, finding: Finding, parameters: Mapping[str, ParameterInForce]
) -> str:
    """The sentence, and what of the tree decides: what is not met, where it is not entitled."""
    decisive = Verdict.NO if finding.kind == Kinds.NOT_ENTITLED else Verdict.YES
    found = clauses(tree, in_yuan(finding.values), parameters)
    told = [clause.sentence for clause in found if clause.verdict == decisive]
    return _("%(said)s: %(facts)s") % {"said": said, "facts": _("; ").join(told)}


def in_yuan(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the database said them (evaluation.values_of), amounts as numbers again."""
    return {
        name: Decimal(value) if value is not None and EVERY[name].kind == Kind.MONEY else value
        for name, value in values.items()
    }
