"""What of posts waits for a person, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.posts.forms import ALARMS, alarmed
from assistance.schemes.posts.lists import engagements_seen_by, positions_seen_by
from assistance.schemes.posts.models import Position
from monitoring.cases.desk.todo import Group

State = Position.State
# Whether somebody worked, the village says; the rest is for who takes people in and lets them go.
OF_VILLAGE = ("no-attendance",)


def groups(user: User) -> list[Group]:
    found = []
    if may(user, "posts.check"):
        found.append(_positions(_("Posts to check"), user, State.APPLIED))
    if may(user, "posts.plan"):
        found.append(_positions(_("Posts to plan"), user, State.CHECKED))
    seen = (code for code in ALARMS if may(user, _sees(code)))
    return [*found, *(_people(user, code) for code in seen)]


def _sees(alarm: str) -> str:
    """The permission of who sees to it."""
    return "posts.attend" if alarm in OF_VILLAGE else "posts.engage"


def _positions(label: str, user: User, state: str) -> Group:
    count = positions_seen_by(user).filter(state=state).count()
    return Group(label, count, 0, f"{reverse('posts:list')}?state={state}")


def _people(user: User, alarm: str) -> Group:
    label = _("Public-interest posts: %(alarm)s") % {"alarm": ALARMS[alarm]}
    count = alarmed(engagements_seen_by(user), alarm).count()
    return Group(label, count, 0, f"{reverse('posts:people')}?alarm={alarm}")
