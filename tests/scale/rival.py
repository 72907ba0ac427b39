"""The same rows through plain django-import-export resources, one row after the other.

The rows are taken from the registry, already clean, and without the encrypted numbers: what the
rival gets for nothing. Its work is undone.
"""

import time

from django.db import transaction
from import_export.resources import ModelResource
from tablib import Dataset

from monitoring.registry.models import Household, Member

LEFT_OUT = {
    "id", "county", "id_number_cipher", "id_number_hash", "bank_card_cipher", "bank_card_hash",
    "head_id_cipher", "head_id_hash",
}  # fmt: skip


class HouseholdResource(ModelResource):
    class Meta:
        model = Household
        import_id_fields = ("code",)
        exclude = tuple(LEFT_OUT)


class MemberResource(ModelResource):
    class Meta:
        model = Member
        import_id_fields = ("person_code",)
        exclude = tuple(LEFT_OUT)


def seconds_per_row(households: int) -> float:
    """Seconds that the rival takes for one row of `households` households and their members."""
    codes = list(Household.objects.order_by("code").values_list("code", flat=True)[:households])
    of_members = Member.objects.filter(household__code__in=codes)
    homes = _dataset(HouseholdResource(), Household.objects.filter(code__in=codes))
    people = _dataset(MemberResource(), of_members)
    with transaction.atomic():
        of_members.delete()
        Household.objects.filter(code__in=codes).update(head_name="")
        start = time.perf_counter()
        HouseholdResource().import_data(homes, raise_errors=True, use_transactions=False)
        MemberResource().import_data(people, raise_errors=True, use_transactions=False)
        seconds = time.perf_counter() - start
        transaction.set_rollback(True)
    return seconds / (len(homes) + len(people))


def _dataset(resource: ModelResource, rows: object) -> Dataset:
    return resource.export(rows)
