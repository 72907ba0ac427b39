"""What somebody asks to try: parameter values given as text."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.criteria.grammar import NUMBER
from monitoring.criteria.parameters import PARAMETERS


def parameter_value(text: str) -> Decimal:
    """A positive amount; the sentence of the ValidationError says what to write."""
    if not NUMBER.fullmatch(text) or Decimal(text) <= 0:
        raise ValidationError(
            _("“%(text)s” is not a value. Write a positive number such as 9000 or 8300.50.")
            % {"text": text}
        )
    return Decimal(text)


def parameter_values(settings: Iterable[str]) -> dict[str, Decimal]:
    """Of texts such as `monitoring_line=9000`."""
    values: dict[str, Decimal] = {}
    for setting in settings:
        code, equals, text = setting.partition("=")
        if not equals:
            raise ValidationError(
                _("“%(text)s” is no setting. Write it as name=value.") % {"text": setting}
            )
        if code not in PARAMETERS:
            raise ValidationError(
                _("There is no parameter “%(code)s”. There are: %(known)s.")
                % {"code": code, "known": ", ".join(PARAMETERS)}
            )
        values[code] = parameter_value(text)
    return values
