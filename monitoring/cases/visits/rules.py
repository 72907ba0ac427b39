"""Who may visit, and what a visit must bring before it counts."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Division, Post, User
from accounts.permissions import may
from accounts.scope import areas
from monitoring.cases.visits.forms import Submission
from monitoring.cases.visits.models import Purpose, Way
from monitoring.cases.visits.sections import asked_in
from monitoring.registry.cleaning import text
from monitoring.registry.models import Household, Pairing

OLDEST = timedelta(days=366)
# Of these the post opens its whole area; a helper visits the households paired with them.
BY_AREA = (Post.Role.VILLAGE, Post.Role.TOWNSHIP)


def may_visit(by: User, household: Household) -> bool:
    if any(area.contains(household.division_id) for area in areas(by, BY_AREA)):
        return True
    pairings = Pairing.objects.current().filter(user=by, household=household)
    return may(by, "cases.visit") and pairings.exists()


def require_visit(by: User, household: Household) -> None:
    if not may_visit(by, household):
        raise PermissionDenied


def judge(submission: Submission, by: User) -> None:
    """ValidationError with everything that is still missing."""
    lacking = [*_lacking(submission)]
    if submission.purpose == Purpose.CHECK:
        lacking += _lacking_for_check(submission, by)
    if lacking:
        raise ValidationError(lacking)


def colleague(name: str, household: Household, by: User) -> User | None:
    """The one account that bears this name and has a post at the household's place or above."""
    place = household.division_id
    above = [place[:digits].ljust(len(place), "0") for digits in Division.PREFIX.values()]
    posts = Post.objects.current().filter(division__in=above, user__full_name=name)
    found = {post.user for post in posts.exclude(user=by).select_related("user")}
    return found.pop() if len(found) == 1 else None


def _lacking(submission: Submission) -> Iterator[str]:
    silent = [
        str(section.label)
        for section in asked_in(submission.purpose)
        if section.code not in submission.answers
    ]
    if silent:
        yield _("Say of each section whether it changed: %(sections)s.") % {
            "sections": "、".join(silent)
        }
    today = timezone.localdate()
    if submission.visited_on > today:
        yield _("A visit cannot be in the future.")
    if submission.visited_on < today - OLDEST:
        yield _("A visit is handed in within a year. Compare the day.")


def _lacking_for_check(submission: Submission, by: User) -> Iterator[str]:
    if submission.way != Way.HOME:
        yield _("A check is made at home, not by telephone.")
    if not (submission.second_name and submission.second_signature):
        yield _("A check needs two checkers: the second one gives the name and signs here.")
    elif submission.second_name == text(by.full_name):
        yield _("The second checker is somebody else than you.")
    if not (submission.householder_signature or submission.refusal):
        yield _("Let the householder sign, or say why they do not.")
    if not submission.finding:
        yield _("Say whether the risk is real.")
    elif not submission.finding_reason:
        yield _("Say what the finding rests on.")
