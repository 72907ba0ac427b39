"""The user guide: its pictures come from here and from the tests of each page."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Division, Post, User
from assets.invented import invent
from assets.wiring import install
from config import menu
from tests import factories
from tests.e2e.county import bring_in_census
from tests.e2e.pages import DOCS, Visitor, pictures_named

GUIDE = DOCS / "guide"
LARGEST = 150_000  # bytes of one picture: the guide is read on a phone, too
VILLAGE = "130131100202"

# Who looks, at which page, and what the picture is called.
DESKS = [
    ("county", "home", "home-county-desktop"),
    ("county", "registry:household-list", "households-desktop"),
    ("county", "screening:gap-list", "gaps-desktop"),
    ("county", "imports:batch-list", "imports-desktop"),
    ("county", "criteria:version-list", "criteria-desktop"),
    ("county", "criteria:parameter-list", "parameters-desktop"),
    ("county", "screening:run-list", "runs-desktop"),
    ("county", "accounts:user-list", "accounts-desktop"),
    ("county", "asset-overview:overview", "asset-overview-desktop"),
    ("auditor", "accounts:audit-list", "audit-desktop"),
    ("township", "home", "home-township-desktop"),
    ("city", "home", "home-city-desktop"),
    ("city", "asset-overview:overview", "asset-overview-city-desktop"),
    ("department", "home", "home-department-desktop"),
    ("department", "feeds:list", "feeds-department-desktop"),
    ("admin", "home", "home-admin-desktop"),
    ("admin", "procedures:list", "procedure-desktop"),
    ("admin", "procedures:calendar", "calendar-desktop"),
]
PLACES = {
    "county": factories.PINGSHAN, "auditor": factories.PINGSHAN, "city": factories.CITY,
    "township": factories.PINGSHAN_TOWN, "department": factories.PINGSHAN, "admin": None,
}  # fmt: skip
NAMES = {
    "county": "王主任", "auditor": "冯审计", "city": "高科长", "township": "孙乡长",
    "department": "医保局", "admin": "管理员",
}  # fmt: skip


def bring_in_assets(by: User) -> None:
    """Of every twentieth village."""
    install()
    villages = Division.objects.filter(pk__startswith=factories.PINGSHAN[:6], level="village")
    invent(Division.objects.get(pk=factories.PINGSHAN), list(villages)[::20], by=by, seed=1)


@pytest.mark.usefixtures("visitor")
def test_the_pages_that_the_guide_shows(visitor: Visitor, tmp_path: Path):
    people = {
        role: factories.user(Post.Role(role), place, full_name=NAMES[role])
        for role, place in PLACES.items()
    }
    factories.user("village", VILLAGE, full_name="赵支书", username="xijie")
    factories.user("village", factories.OTHER_VILLAGE, full_name="郭支书", username="donghuishe")
    bring_in_census(people["county"], tmp_path / "平山县2026.xlsx")
    bring_in_assets(people["county"])
    for role, name, picture in DESKS:
        visitor.enter(people[role])
        visitor.page.goto(reverse(name))
        visitor.check()
        visitor.picture(picture)
    people["department"].posts.update(department="医保局")
    visitor.enter(people["department"])
    visitor.page.goto(reverse("feeds:feed", args=["medical-costs"]))
    visitor.check()
    visitor.picture("feed-department-desktop")


def test_every_picture_named_is_there_and_every_picture_there_is_named():
    saved = {path.stem for path in (DOCS / "pictures").glob("*.png")}
    assert saved == pictures_named()


def test_no_picture_is_heavy():
    heavy = {
        path.name: path.stat().st_size
        for path in (DOCS / "pictures").glob("*.png")
        if path.stat().st_size > LARGEST
    }
    assert heavy == {}


def test_every_page_of_the_menu_is_told():
    text = "".join(page.read_text(encoding="utf-8") for page in GUIDE.glob("*.md"))
    with override("zh-hans"):
        assert [str(entry.label) for entry in menu.EVERY if f"“{entry.label}”" not in text] == []


def test_every_role_has_a_page_in_the_contents():
    contents = (GUIDE / "README.md").read_text(encoding="utf-8")
    pages = {f"{role}.md" for role in Post.Role.values}
    assert {page for page in pages if f"({page})" not in contents} == set()
    assert pages <= {path.name for path in GUIDE.glob("*.md")}
