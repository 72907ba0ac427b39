"""Everybody and everything the permission table speaks about, built once per run of the table."""

from dataclasses import dataclass

from accounts.divisions import load_divisions
from accounts.models import Division, User
from monitoring.registry.models import Household, Pairing
from tests import factories

INSIDE = factories.VILLAGE
NEIGHBOUR = "130131100002"  # another village of the same township
OTHER_CITY = "130200000000"
OTHER_CITY_VILLAGE = "130202001001"

# Where each role has its post, and the nearest village outside it.
POSTS = {
    "village": (INSIDE, NEIGHBOUR),
    "helper": (INSIDE, NEIGHBOUR),
    "township": (factories.PINGSHAN_TOWN, factories.OTHER_VILLAGE),
    "county": (factories.PINGSHAN, factories.FAR_VILLAGE),
    "department": (factories.PINGSHAN, factories.FAR_VILLAGE),
    "city": (factories.CITY, OTHER_CITY_VILLAGE),
    "auditor": (factories.PINGSHAN, factories.FAR_VILLAGE),
    "admin": (None, None),  # bound to no place
    "nobody": (None, OTHER_CITY_VILLAGE),
}


@dataclass
class Place:
    """A village with one household. What else a route needs there, it makes in every request.

    `user` is who asks, where they ask for what is theirs; None where it is somebody else's.
    """

    village: str
    household: Household
    user: User | None = None


@dataclass
class World:
    users: dict[str, User]
    places: dict[str, Place]  # by village

    @property
    def inside(self) -> Place:
        return self.places[INSIDE]

    def outside(self, role: str) -> Place | None:
        village = POSTS[role][1]
        return self.places[village] if village else None


def build() -> World:
    if not Division.objects.exists():
        load_divisions()
    _build_other_city()
    villages = {INSIDE} | {outside for _, outside in POSTS.values() if outside}
    world = World({role: _user(role) for role in POSTS}, {code: _place(code) for code in villages})
    Pairing.objects.create(user=world.users["helper"], household=world.inside.household)
    return world


def _build_other_city() -> None:
    parent = None
    for code, level in (
        (OTHER_CITY, "city"),
        ("130202000000", "county"),
        ("130202001000", "township"),
        (OTHER_CITY_VILLAGE, "village"),
    ):
        made = Division(code=code, name=f"外市{level}", level=level, parent=parent)
        made.save(force_insert=True)
        parent = made


def _user(role: str) -> User:
    if role == "nobody":
        return factories.user(username="route-nobody")

    made = factories.user(role, POSTS[role][0], username=f"route-{role}")
    if role == "department":
        made.posts.update(department="医保局")
    return made


def _place(village: str) -> Place:
    household = factories.household(village, code=f"R{village}", head_name=f"户主{village}")
    factories.member(household, name=f"成员{village}")
    factories.statement(household)
    factories.conditions(household)
    return Place(village, household)
