"""What of tasks waits for a person, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.desk.todo import Group, counts
from monitoring.feeds.tasks.offices import offices
from monitoring.feeds.tasks.querysets import TaskQuerySet
from monitoring.feeds.tasks.reading import tasks_seen_by


def groups(user: User) -> list[Group]:
    tasks = tasks_seen_by(user)
    found: list[Group] = []
    if offices(user):
        found.append(_group(_("Tasks to take up"), tasks.to_take(), "take"))
        found.append(_group(_("Tasks to answer"), tasks.to_answer(), "answer"))
    if may(user, "tasks.confirm"):
        done = tasks.to_confirm().count()
        found.append(Group(_("Answers of departments to confirm"), done, 0, _door("confirm")))
    if may(user, "tasks.decide"):
        found.append(_group(_("Tasks before the county"), tasks.escalated(), "escalated"))
    return found


def _group(label: str, tasks: TaskQuerySet, waits: str) -> Group:
    return Group(label, *counts(tasks), _door(waits))


def _door(waits: str) -> str:
    return f"{reverse('tasks:list')}?waits={waits}"
