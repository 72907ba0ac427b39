"""The whole way on pages: the village drafts, decides and posts, the township checks and pays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assets.income.distributions.models import Distribution, Payout
from tests import factories
from tests.assets import making
from tests.assets.income.village import Village, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return Village()


def said(answer):
    return answer.content.decode()


def test_from_income_to_the_people(village, client):
    village.income("1000.01")
    home = village.home(head_name="王石头")
    village.home(head_name="李四", monitored_type="边缘易致贫户")
    client.force_login(village.cadre)
    assert "待分配收益" in said(client.get("/"))
    begun = {"village": village.division.pk, "year": 2025, "half": ""}
    client.post("/assets/distributions/new/", begun)
    made = Distribution.objects.get()
    url = made.get_absolute_url()
    uses = {"amount_maintenance": "200", "share_difficult": "1"}
    page = said(client.post(f"{url}lines/", uses, follow=True))
    assert "800.01" in page
    assert "还没有全部列到人" in page
    line = village.line(made)
    people = f"/assets/distributions/lines/{line.pk}/people/"
    assert "没有叫这个名字的" in said(client.post(f"{people}add/", {"who": "赵六", "share": "1"}))
    client.post(f"{people}add/", {"who": home.head_name, "share": "1"})
    client.post(f"{people}add/monitored/")
    assert [str(row.amount) for row in of(made)] == ["400.01", "400.00"]
    first, second = (row.pk for row in of(made))
    both = {f"amount_{first}": "5", f"share_{first}": "1", f"share_{second}": "1"}
    assert "不要都填" in said(client.post(people, both))
    client.post(people, {f"amount_{first}": "100", f"share_{second}": "1"})
    assert [str(row.amount) for row in of(made)] == ["100.00", "700.01"]
    today = timezone.localdate()
    decided = {
        "on": str(today - timedelta(days=10)), "note": "32人同意", "upload": making.upload()
    }  # fmt: skip
    client.post(f"{url}do/decide/", decided)
    posted = {
        "on": str(today - timedelta(days=9)), "until": str(today - timedelta(days=1)),
        "note": "公示栏", "upload": making.upload(),
    }  # fmt: skip
    client.post(f"{url}do/post/", posted)
    client.force_login(village.officer)
    assert "待审核的收益分配" in said(client.get("/"))
    client.post(f"{url}do/check/", {"note": "同意"})
    page = said(client.post(f"{url}do/pay/", {"on": str(today)}, follow=True))
    assert "已兑付" in page
    assert "800.01" in page
    assert Payout.objects.paid().count() == 2
    step = made.steps.first()
    assert step is not None
    paper = client.get(f"/assets/distributions/steps/{step.pk}/file/")
    assert paper.headers["Content-Type"] == "image/jpeg"
    spending = {"amount": "50", "spent_on": str(today), "what": "换逆变器", "document": "发票1"}
    upkeep = village.line(made, "maintenance")
    page = client.post(f"/assets/distributions/lines/{upkeep.pk}/spend/", spending, follow=True)
    assert "换逆变器" in said(page)


def test_people_of_posts_are_found_by_their_name(village, client):
    made = village.planned("100.00", people=0, posts=1)
    home = village.home()
    for of_home in (home, village.home()):
        factories.member(of_home, name="王强")
    client.force_login(village.cadre)
    people = f"/assets/distributions/lines/{village.line(made, 'posts').pk}/people/add/"
    assert "有两个同名的" in said(client.post(people, {"who": "王强", "share": "1"}))
    client.post(people, {"who": f"{home.code} 王强", "share": "1"})
    assert [(str(row), row.household) for row in of(made)] == [("王强", home)]


def test_the_township_sends_back_and_nothing_is_lost(village, client):
    made = village.noticed()
    client.force_login(village.second)
    url = made.get_absolute_url()
    client.post(f"{url}do/send-back/", {"note": "漏报两户"})
    page = said(client.get(url))
    assert "漏报两户" in page
    assert "起草中" in page
    assert len(of(made)) == 3
    client.post(f"{url}do/pay/", {"on": str(timezone.localdate())})
    made.refresh_from_db()
    assert made.state == "draft"


def test_an_administrator_sets_what_is_allowed(client):
    client.force_login(factories.user("admin"))
    rule = {
        "use": "posts", "income": "power", "valid_from": "2027-01-01", "least_percent": "60",
        "most_percent": "50", "is_allowed": "on", "document": "冀乡振〔2027〕1号",
    }  # fmt: skip
    assert "下限不能大于上限" in said(client.post("/assets/distributions/uses/", rule))
    page = client.post("/assets/distributions/uses/", rule | {"most_percent": ""}, follow=True)
    assert "冀乡振〔2027〕1号" in said(page)
