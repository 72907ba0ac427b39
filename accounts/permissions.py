"""Who may do what: one table from permission to roles. Where they may do it: scope.py."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from accounts.models import Post, User
from accounts.posts import held
from accounts.scope import areas

Role = Post.Role

MAY: dict[str, frozenset[str]] = {
    "households.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "households.change": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY}),
    "households.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "households.unmask": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY, Role.CITY}),
    "flags.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.DEPARTMENT}
        | {Role.CITY, Role.AUDITOR}
    ),
    "flags.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "lists.view": frozenset({Role.COUNTY, Role.DEPARTMENT, Role.CITY, Role.AUDITOR}),
    "feeds.view": frozenset(Role) - {Role.ADMIN},
    "feeds.accuracy": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "feeds.send": frozenset({Role.COUNTY, Role.DEPARTMENT, Role.CITY}),
    "events.view": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "events.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "events.decide": frozenset({Role.VILLAGE}),
    "imports.run": frozenset({Role.COUNTY, Role.CITY}),
    "imports.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "criteria.view": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR, Role.ADMIN}),
    "criteria.change": frozenset({Role.COUNTY, Role.CITY, Role.ADMIN}),
    "criteria.release": frozenset({Role.COUNTY, Role.CITY, Role.ADMIN}),
    "criteria.common": frozenset({Role.CITY, Role.ADMIN}),  # for everyone, not one county
    "criteria.simulate": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY}),
    "screening.run": frozenset({Role.COUNTY, Role.CITY}),
    "screening.view": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "cases.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    # Who decides the steps of a level.
    "cases.village": frozenset({Role.VILLAGE}),
    "cases.township": frozenset({Role.TOWNSHIP}),
    "cases.county": frozenset({Role.COUNTY}),
    "cases.review": frozenset({Role.TOWNSHIP, Role.COUNTY}),  # many at once
    "cases.assess": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "cases.visit": frozenset({Role.VILLAGE, Role.HELPER, Role.TOWNSHIP}),
    "cases.attach": frozenset({Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY}),
    "cases.assign": frozenset({Role.TOWNSHIP}),
    "cases.pause": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    # Who sees to what a level let pass its limit: the level above it.
    "cases.late_village": frozenset({Role.TOWNSHIP}),
    "cases.late_township": frozenset({Role.COUNTY}),
    "cases.late_county": frozenset({Role.CITY}),
    "cases.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "clues.judge": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "clues.report": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY, Role.CITY}),
    "clues.capacity": frozenset({Role.TOWNSHIP}),
    "visits.assign": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "visits.import": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "procedures.view": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR, Role.ADMIN}),
    "procedures.change": frozenset({Role.ADMIN}),
    "desk.view": frozenset(Role) - {Role.ADMIN},
    "desk.supervise": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "desk.jobs": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR, Role.ADMIN}),
    "papers.make": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY}),
    "tasks.view": frozenset(Role) - {Role.ADMIN},
    "tasks.give": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY}),
    "tasks.answer": frozenset({Role.DEPARTMENT}),  # of its own department: tasks/offices.py
    "tasks.confirm": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "tasks.decide": frozenset({Role.COUNTY}),  # a refusal that the village does not accept
    "tasks.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    # Which programs of departments may call, for what: who answers for the data decides it.
    "clients.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "clients.manage": frozenset({Role.COUNTY, Role.CITY}),
    "assistance.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
        | {Role.DEPARTMENT}
    ),
    "assistance.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    # Differences of entitlement go to the department that pays, not to the village.
    "findings.view": frozenset({Role.COUNTY, Role.DEPARTMENT, Role.CITY, Role.AUDITOR}),
    "findings.settle": frozenset({Role.DEPARTMENT}),
    "assistance.award": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "plans.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "plans.draft": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "plans.confirm": frozenset({Role.TOWNSHIP}),  # a second person, never who submitted it
    "plans.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "funds.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "funds.keep": frozenset({Role.COUNTY}),
    # By a list, a delivery of its own, or what a paying department reports.
    "funds.spend": frozenset({Role.COUNTY, Role.DEPARTMENT}),
    "deliveries.view": frozenset(Role) - {Role.ADMIN},
    "deliveries.give": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY}),  # by hand
    "deliveries.report": frozenset({Role.COUNTY, Role.DEPARTMENT}),  # of what it pays itself
    "payments.view": frozenset(
        {Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR, Role.DEPARTMENT}
    ),
    "payments.make": frozenset({Role.COUNTY}),  # a second person checks each list
    "payments.rows": frozenset({Role.TOWNSHIP, Role.COUNTY}),  # before it is checked
    "payments.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "posts.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "posts.apply": frozenset({Role.VILLAGE}),
    "posts.check": frozenset({Role.TOWNSHIP}),
    "posts.plan": frozenset({Role.COUNTY}),
    "posts.engage": frozenset({Role.TOWNSHIP}),
    "posts.attend": frozenset({Role.VILLAGE}),
    "insurance.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "insurance.open": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "insurance.survey": frozenset({Role.TOWNSHIP}),
    "insurance.decide": frozenset({Role.COUNTY}),  # never who surveyed it
    "rolls.view": frozenset(Role) - {Role.ADMIN},
    "rolls.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "rolls.compare": frozenset({Role.COUNTY, Role.DEPARTMENT, Role.CITY, Role.AUDITOR}),
    "rolls.settle": frozenset({Role.DEPARTMENT}),  # of the rolls it pays
    "employment.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "employment.register": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "employment.keep": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "students.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "students.keep": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "helpers.view": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "helpers.keep": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "credit.view": frozenset(
        {Role.VILLAGE, Role.HELPER, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}
    ),
    "credit.remind": frozenset({Role.VILLAGE, Role.HELPER, Role.TOWNSHIP}),
    "credit.keep": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "assets.view": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "assets.register": frozenset({Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY}),
    "assets.import": frozenset({Role.COUNTY}),  # by workbook
    "assets.confirm": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "assets.alarms_village": frozenset({Role.VILLAGE}),
    "assets.alarms_township": frozenset({Role.TOWNSHIP}),
    "assets.alarms_county": frozenset({Role.COUNTY}),
    "assets.approve": frozenset({Role.COUNTY}),
    "assets.approve_township": frozenset({Role.TOWNSHIP}),  # disposals below a value
    "assets.export": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "stocktake.open": frozenset({Role.COUNTY}),
    "stocktake.check": frozenset({Role.TOWNSHIP}),  # never who explained the difference
    "parks.keep": frozenset({Role.TOWNSHIP, Role.COUNTY}),
    "ventures.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "ventures.keep": frozenset({Role.COUNTY}),
    "distributions.draft": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "distributions.check": frozenset({Role.TOWNSHIP}),  # never who drafted or decided it
    "distributions.pay": frozenset({Role.TOWNSHIP}),  # which keeps the money of villages
    "distributions.publish": frozenset({Role.VILLAGE, Role.TOWNSHIP}),
    "projects.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR}),
    "projects.keep": frozenset({Role.COUNTY}),
    "accounts.manage": frozenset({Role.TOWNSHIP, Role.COUNTY, Role.CITY, Role.ADMIN}),
    "audit.view": frozenset({Role.COUNTY, Role.CITY, Role.AUDITOR, Role.ADMIN}),
}


def roles(user: User | AnonymousUser) -> frozenset[str]:
    """The roles of the user's current posts."""
    return frozenset(post.role for post in held(user))


def may(user: User | AnonymousUser, permission: str, code: str | None = None) -> bool:
    """Whether a current post of the user gives `permission`, at division `code` where one is given.

    A role without a division of its own (administrator) is not bound to a place.
    """
    allowed = MAY[permission]
    if code is None or Role.ADMIN in allowed & roles(user):
        return bool(allowed & roles(user))
    return any(division.contains(code) for division in areas(user, allowed))


def require(user: User | AnonymousUser, permission: str, code: str | None = None) -> None:
    """PermissionDenied unless `may`."""
    if not may(user, permission, code):
        raise PermissionDenied
