"""Listeners hear of committed changes, once, with each household once."""

import pytest
from django.db import transaction

from monitoring.registry import changed
from tests import factories


@pytest.fixture
def heard(monkeypatch):
    calls = []
    monkeypatch.setattr(changed, "_callbacks", [])
    changed.listen(lambda source, ids: calls.append((source, ids)))
    return calls


def test_a_listener_hears_after_the_commit(db, heard, django_capture_on_commit_callbacks):
    source = factories.source()
    with django_capture_on_commit_callbacks(execute=True):
        changed.announce(source, [3, 1, 3])
        assert heard == []
    assert heard == [(source, (1, 3))]


def test_nothing_touched_is_not_announced(db, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        changed.announce(factories.source(), [])
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_is_not_heard(heard):
    with transaction.atomic():
        changed.announce(factories.source(), [1])
        transaction.set_rollback(True)
    assert heard == []


def test_the_same_listener_is_asked_once(heard):
    def again(source, ids):
        """Registered twice, as when an application starts twice in one process."""

    changed.listen(again)
    changed.listen(again)
    assert changed._callbacks.count(again) == 1
