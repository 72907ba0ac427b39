"""The filter of a list, kept in the session.

Names and phones are typed there, and addresses end up in logs and browser histories.
"""

from typing import Any, TypeVar

from django.forms import Form
from django.http import HttpRequest

F = TypeVar("F", bound=Form)


def remember(request: HttpRequest, form_class: type[Form]) -> None:
    request.session[form_class.__name__] = request.POST.dict()


def remembered(request: HttpRequest, form_class: type[F], **options: Any) -> F:
    """The form as it was last sent; what is wrong in it filters nothing and is said beside it."""
    form = form_class(request.session.get(form_class.__name__, {}), **options)
    form.is_valid()
    return form
