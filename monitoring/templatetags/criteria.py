"""Conditions in templates: as sentences, never as JSON."""

from django import template

from monitoring.criteria import sentences

register = template.Library()


@register.filter
def rules(condition: object) -> list[str]:
    return sentences.rules(condition)
