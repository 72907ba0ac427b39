import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from monitoring.cases.comparison import actions, requests
from monitoring.cases.comparison.models import Authorisation, ComparedItem, Hit, Person
from tests import factories
from tests.monitoring.cases.comparison import world

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def case(village):
    factories.procedure((1, "compare", "county"))
    made = world.case(members=2)
    actions.list_members(made, by=village)
    return made


def test_one_tap_says_that_nobody_lives_elsewhere(signed_in, case):
    page = text(signed_in.get(reverse("comparison:case", args=[case.pk])))
    assert "我已询问：没有" in page
    signed_in.post(reverse("comparison:relatives", args=[case.pk]))
    page = text(signed_in.get(reverse("comparison:case", args=[case.pk])))
    assert "我已询问：没有" not in page
    assert "没有在外" in page


@pytest.fixture
def signed_in(client, village):
    client.force_login(village)
    return client


def text(response) -> str:
    return str(response.content, "utf-8")


def test_each_opening_is_recorded(signed_in, case, village):
    signed_in.get(reverse("comparison:case", args=[case.pk]))
    signed_in.get(reverse("comparison:case", args=[case.pk]))
    rows = AuditEvent.objects.filter(event="cases.comparison_viewed", by=village)
    assert rows.count() == 2


def test_the_whole_number_is_never_on_the_page(signed_in, case):
    page = text(signed_in.get(reverse("comparison:case", args=[case.pk])))
    assert world.number(1) not in page
    assert "130131********" in page


def test_an_authorisation_is_kept_with_its_paper_and_read_by_few(signed_in, client, case):
    sent = {
        "persons": [person.pk for person in Person.objects.all()],
        "signed_on": str(timezone.localdate()),
        "paper": world.paper(),
    }
    answer = signed_in.post(reverse("comparison:authorise", args=[case.pk]), sent)
    assert answer.status_code == 302
    kept = Authorisation.objects.get()
    assert kept.persons.count() == 2
    url = reverse("comparison:paper", args=[kept.pk])
    assert b"".join(signed_in.get(url).streaming_content).startswith(b"\x89PNG")
    for role in ("helper", "auditor"):
        client.force_login(factories.user(role, factories.PINGSHAN))
        assert client.get(url).status_code == 404


def test_what_is_no_paper_gets_a_sentence(signed_in, case):
    file = world.paper()
    file.file.seek(0)
    file.file.write(b"MZ\x00\x00")
    file.file.seek(0)
    sent = {
        "persons": [Person.objects.first().pk],
        "signed_on": str(timezone.localdate()),
        "paper": file,
    }
    page = text(signed_in.post(reverse("comparison:authorise", args=[case.pk]), sent))
    assert "请上传照片" in page
    assert not Authorisation.objects.exists()


def test_a_wrong_number_gets_a_sentence(signed_in, case):
    sent = {"kind": "child", "name": "李在外", "identity": "130131195603120013"}
    page = text(signed_in.post(reverse("comparison:person-add", args=[case.pk]), sent))
    assert "field-error" in page
    assert Person.objects.count() == 2


def test_the_page_of_the_case_tells_few_how_far_it_is(client, case, village):
    url = reverse("cases:case", args=[case.pk])
    door = reverse("comparison:case", args=[case.pk])
    client.force_login(village)
    assert "授权 0/2 人" in text(client.get(url))
    client.force_login(factories.user("auditor", factories.PINGSHAN))
    page = text(client.get(url))
    assert "授权 0/2 人" not in page
    assert f'href="{door}">打开' not in page


def test_the_county_asks_reads_and_accepts(client, case, village):
    world.sign(case, village)
    county = factories.user("county", factories.PINGSHAN)
    client.force_login(county)
    page = text(client.get(reverse("comparison:requests")))
    assert "1 户共 2 人" in page
    answer = client.post(reverse("comparison:request-make"), follow=True)
    url = answer.redirect_chain[-1][0]
    book = world.book((world.number(1), "银行存款", "120,000 元"), (world.number(2), "无", ""))
    page = text(client.post(url, {"workbook": book}, follow=True))
    assert "已读入 2 人的结果" in page
    hit = Hit.objects.get()
    actions.explain(hit, by=village, explanation="代管村集体款")
    client.post(reverse("comparison:accept", args=[hit.pk]), {"explanation": "代管村集体款"})
    hit.refresh_from_db()
    assert (hit.accepted_by, hit.is_settled) == (county, True)


def test_lists_cost_the_same_for_many(client, case, village, recorded_queries):
    world.sign(case, village)
    county = factories.user("county", factories.PINGSHAN)
    [asked] = requests.make_request(by=county)
    client.force_login(county)
    with recorded_queries("comparison:requests"):
        client.get(reverse("comparison:requests"))
    with recorded_queries("comparison:request"):
        client.get(reverse("comparison:request", args=[asked.pk]))


def test_a_file_that_is_no_workbook_gets_a_sentence(client, case, village):
    world.sign(case, village)
    county = factories.user("county", factories.PINGSHAN)
    [asked] = requests.make_request(by=county)
    client.force_login(county)
    url = reverse("comparison:request", args=[asked.pk])
    page = text(client.post(url, {"workbook": world.paper()}))
    assert "field-error" in page
    assert not Person.objects.filter(answered_on__isnull=False).exists()


def test_an_administrator_says_what_a_finding_needs(client):
    client.force_login(factories.user("admin"))
    count = ComparedItem.objects.count()
    sent = {"form-TOTAL_FORMS": count + 1, "form-INITIAL_FORMS": count}
    for at, item in enumerate(ComparedItem.objects.all()):
        sent |= {
            f"form-{at}-id": item.pk, f"form-{at}-name": item.name, f"form-{at}-effect": "accept",
            f"form-{at}-in_use": "on",
        }  # fmt: skip
    sent |= {f"form-{count}-name": "船舶", f"form-{count}-effect": "explain"}
    answer = client.post(reverse("comparison:items"), sent)
    assert answer.status_code == 302
    assert set(ComparedItem.objects.values_list("effect", flat=True)) == {"accept", "explain"}
    assert not ComparedItem.objects.get(name="船舶").in_use
