from django import template

from accounts.events import Event

register = template.Library()


@register.filter
def event_label(event: str) -> str:
    """What an event of the audit is called; one that no longer exists keeps its name."""
    return str(Event(event).label) if event in Event.values else event
