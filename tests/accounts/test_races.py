"""What somebody took between the check and the save is said, and never an error of ours."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.races import save_or_say
from monitoring.registry.models import Household, Member
from tests import factories

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
