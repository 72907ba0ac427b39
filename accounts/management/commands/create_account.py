import sys
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.departments import Department
from accounts.divisions import find_division
from accounts.management.answers import AnsweringCommand
from accounts.models import Division, Post

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

UNKNOWN_ROLE = _("Unknown role “%(role)s”. Choose one of: %(roles)s.")
UNKNOWN_DIVISION = _("No division has the code “%(code)s”. Run load_divisions first?")
NO_DIVISION = _("Give the division of this post: --division CODE.")
UNKNOWN_DEPARTMENT = _("No department is called “%(name)s”. Choose one of: %(names)s.")
EMPTY_PASSWORD = _("The password is empty. Give it on standard input.")


class Command(AnsweringCommand):
    help = "Create an account with one post; its password is read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--role", required=True, help="|".join(Post.Role.values))
        parser.add_argument(
            "--division", metavar="CODE", help="with or without the zeros at its end; not for admin"
        )
        parser.add_argument("--department", metavar="NAME", help="of a department office: 医保局")
        parser.add_argument("--password-stdin", action="store_true", required=True)

    def handle(
        self,
        *,
        username: str,
        role: str,
        division: str | None,
        department: str | None,
        **options: Any,
    ) -> None:
        password = sys.stdin.read().removesuffix("\n").removesuffix("\r")
        try:
            place = _division(role, division)
            office = _department(department) if department else ""
            if not password:
                raise ValidationError(EMPTY_PASSWORD)
            actions.create_account(
                username, by=None, password=password, role=role, division=place, department=office
            )
        except ValidationError as error:
            raise CommandError("\n".join(_in_both_languages(error))) from error
        self.stdout.write(f"{username}: {role} {place or ''}".rstrip())


def _division(role: str, code: str | None) -> Division | None:
    """The division of the post; ValidationError where role and code do not go together."""
    if role not in Post.Role.values:
        raise _problem(UNKNOWN_ROLE, role=role, roles=", ".join(Post.Role.values))
    if code is None:
        if role != Post.Role.ADMIN:
            raise _problem(NO_DIVISION)
        return None
    found = find_division(code)
    if found is None:
        raise _problem(UNKNOWN_DIVISION, code=code)
    return found


def _department(name: str) -> Department:
    found = Department.named(name)
    if found is None:
        raise _problem(UNKNOWN_DEPARTMENT, name=name, names="、".join(Department.values))
    return found


def _problem(message: "StrPromise", **params: str) -> ValidationError:
    return ValidationError(message, params=params)


def _in_both_languages(error: ValidationError) -> list[str]:
    said: list[str] = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            said += [str(message) for message in error.messages]
    return list(dict.fromkeys(said))
