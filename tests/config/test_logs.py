"""What the log tells of a fault: where and of which kind, and nothing of whom."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from config.logs import Line
from monitoring.registry.models import Household
from tests import factories


@pytest.mark.django_db
@pytest.mark.usefixtures("divisions")
def test_a_refused_row_is_not_quoted():
    household = factories.household(head_name="张三", phone="13800000000")
    try:
        with transaction.atomic():
            Household.objects.filter(pk=household.pk).update(code="")
    except IntegrityError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "/", (), sys.exc_info())
    said = Line().format(record)
    assert "IntegrityError" in said
    assert "test_logs.py" in said
    assert "张三" not in said
    assert "13800000000" not in said


def test_it_is_how_lines_are_written():
    assert settings.LOGGING["formatters"]["line"]["()"] == "config.logs.Line"
