from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from monitoring.feeds.tasks.forms import TaskFilter
from monitoring.feeds.tasks.querysets import TaskQuerySet
from monitoring.feeds.tasks.reading import tasks_seen_by
from monitoring.feeds.tasks.sheets import task_table
from monitoring.lists.declared import Listing
from monitoring.registry import listing
from monitoring.registry.querysets import cleaned

MOST_DIGITS = 9  # of a task's own number; a phone has more


def _search(user: User, text: str) -> dict[str, Any]:
    wanted = cleaned(text)
    if wanted.isdecimal() and len(wanted) <= MOST_DIGITS:
        return {"task": int(wanted), "said": wanted}
    return listing.search(user, text)


TASKS = Listing(
    name="tasks",
    page="tasks:list",
    title=_("Tasks for departments"),
    counted=ngettext_lazy("%(number)s task", "%(number)s tasks", "count"),
    view="tasks.view",
    export="tasks.export",
    filter=TaskFilter,
    seen=tasks_seen_by,
    for_list=TaskQuerySet.for_list,
    table=task_table,
    searching={"state": "all"},
    search=_search,
    searched_by=_("Number of the task, name or village"),
)
