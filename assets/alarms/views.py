from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import Request
from assets.alarms.forms import AlarmFilter
from assets.alarms.kinds import kinds
from assets.alarms.lists import ALARMS, alarms_seen_by
from monitoring.lists.page import opened


@require_safe
def alarm_list(request: Request) -> HttpResponse:
    """The alarms, and above them how many of each kind there are where they are looked at."""
    page = opened(request, ALARMS)
    numbers = page.form.wherever(alarms_seen_by(request.user)).by_kind()
    counts = [
        (kind.label, numbers[code], _query(page.form, code))
        for code, kind in kinds.items()
        if code in numbers
    ]
    return render(request, "assets/alarms/list.html", page.context | {"counts": counts})


def _query(form: AlarmFilter, code: str) -> str:
    kept = {name: value for name, value in form.chosen.items() if value}
    return urlencode(kept | {"kind": code})
