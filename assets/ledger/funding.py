"""What the sources gave to projects, and how it is said: “2020年300000.00；2021年50000.00”."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.ledger.models import Project
from assistance.funds.models import Fund
from monitoring.registry.findings import Problem
from monitoring.registry.quantities import FEN, money

Gave = dict[int, Decimal]  # yuan by year
FIRST_YEAR = 2013


def column(source: str) -> str:
    """The name that the money of a source has beside the fields of a project."""
    return f"{Fund.Source(source).name.lower()}_funds"


SOURCES = {column(source): source for source in Fund.Source}
APART = re.compile("[；;、]")
OF_A_YEAR = re.compile(r"(?:(\d{4})年度?)?(.+)")


class Funding(models.Model):
    """What one source gave to a project in one year."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="fundings")
    source = models.CharField(
        pgettext_lazy("money", "Source"), max_length=5, choices=Fund.Source.choices
    )
    year = models.PositiveSmallIntegerField(_("Year"), validators=[MinValueValidator(FIRST_YEAR)])
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=14, decimal_places=2,
        validators=[MinValueValidator(FEN)],
    )  # fmt: skip

    class Meta:
        ordering = ("year", "source")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "source", "year"),
                name="funding_once_per_source_and_year",
                violation_error_message=_("This source and year are entered already."),
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="funding_above_zero"),
        )


def told(gave: Gave) -> str:
    """Every year, also where there is only one."""
    return "；".join(f"{year}年{amount:.2f}" for year, amount in sorted(gave.items()))


def cell(gave: Gave, year: int) -> Decimal | str:
    """Of a project of that year, whose money needs not name it."""
    return gave[year] if set(gave) == {year} else told(gave)


def read(text: str, year: int) -> Gave:
    """What such a text says, 0 yuan being nothing; ValidationError where it says nothing."""
    gave: Gave = {}
    for part in filter(None, map(str.strip, APART.split(text))):
        said = OF_A_YEAR.fullmatch(part)
        of = int(said[1] or year) if said else year
        if of in gave:
            raise ValidationError(_("Name each year once: %(year)s is there twice.") % {"year": of})
        try:
            gave[of] = money(said[2] if said else part) or Decimal(0)
        except Problem as problem:
            raise ValidationError(problem.message) from None
    return {of: amount for of, amount in gave.items() if amount}
