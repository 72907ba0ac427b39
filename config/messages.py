"""The Chinese catalogue: collected from the sources, checked, compiled, without gettext's tools."""

import ast
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = "zh_Hans"
PO = Path(settings.BASE_DIR) / "locale" / LOCALE / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
APPLICATIONS = ("config", "accounts", "monitoring", "assistance", "assets")

# Which of a call's first arguments are (context, singular, plural).
FUNCTIONS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
SUFFIX = re.compile(r"_(lazy|noop)$")
LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
TEMPLATE_CALL = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(({LITERAL}(?:,\s*{LITERAL})*)")
STATEMENT = re.compile(r'^msg[a-z_]+(?:\[0\])? ".*"(?:\n".*")*', re.MULTILINE)
EMPTY = re.compile(r' ""$')
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")


class Text(NamedTuple):
    """A text of the sources: its msgid, plural and context."""

    singular: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def used() -> set[Text]:
    """Every text of the applications' Python files and templates."""
    root = Path(settings.BASE_DIR)
    texts: set[Text] = set()
    for application in APPLICATIONS:
        for path in (root / application).rglob("*.py"):
            texts.update(of_python(path.read_text(encoding="utf-8")))
    for path in (root / "templates").rglob("*.*"):
        texts.update(of_template(path.read_text(encoding="utf-8")))
    return texts


def of_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from _text(SUFFIX.sub("", name), [_constant(arg) for arg in node.args])


def of_template(source: str) -> Iterator[Text]:
    for name, arguments in TEMPLATE_CALL.findall(templatize(source)):
        yield from _text(name, ast.literal_eval(f"[{arguments}]"))


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _text(function: str, arguments: list[str | None]) -> Iterator[Text]:
    places = FUNCTIONS.get(function)
    if places is None:
        return
    context, singular, plural = (
        None if place is None or place >= len(arguments) else arguments[place] for place in places
    )
    if singular:
        yield Text(singular, plural, context)


def catalogue() -> Catalog:
    """What is translated.

    Read line by line first: where two branches were merged, blank lines may be lost, and an entry
    may have two translations or an empty one; the first that says something counts.
    """
    lines = PO.read_text(encoding="utf-8").splitlines() if PO.exists() else []
    entries = ["\n".join(entry.values()) for entry in _entries(lines) if "msgstr" in entry]
    return read_po(io.BytesIO("\n\n".join(entries).encode()), locale=LOCALE)


def _entries(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """The lines of each entry by keyword (msgctxt, msgid, msgid_plural, msgstr)."""
    entry: dict[str, str] = {}
    for statement in STATEMENT.findall("\n".join(lines)):
        keyword = statement.partition(" ")[0].removesuffix("[0]")
        if keyword == "msgctxt" or (keyword == "msgid" and "msgid" in entry):
            yield entry
            entry = {}
        if keyword != "msgstr" or not EMPTY.search(statement):
            entry.setdefault(keyword, statement)
    yield entry


def update() -> None:
    """Sort the catalogue and drop what is not in use any more."""
    old, fresh = catalogue(), Catalog(locale=LOCALE, fuzzy=False)
    for text in used():
        chinese = _translation(old, text)
        if chinese:
            fresh.add(text.id, (chinese,) if text.plural else chinese, context=text.context)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, fresh, width=0, sort_output=True, omit_header=True)


def compile_catalogue() -> None:
    """Write what Django reads, where the catalogue is newer; whole, for whoever reads it now."""
    if MO.exists() and MO.stat().st_mtime >= PO.stat().st_mtime:
        return
    draft = MO.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, catalogue())
    draft.replace(MO)


def faults(texts: Iterable[Text], translations: Catalog) -> Iterator[str]:
    """Texts without a Chinese translation, or whose translation lost a placeholder."""
    for text in sorted(texts, key=str):
        chinese = _translation(translations, text)
        if not chinese:
            yield f"not translated: {text.singular!r}"
        elif _placeholders(chinese) != _placeholders(text.plural or text.singular):
            yield f"other placeholders in the translation: {text.singular!r}"


def _translation(translations: Catalog, text: Text) -> str:
    """Chinese has one form for any number."""
    found = translations.get(text.singular, text.context)
    said = (found.string if found else "") or ""
    return said if isinstance(said, str) else said[0]


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))
