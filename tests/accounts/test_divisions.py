"""The divisions that ship with the application; loading them again changes nothing."""

import pytest

from accounts.divisions import find_division, load_divisions
from accounts.models import Division
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


def test_all_are_there_with_their_parents():
    assert Division.objects.count() == 5458
    levels = [Division.objects.filter(level=level).count() for level in Division.Level]
    assert levels == [1, 1, 24, 280, 5152]
    village = Division.objects.get(code=factories.VILLAGE)
    assert village.parent_id == factories.PINGSHAN_TOWN


def test_loading_again_restores_a_name_and_adds_nothing():
    Division.objects.filter(code=factories.PINGSHAN).update(name="平山")
    assert load_divisions() == 5458
    assert Division.objects.count() == 5458
    assert str(find_division("130131")) == "平山县"
