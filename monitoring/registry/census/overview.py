"""What the page of one batch shows, by what the batch waits for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.requests import ids
from monitoring.exchange.models import Batch, Finding
from monitoring.jobs import progress
from monitoring.registry.census import preview, tables
from monitoring.registry.census.forms import ColumnsForm
from monitoring.registry.census.undo import Kept, changed_since
from monitoring.registry.findings import RULES
from monitoring.registry.models import Change
from monitoring.registry.rows import ENTITY
from monitoring.registry.sheets import SHEETS, SheetKind
from monitoring.registry.wording import label

SHOWN_PER_CODE = 20

TABS = {
    "created": _("New"),
    "updated": _("Changed"),
    "unchanged": _("Unchanged"),
    "refused": _("Faulty"),
}
KINDS = {SheetKind.HOUSEHOLD: _("Households"), SheetKind.MEMBER: _("Members")}


@dataclass(frozen=True)
class Tab:
    name: str
    label: Promise
    households: int
    members: int
    is_open: bool

    @property
    def count(self) -> int:
        return self.households + self.members


@dataclass(frozen=True)
class Group:
    """The findings of one code: how many, what they say, and the first of them."""

    code: str
    severity: str
    count: int
    sentence: str
    first: list[Finding] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True)
class RecognisedSheet:
    file: str
    name: str
    kind: Promise | None
    header_row: int | None
    rows: int
    columns: list[tuple[str, str]]  # as the file calls it, as we call it
    unknown: list[str]

    @property
    def width(self) -> int:
        return len(self.columns) + len(self.unknown)


@dataclass(frozen=True)
class Stays:
    """A value, or a whole row, that undoing leaves because it was changed since."""

    household: str
    entity: str | Promise
    value: str | Promise


def of(batch: Batch, *, tab: str, after: str) -> dict[str, Any]:
    if batch.is_running:  # asked for every second
        return {"batch": batch, "progress": progress_of(batch)}
    counted = tabs(batch, tab)
    opened = next(each for each in counted if each.is_open)
    groups = grouped_findings(batch)
    return {
        "batch": batch,
        "sheets": list(recognised_sheets(batch)),
        "columns_form": ColumnsForm(batch),
        "errors": [group for group in groups if group.severity == Finding.Severity.ERROR],
        "warnings": [group for group in groups if group.severity == Finding.Severity.WARNING],
        "tabs": counted,
        "tab": opened,
        "changes": any(each.count for each in counted if each.name in ("created", "updated")),
        "refused": next(each.count for each in counted if each.name == "refused"),
        "kept": kept(batch),
        **_lines(batch, opened, next(iter(ids([after])), 0)),
    }


def _lines(batch: Batch, tab: Tab, after: int) -> dict[str, Any]:
    """A page of the preview; the rows are there until the batch is decided on."""
    if batch.state != Batch.State.CHECKED or tab.name == "refused" or not tables.exist(batch):
        return {"lines": []}
    lines = preview.page(batch, tab.name, after=after)
    more = len(lines) == preview.PER_PAGE
    return {"lines": lines, "next": f"tab={tab.name}&after={lines[-1].n}" if more else ""}


def of_undo(batch: Batch) -> dict[str, Any]:
    return {"batch": batch, "kept": list(map(_stays, changed_since(batch)))}


def kept(batch: Batch) -> list[Stays]:
    """What stayed when the batch was undone, as its job remembers it."""
    remembered = batch.job.result.get("kept", []) if batch.job else []
    return [_stays(Kept(*value)) for value in remembered]


def _stays(kept: Kept) -> Stays:
    entity = Change.Entity(kept.entity)
    model = next(model for model, name in ENTITY.items() if name == entity)
    if not kept.field:
        return Stays(kept.household, entity.label, _("the whole row"))
    return Stays(kept.household, entity.label, label(model, kept.field))


def progress_of(batch: Batch) -> progress.State | None:
    return progress.of(batch.job) if batch.is_running and batch.job else None


def tabs(batch: Batch, wanted: str) -> list[Tab]:
    """The four verdicts with their counts; unless one is asked for, the first with rows is open."""
    households, members = (batch.counts.get(kind, {}) for kind in ("households", "members"))
    counted = {name: (households.get(name, 0), members.get(name, 0)) for name in TABS}
    first = next((name for name, count in counted.items() if any(count)), "created")
    opened = wanted if wanted in TABS else first
    return [
        Tab(name, label, *counted[name], is_open=name == opened) for name, label in TABS.items()
    ]


def grouped_findings(batch: Batch) -> list[Group]:
    """The most frequent codes first, errors before warnings."""
    shown = batch.findings.first_of_each_code(SHOWN_PER_CODE)
    first = {code: list(found) for code, found in groupby(shown, key=attrgetter("code"))}
    return [
        Group(
            code=row["code"],
            severity=row["severity"],
            count=row["count"],
            sentence=_sentence(row["code"]) or row["example"],
            first=first[row["code"]],
        )
        for row in batch.findings.codes()
    ]


def _sentence(code: str) -> str:
    """What a rule says of any row; its values stand in the rows themselves."""
    return RULES[code].sentence.replace("%s", "…") if code in RULES else ""


def recognised_sheets(batch: Batch) -> Iterator[RecognisedSheet]:
    for file in batch.files.order_by("id"):
        for sheet in file.sheets:
            kind = SheetKind(sheet["kind"]) if sheet["kind"] else None
            yield RecognisedSheet(
                file=file.name,
                name=sheet["sheet"],
                kind=KINDS[kind] if kind else None,
                header_row=sheet.get("header_row"),
                rows=sheet.get("rows", 0),
                columns=list(_named(kind, sheet["columns"])) if kind else [],
                unknown=sheet["unknown"],
            )


def _named(kind: SheetKind, columns: dict[str, str]) -> Iterator[tuple[str, str]]:
    names = {column.field: column.header for column in SHEETS[kind]}
    return ((header, names.get(field, field)) for header, field in columns.items())
