from pathlib import Path

from django.conf import settings

from monitoring.exchange.refusals import Refusal
from monitoring.registry import findings
from monitoring.registry.findings import RULES, Problem

PAGE = Path(settings.BASE_DIR, "docs", "import-findings.md").read_text(encoding="utf-8")


def test_every_rule_stands_in_the_documentation_word_for_word():
    assert [
        rule.code for rule in RULES.values() if f"`{rule.code}` | {rule.sentence}" not in PAGE
    ] == []


def test_every_refusal_stands_in_the_documentation():
    assert [code for code in Refusal.values if f"`{code}`" not in PAGE] == []


def test_every_sentence_tells_the_clerk_what_to_do():
    assert [rule.code for rule in RULES.values() if "请" not in rule.sentence] == []


def test_a_personal_number_in_a_wrong_column_stays_masked():
    message = Problem(findings.NUMBER_UNREADABLE, "13013119560312121x").message
    assert "130131********121x" in message
    assert "19560312" not in message
