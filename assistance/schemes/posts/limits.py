"""The ages that ship (domain.md 9: rules of other places, to be confirmed), and reading them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from assistance.schemes.posts.models import Ages

SHIPPED = Ages(
    usual=60,
    relaxed=65,
    flagged=70,
    valid_from=date(2021, 1, 1),
    document="待确认：外地公益性岗位办法，本地文件未找到",
)


@transaction.atomic
def install() -> None:
    """Put the shipped ones in force, once."""
    if not Ages.objects.exists():
        Ages.objects.bulk_create([SHIPPED])


def ages(day: date, code: str) -> Ages:
    """ValidationError where none are in force at the place."""
    found = Ages.objects.in_force(day, code)
    if found is None:
        raise ValidationError(
            _("No ages for posts are in force here. Ask the administrator to enter them.")
        )
    return found
