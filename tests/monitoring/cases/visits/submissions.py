"""What a phone sends, with defaults that are a complete unchanged follow-up visit."""

import uuid
from typing import Any

from django.utils import timezone

from monitoring.cases.visits.forms import Submission
from monitoring.cases.visits.sections import SECTIONS
from tests import factories

UNCHANGED = {section.code: "unchanged" for section in SECTIONS}


def submission(**fields: Any) -> Submission:
    defaults: dict[str, Any] = {
        "id": uuid.uuid4(),
        "purpose": "follow_up",
        "way": "home",
        "visited_on": timezone.localdate(),
        "answers": UNCHANGED,
        "values": {},
        "seen": {},
    }
    return Submission(**(defaults | fields))


def check(**fields: Any) -> Submission:
    """A complete check of a case by two."""
    defaults = {
        "purpose": "check",
        "finding": "confirmed",
        "finding_reason": "医疗票据齐全",
        "second_name": "王会计",
        "second_signature": factories.picture(),
        "householder_signature": factories.picture(),
    }
    return submission(**(defaults | fields))
