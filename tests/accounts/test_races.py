"""What somebody took between the check and the save is said, and never an error of ours."""

from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import pre_save

from accounts.models import Division, User
from accounts.races import save_or_say
from monitoring.registry.models import Household, Member
from tests import factories
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_a_user_name_taken_meanwhile():
    user = User(username="li")
    user.set_password(factories.PASSWORD)
    user.full_clean()
    factories.user(username="li")
    with pytest.raises(ValidationError, match="已存在"):
        save_or_say(user, force_insert=True)


def test_a_household_code_taken_meanwhile():
    mine = Household(code="1", division_id=factories.VILLAGE, source=factories.source())
    mine.validate_constraints()
    factories.household(code="1")
    with pytest.raises(ValidationError, match="户编号"):
        save_or_say(mine, force_insert=True)
    assert Household.objects.count() == 1


def test_a_person_who_became_active_elsewhere_meanwhile():
    number = "130131195603121215"
    mine = factories.member(factories.household())
    other = factories.member(factories.household(), id_number=number)
    mine.id_number_hash = other.id_number_hash
    with pytest.raises(ValidationError, match="另一户"):
        save_or_say(mine, update_fields=["id_number_hash"])
    assert Member.objects.get(pk=mine.pk).id_number_hash is None


@pytest.mark.django_db(transaction=True)
def test_two_who_wait_for_each_other_are_told_as_if_they_had_come_one_by_one():
    """Each holds what the other wants next, as two rows that exclude each other may."""
    village, township = Division.objects.filter(level__in=("village", "township"))[:2]
    wanted, crossed = {"a": (village, township), "b": (township, village)}, Barrier(2)
    met = set()

    def cross(instance: User, **_said: Any) -> None:
        mine, other = wanted[instance.full_name]
        Division.objects.select_for_update().get(pk=mine.pk)
        if instance.full_name not in met:
            met.add(instance.full_name)
            crossed.wait()
        Division.objects.select_for_update().get(pk=other.pk)

    def act(name: str) -> None:
        user = User(username="li", full_name=name)
        user.set_password(factories.PASSWORD)
        with transaction.atomic():
            save_or_say(user, force_insert=True)

    pre_save.connect(cross, sender=User)
    try:
        ends = at_once(lambda: act("a"), lambda: act("b"))
    finally:
        pre_save.disconnect(cross, sender=User)
    refused = [end for end in ends if isinstance(end, ValidationError)]
    assert (len(refused), "已存在" in str(refused)) == (1, True)
    assert User.objects.filter(username="li").count() == 1
