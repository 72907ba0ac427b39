"""Measures that are paid in one way only, which a slice above knows: by hand, by a list of the bank
or by a report of a department they are refused.
"""

from typing import Any

from assistance.catalogue.models import Measure
from assistance.catalogue.querysets import MeasureQuerySet

sentences: dict[str, Any] = {}  # by code of the measure; filled in the wiring of that slice


def said(measure: Measure) -> str:
    """How it is paid; "" for what may be paid in any way."""
    return str(sentences.get(measure.code, ""))


def without(measures: MeasureQuerySet) -> MeasureQuerySet:
    """To be offered where these are refused."""
    return measures.exclude(code__in=sentences)
