"""What a paper says, as blocks that both the page and the .docx are made from."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FORMS = Path(__file__).parent / "data" / "forms.json"

# {"paragraph": text} | {"head": […], "rows": [[…], …]} | {"signatures": […]} | {"code": address}
Block = dict[str, Any]


@dataclass(frozen=True)
class Body:
    title: str
    blocks: list[Block]


def filled(
    kind: str,
    values: Mapping[str, object],
    rows: Iterable[Sequence[object]] = (),
    code: str = "",
) -> Body:
    """The wording of data/forms.json with `values` in its places and `rows` in its table.

    `code` is an address to be shown as a QR code at the end.
    """
    form = _forms()[kind]
    said = {name: _said(value) for name, value in values.items()}
    table = {"head": form["head"], "rows": [[_said(cell) for cell in row] for row in rows]}
    blocks = [
        *({"paragraph": text.format_map(said)} for text in form["before"]),
        *([table] if form["head"] else []),
        *({"paragraph": text.format_map(said)} for text in form["after"]),
        *([{"signatures": form["signatures"]}] if form["signatures"] else []),
        *([{"code": code}] if code else []),
    ]
    return Body(form["title"].format_map(said), blocks)


@cache
def _forms() -> dict[str, dict[str, Any]]:
    forms: dict[str, dict[str, Any]] = json.loads(FORMS.read_text(encoding="utf-8"))
    return forms


def _said(value: object) -> str:
    return "" if value is None else str(value)
