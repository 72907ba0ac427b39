"""The habits of this code that a reader counts on, held by a test instead of by memory."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLICES = ("config", "accounts", "monitoring", "assistance", "assets")
SOURCES = sorted(
    path
    for name in SLICES
    for path in (ROOT / name).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

LONGEST_FILE = 250
LONGER_FOR_A_REASON = {
    "accounts/events.py": "every event of the audit, one line each",
    "config/menu.py": "every page of the menu",
    "monitoring/dashboard.py": "the counts of every home page",
    "monitoring/registry/models.py": "the columns of the census, one line each",
    "monitoring/registry/cleaning.py": "one small reader per kind of cell",
    "monitoring/registry/invented/facts.py": "the numbers that invented people are drawn from",
    "monitoring/screening/evaluation.py": "the three statements of a run, read together",
}
# Static pages for when nothing works: no stylesheet may be reachable.
OWN_STYLE = {"templates/500.html", "templates/503.html"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def named(*files: str) -> list[Path]:
    return [path for path in SOURCES if path.name in files]


def params(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=name)


@params(named("views.py", "api.py", "home.py"))
def test_a_page_reaches_rows_through_the_area_only(path):
    managers = ("objects", "_default_manager", "_base_manager")
    found = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert found == [], "use visible(), get_visible_or_404() or a question of querysets.py"


@functools.cache
def calls() -> dict[str, set[str]]:
    """By the name of a function: the names it calls. Near enough to follow an act to its record."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        for function in functions(path):
            called = {
                getattr(node.func, "attr", getattr(node.func, "id", ""))
                for node in ast.walk(function)
                if isinstance(node, ast.Call)
            }
            found.setdefault(function.name, set()).update(called)
    return found


def reached(function: ast.FunctionDef) -> set[str]:
    seen: set[str] = set()
    waiting = {function.name}
    while waiting:
        seen |= waiting
        waiting = set().union(*(calls().get(each, set()) for each in waiting)) - seen
    return seen


def is_atomic(function: ast.FunctionDef) -> bool:
    return any("transaction.atomic" in ast.unparse(each) for each in function.decorator_list)


@params(named("actions.py", "parameter_actions.py", "ending_actions.py", "restructuring.py"))
def test_an_act_is_one_transaction_with_its_record(path):
    atomic = {each.name for source in SOURCES for each in functions(source) if is_atomic(each)}
    wrong = [
        function.name
        for function in functions(path)
        if "by" in [each.arg for each in function.args.kwonlyargs]
        and not function.name.startswith("_")
        and function.name != "enqueue"  # the job is the record; its work adds what came of it
        and not (atomic & reached(function) and {"record", "enqueue"} & reached(function))
    ]
    assert wrong == [], "@transaction.atomic and audit.record(…, by=by)"


@params(SOURCES)
def test_files_are_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE or name(path) in LONGER_FOR_A_REASON, "split it by its ideas"


@params([path for path in SOURCES if path.name != "apps.py"])  # read before models may be
def test_imports_are_at_the_top(path):
    hidden = [
        node.lineno
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@params(SOURCES)
def test_nothing_runs_text_or_opens_a_door(path):
    forbidden = {"eval", "exec", "mark_safe", "csrf_exempt", "receiver"}
    used = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    assert used & forbidden == set()


@params(TEMPLATES)
def test_templates_carry_no_script_or_style_of_their_own(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son\w+=", text)
    assert not re.search(r"\|\s*safe\b|\bautoescape off\b", text)
    if name(path) not in OWN_STYLE:
        assert "<style" not in text
        # A width that is a figure may be said on the spot; the policy allows it.
        assert not re.search(r'\sstyle="(?!width: )', text)


@params(sorted(ROOT.glob("*/migrations/0*.py")))
def test_migrations_are_named_for_what_they_change(path):
    assert "_auto_" not in path.name


def test_the_exceptions_still_exist():
    known = {name(path) for path in [*SOURCES, *TEMPLATES]}
    assert OWN_STYLE | set(LONGER_FOR_A_REASON) <= known
