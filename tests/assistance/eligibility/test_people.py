"""What may be asked of a person stays with the terms of measures given to one person."""

import pytest

from monitoring.criteria.compiler import compile_condition
from monitoring.criteria.grammar import InvalidConditionError, parse, validate
from monitoring.criteria.sentences import rule
from monitoring.indicators.catalogue import EVERY

AT_65 = {
    "and": [{"indicator": "monitored"}, {">=": [{"indicator": "person_age"}, {"number": "65"}]}]
}


def test_a_condition_of_households_refuses_what_is_known_of_one_person() -> None:
    (problem,) = validate(AT_65)
    assert problem.path == "/and/1/>=/0/indicator"
    assert "只有发给个人的帮扶措施" in problem.message
    with pytest.raises(InvalidConditionError):
        compile_condition(AT_65, {})


def test_terms_of_a_measure_for_one_person_name_both() -> None:
    assert parse(AT_65, EVERY).to_json() == AT_65
    assert rule(AT_65) == "是监测对象；且本人年龄不低于65岁"
