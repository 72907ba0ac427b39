"""Which department office a user answers for: a post of a person, the access of a program."""

from dataclasses import dataclass

from django.db.models import Model, Q

from accounts.models import Division, Post, User
from accounts.permissions import may
from accounts.posts import held
from accounts.scope import NOTHING, areas, inside
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.tasks.models import Task

ANSWER = "tasks.answer"


@dataclass(frozen=True)
class Office:
    division: Division
    department: str

    def answers(self, task: Task) -> bool:
        return self.department == task.department and self.division.contains(task.division_id)


def offices(user: User) -> list[Office]:
    """A post that names no department answers nothing."""
    if user.is_machine:
        client = user.client
        open_now = user.is_active and client.may(Scope.TASKS_ANSWER)
        return [Office(client.division, client.department)] if open_now else []
    return [
        Office(post.division, post.department)
        for post in held(user)
        if post.role == Post.Role.DEPARTMENT and post.division and post.department
    ]


def own_tasks(model: type[Model], user: User) -> Q | None:
    """For `accounts.scope`: a department office sees its own department's tasks of its area."""
    if model is not Task:
        return None
    seen = NOTHING
    for office in offices(user):
        seen |= inside([office.division]) & Q(department=office.department)
    return seen


def may_act(user: User, permission: str, task: Task) -> bool:
    if permission == ANSWER:
        return any(office.answers(task) for office in offices(user))
    return may(user, permission, task.division_id)


def sees_minimum(user: User, task: Task) -> bool:
    """Who only answers a task learns the village and the masked householder, and no more."""
    own_area = any(area.contains(task.division_id) for area in areas(user))
    return may_act(user, ANSWER, task) and not own_area
