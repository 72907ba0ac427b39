"""What a feed is: its fields, what names one fact, how long it counts, what registry values it has.

The API, its OpenAPI document, the workbook with its drop-downs and the help page all come from
these declarations.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.departments import Department

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


class Kind(StrEnum):
    ID_NUMBER = "id_number"
    VILLAGE = "village"  # 12-digit code
    TEXT = "text"
    MONEY = "money"  # yuan, two decimals
    COUNT = "count"
    DATE = "date"
    MONTH = "month"  # YYYY-MM
    YEAR = "year"
    QUANTITY = "quantity"  # above zero, two decimals
    YES_NO = "yes_no"
    CHOICE = "choice"


class Lasts(StrEnum):
    """Until when a fact counts, from the day its `starts` field tells."""

    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"  # 1 September to 31 August
    WINDOW = "window"  # as many days as the feed's window parameter says
    ALWAYS = "always"  # until a newer one of its topic comes


class Entity(StrEnum):
    HOUSEHOLD = "household"
    CONDITIONS = "conditions"
    MEMBER = "member"


@dataclass(frozen=True)
class Field:
    name: str
    label: "Text"
    kind: Kind
    example: str
    required: bool = True
    choices: tuple[str, ...] = ()  # the official terms
    most: int = 100  # characters of a text, or the largest count
    ahead: bool = False  # a day that may still come
    takes: "Text | None" = None  # in words, where the kind does not say all


@dataclass(frozen=True)
class Update:
    """A registry column that the feed gives: SQL over `d`, a record's data as JSON.

    With `asks` it is never written at once, only asked about at the next visit.
    """

    entity: Entity
    column: str
    value: str
    when: str = "TRUE"
    asks: bool = False

    @property
    def name(self) -> str:
        return f"{self.entity}.{self.column}"


ID_NUMBER = Field("id_number", _("ID number"), Kind.ID_NUMBER, "130131195603121234")
NAME = Field("name", _("Name"), Kind.TEXT, "王秀英", required=False, most=60)
VILLAGE = Field("village", _("Village code"), Kind.VILLAGE, "130131100201")
PERSON = (ID_NUMBER, NAME)


@dataclass(frozen=True)
class Shape:
    """Records of one kind as the API, a workbook and a page know them: whom about, and what."""

    code: str
    label: "Text"
    subject: tuple[Field, ...]  # PERSON, (VILLAGE,), or nobody
    own: tuple[Field, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*self.subject, *self.own)

    @property
    def of_villages(self) -> bool:
        return self.subject == (VILLAGE,)


@dataclass(frozen=True, kw_only=True)
class Feed(Shape):
    department: Department
    same: tuple[str, ...]  # with the subject, these fields name one fact: told again, it replaces
    starts: str  # the field that tells from when it counts
    lasts: Lasts
    every: int  # days after which the next push is expected
    topic: str = ""  # of one topic only the newest fact gives the registry its value
    window: str = ""  # the parameter, for Lasts.WINDOW
    updates: tuple[Update, ...] = ()
    indicators: tuple[str, ...] = ()
