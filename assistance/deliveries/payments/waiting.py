"""Payment lists for whoever makes and pays them, on the page of what is to do (desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.deliveries.models import PaymentList
from assistance.deliveries.payments.actions import MAKE
from assistance.deliveries.payments.lists import payment_lists_seen_by
from monitoring.cases.desk.todo import Group

State = PaymentList.State


def groups(user: User) -> list[Group]:
    """What one made, another person checks."""
    if not may(user, MAKE):
        return []
    seen, page = payment_lists_seen_by(user), reverse("payments:lists")
    waiting = (
        (_("Payment lists to check"), State.DRAFT, seen.exclude(made_by=user)),
        (_("Payment lists to hand to the bank"), State.CHECKED, seen),
        (_("Payment lists that the bank has"), State.HANDED, seen),
    )
    return [
        Group(label, rows.filter(state=state).count(), 0, f"{page}?state={state}")
        for label, state, rows in waiting
    ]
