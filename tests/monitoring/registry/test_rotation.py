"""After a rotation everything can be read with the new key alone, the past too."""

import base64
import json
import os

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import AuditEvent, Post
from accounts.personal import current_key, decrypt, encrypt, keyed_hash, mask
from monitoring.registry import actions, numbers, rows
from monitoring.registry.models import Change, Household, Member
from monitoring.registry.snapshots import as_on_many
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

FIRST, SECOND = "130131195603120012", "130131195603120039"
CARD = "6228480402564890018"


@pytest.fixture
def new_key(settings):
    """A new key in front; `drop` takes the old one away."""
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = [base64.urlsafe_b64encode(os.urandom(32)).decode(), *old]

    def drop():
        settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    return drop


@pytest.fixture
def household():
    """With numbers in its rows, in a change and in a tombstone."""
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    made = factories.household(**numbers.stored("bank_card", CARD), source=factories.source())
    member = factories.member(made, id_number=FIRST, relation="之子")
    gone = factories.member(made, id_number="130131195603120055")
    actions.edit_member(member, by=officer, note="更正", **numbers.stored("id_number", SECOND))
    Change.objects.create(
        source=factories.source(kind="undo"), household_id=made.pk, entity="member",
        entity_id=gone.pk, old=_json(gone),
    )  # fmt: skip
    gone.delete()
    return made


def _json(row):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb", [rows.as_json(row)])
        return json.loads(cursor.fetchone()[0])


def test_everything_is_readable_with_the_new_key_alone(household, new_key):
    before = household.members.get().source.at
    call_command("rotate_keys")
    new_key()
    assert decrypt(Household.objects.get().bank_card_cipher) == CARD
    assert decrypt(Member.objects.get().id_number_cipher) == SECOND
    past = as_on_many([household.pk], before)[household.pk]
    assert {decrypt(member.id_number_cipher) for member in past.members} >= {FIRST}


def test_look_ups_still_find(household, new_key):
    call_command("rotate_keys")
    assert Member.objects.get(id_number_hash=keyed_hash(SECOND)).id_number_masked == mask(SECOND)


def test_a_rotation_leaves_no_change_and_one_record(household, new_key):
    before = Change.objects.count()
    call_command("rotate_keys")
    assert Change.objects.count() == before
    assert AuditEvent.objects.get(event="households.keys_rotated").count == 4


def test_a_second_rotation_writes_nothing(household, new_key):
    call_command("rotate_keys")
    stored = bytes(Member.objects.get().id_number_cipher)
    call_command("rotate_keys")
    assert bytes(Member.objects.get().id_number_cipher) == stored


def test_one_that_was_stopped_goes_on(household, new_key):
    Household.objects.update(bank_card_cipher=encrypt(CARD))
    call_command("rotate_keys")
    assert bytes(Member.objects.get().id_number_cipher).startswith(current_key())


def test_the_command_says_how_far_it_is(household, new_key, capsys):
    call_command("rotate_keys")
    assert "id_number_cipher: 1\n" in capsys.readouterr().out
