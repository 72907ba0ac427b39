from pathlib import Path

from django.conf import settings

from monitoring.exchange.refusals import Refusal
from monitoring.registry.findings import RULES

PAGE = Path(settings.BASE_DIR, "docs", "import-findings.md").read_text(encoding="utf-8")


def test_every_rule_stands_in_the_documentation_word_for_word():
    assert [
        rule.code for rule in RULES.values() if f"`{rule.code}` | {rule.sentence}" not in PAGE
    ] == []


def test_every_refusal_stands_in_the_documentation():
    assert [code for code in Refusal.values if f"`{code}`" not in PAGE] == []


def test_every_sentence_tells_the_clerk_what_to_do():
    assert [rule.code for rule in RULES.values() if "请" not in rule.sentence] == []
