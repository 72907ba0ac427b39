from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.registry import cleaning, findings, identity
from monitoring.registry.findings import Problem

VALID = "11010519491231002X"  # the example of GB 11643


def test_the_number_tells_birth_and_sex():
    found = identity.parse(VALID)
    assert (found.kind, found.birth_date, found.sex) == (
        "居民身份证", date(1949, 12, 31), "女",
    )  # fmt: skip


def test_a_certificate_tells_disability_and_carries_the_person():
    found = identity.parse(f"{VALID}42B1")
    assert (found.kind, found.person) == ("残疾人证", VALID)
    assert (found.disability_type, found.disability_grade) == ("肢体", "二级")


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (VALID[:-1], findings.ID_LENGTH),
        (f"{VALID}4", findings.ID_LENGTH),
        (f"{VALID[:-1]}1", findings.ID_CHECK_DIGIT),
        ("11010519491331002" + identity.check_digit("11010519491331002"), findings.ID_DATE),
        ("11010520991231002" + identity.check_digit("11010520991231002"), findings.ID_DATE),
        (f"{VALID}81", findings.ID_CERTIFICATE),
        (f"{VALID}45", findings.ID_CERTIFICATE),
    ],
)
def test_a_number_that_cannot_be_one_is_refused(number, rule):
    with pytest.raises(Problem) as caught:
        identity.parse(number)
    assert caught.value.rule is rule
    assert number not in caught.value.message


@pytest.mark.parametrize(
    "raw", ["１１０１０５１９４９１２３１００２ｘ", " 110105 19491231\n002x", f"'{VALID}"]
)
def test_a_number_is_cleaned_first(raw):
    found = cleaning.identity_number(raw)
    assert found is not None
    assert found.number == VALID


@pytest.mark.parametrize("raw", [1.30131195603121e17, "1.30131E+17", 130131195603121000])
def test_digits_lost_to_a_number_are_never_guessed(raw):
    with pytest.raises(Problem) as caught:
        cleaning.identity_number(raw)
    assert caught.value.rule is findings.ID_DIGITS_LOST


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_one_wrong_digit_is_always_noticed(day, order):
    digits = f"130131{day:%Y%m%d}{order:03d}"
    number = digits + identity.check_digit(digits)
    wrong = number[:5] + str((int(number[5]) + 1) % 10) + number[6:]
    assert identity.parse(number).birth_date == day
    with pytest.raises(Problem):
        identity.parse(wrong)
