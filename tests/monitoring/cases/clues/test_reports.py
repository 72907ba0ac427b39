"""Reports: taken in, handed over, linked with a household, answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent, Division
from accounts.personal import decrypt
from monitoring.cases.casework import workflow
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.actions import answer, hand_over, link, take_in
from monitoring.cases.clues.reports.models import HandOver, Report
from monitoring.registry.rotation import rotate
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()
ID = "130131198005171235"
FACTS = {"channel": "cadre", "name": "王秀兰", "phone": "13800001111", "words": "丈夫住院"}


@pytest.fixture
def people():
    factories.procedure((1, "accept", "township"))
    return {
        "city": factories.user("city", factories.CITY),
        "county": factories.user("county", factories.PINGSHAN),
        "township": factories.user("township", factories.PINGSHAN_TOWN),
        "village": factories.user("village", factories.VILLAGE),
    }


def place(code=factories.VILLAGE):
    return Division.objects.get(pk=code)


def report(by, at=factories.VILLAGE, **fields):
    return take_in(place(at), by=by, **(FACTS | fields))


def test_a_hotline_call_goes_from_the_city_to_the_township_and_each_office_is_timed(people):
    made = report(people["city"], factories.CITY, channel="hotline_12345", minor=True)
    hand_over(made, to=place(factories.PINGSHAN), by=people["city"])
    made.refresh_from_db()
    hand_over(made, to=place(factories.PINGSHAN_TOWN), by=people["county"], note="请三日内上门")
    made.refresh_from_db()
    assert made.division_id == factories.PINGSHAN_TOWN
    way = list(HandOver.objects.values_list("origin", "to", "by"))
    assert way == [
        (None, factories.CITY, people["city"].pk),
        (factories.CITY, factories.PINGSHAN, people["city"].pk),
        (factories.PINGSHAN, factories.PINGSHAN_TOWN, people["county"].pk),
    ]
    assert not HandOver.objects.filter(at=None).exists()


def test_the_page_says_how_many_days_each_office_kept_it(client, people):
    made = report(people["city"], factories.CITY, channel="hotline_12345", minor=True)
    hand_over(made, to=place(factories.PINGSHAN), by=people["city"])
    came, went = HandOver.objects.all()
    HandOver.objects.filter(pk=came.pk).update(at=went.at - timedelta(days=3))
    client.force_login(people["county"])
    response = client.get(f"/clues/reports/{made.pk}/")
    assert [stay.kept.days for stay in response.context["stays"]] == [3, 0]
    assert "未成年人专线" in response.content.decode()
    made.refresh_from_db()
    assert made.name in client.get("/clues/reports/?only=minor").content.decode()


def test_it_goes_back_to_the_office_above_but_not_to_a_stranger(people):
    made = report(people["village"])
    with pytest.raises(ValidationError):
        hand_over(made, to=place(factories.OTHER_VILLAGE), by=people["village"])
    hand_over(made, to=place(factories.PINGSHAN_TOWN), by=people["village"])
    made.refresh_from_db()
    assert made.division_id == factories.PINGSHAN_TOWN
    with pytest.raises(PermissionDenied):
        hand_over(made, to=place(), by=people["village"])


def test_of_two_who_hand_it_over_the_second_is_told(people):
    made = report(people["county"], factories.PINGSHAN)
    seen_before = Report.objects.get()
    hand_over(made, to=place(factories.PINGSHAN_TOWN), by=people["county"])
    with pytest.raises(ValidationError):
        hand_over(seen_before, to=place(factories.OTHER_VILLAGE), by=people["county"])
    assert HandOver.objects.count() == 2


def test_linked_a_household_is_checked_at_once_from_the_day_of_receipt(people):
    household = factories.household()
    received = TODAY - timedelta(days=4)
    made = report(people["village"], received_on=received)
    clue = link(made, household, by=people["village"])
    clue.refresh_from_db()
    case = Case.objects.get()
    assert (clue.state, clue.reported, clue.case) == ("checking", True, case)
    assert (clue.raised_on, case.opened_on) == (received, received)
    assert case.due_on == received + timedelta(days=15)
    assert Report.objects.get().state == "checking"


def test_the_page_of_the_case_says_what_led_to_it(client, people):
    waiting = factories.clue(factories.household(), criteria=["income-below-line"])
    told = report(people["township"], difficulties=["illness"], minor=True)
    link(told, waiting.household, by=people["township"])
    client.force_login(people["township"])
    page = client.get(f"/cases/{Case.objects.get().pk}/").content.decode()
    for text in ("人均纯收入低于监测标准", "丈夫住院", "医药费负担重", "未成年人专线"):
        assert text in page


def test_it_joins_the_clue_that_waits_or_is_checked(people):
    household = factories.household()
    waiting = factories.clue(household, criteria=["income-below-line"])
    link(report(people["village"]), household, by=people["village"])
    second = link(report(people["township"]), household, by=people["township"])
    waiting.refresh_from_db()
    assert second == waiting
    assert (waiting.state, waiting.criteria) == ("checking", ["income-below-line"])
    assert Clue.objects.count() == Case.objects.count() == 1


def test_a_monitored_household_gets_it_on_its_running_episode(people):
    household = factories.household(monitored_type="边缘易致贫户")
    episode = Episode.objects.create(
        household=household, division=household.division, number=1, state="monitored"
    )
    clue = link(report(people["village"]), household, by=people["village"])
    clue.refresh_from_db()
    assert (clue.episode, clue.case, clue.standing) == (episode, None, 0)
    assert not Case.objects.exists()


def test_a_report_is_linked_once_and_within_the_area(people):
    made = report(people["village"])
    far = factories.household(factories.OTHER_VILLAGE)
    with pytest.raises(PermissionDenied):
        link(made, far, by=people["village"])
    ended = factories.household(status="moved_away")
    with pytest.raises(ValidationError):
        link(made, ended, by=people["village"])
    link(made, factories.household(), by=people["village"])
    with pytest.raises(ValidationError):
        link(made, factories.household(), by=people["village"])
    assert Clue.objects.count() == 1


def test_the_end_of_the_case_answers_the_report(people):
    link(report(people["village"]), factories.household(), by=people["village"])
    workflow.refuse(Case.objects.get().steps.get(), by=people["township"], reason="收入已核实")
    assert Report.objects.get().state == "answered"
    assert Clue.objects.get().state == "found_false"


def test_a_report_is_answered_without_a_household(people):
    made = report(people["village"])
    with pytest.raises(ValidationError):
        answer(made, text=" ", by=people["village"])
    answer(made, text="已电话说明低保申请办法", by=people["village"])
    assert Report.objects.get().state == "answered"
    with pytest.raises(ValidationError):
        answer(made, text="再答复", by=people["village"])


def test_the_id_number_is_kept_as_the_registry_keeps_it(people):
    made = report(people["village"], id_number=ID)
    assert decrypt(made.id_number_cipher) == ID
    assert made.id_number_masked == "130131********1235"
    assert sum(1 for name, _count in rotate() if "id_number" in name) == 0  # under today's key
    assert not AuditEvent.objects.filter(detail__icontains="1235").exists()


@pytest.fixture
def village(client, people):
    client.force_login(people["village"])
    return client


FORM = FACTS | {"relation": "self", "received_on": TODAY, "place": factories.VILLAGE}


def test_a_cadre_takes_a_report_in(village):
    response = village.post("/clues/reports/new/", FORM, follow=True)
    assert "已登记" in response.content.decode()
    assert Report.objects.get().division_id == factories.VILLAGE


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"id_number": "130131198005171230"}, "身份证号不对"),
        ({"phone": "123"}, "11 位手机号码"),
        ({"words": ""}, "请勾选困难"),
        ({"received_on": TODAY + timedelta(days=1)}, "今天或最近一年"),
        ({"received_on": "0001-01-01"}, "今天或最近一年"),
        ({"place": factories.OTHER_VILLAGE}, "没有"),
        ({"words": "长" * 501}, "500"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(village, changed, sentence):
    response = village.post("/clues/reports/new/", FORM | changed)
    assert sentence in response.content.decode()
    assert not Report.objects.exists()


def test_the_household_is_offered_by_its_id_number(village, people):
    household = factories.household(head_name="王建国")
    factories.member(household, name="王秀兰", id_number=ID)
    far = factories.household(factories.OTHER_VILLAGE, head_name="外乡王")
    factories.member(far, id_number=ID, status="married_out", left_on=TODAY)
    made = report(people["village"], id_number=ID)
    url = f"/clues/reports/{made.pk}/link/"
    page = village.get(url).content.decode()
    assert "王建国" in page
    assert "外乡王" not in page
    assert "王建国" in village.post(url, {"text": "王建国"}).content.decode()
    response = village.post(url, {"household": household.pk})
    assert response.headers["Location"] == f"/clues/{Clue.objects.get().pk}/"
    assert village.post(url, {"household": far.pk}).status_code == 404


def test_the_list_shows_what_lies_in_the_area(village, people, recorded_queries):
    report(people["village"])
    report(people["city"], factories.CITY, name="市里的人")
    with recorded_queries("clues:report-list"):
        page = village.get("/clues/reports/").content.decode()
    assert "王秀兰" in page
    assert "市里的人" not in page
    assert "没有符合条件的记录" in village.get("/clues/reports/?only=minor").content.decode()


def test_the_page_of_a_report_hands_it_over_and_answers_it(village, people):
    made = report(people["village"])
    url = f"/clues/reports/{made.pk}/"
    assert "丈夫住院" in village.get(url).content.decode()
    assert "请写明" not in village.get(url).content.decode()
    village.post(f"{url}answer/", {"text": "已说明"})
    village.post(f"{url}hand-over/", {"to": factories.PINGSHAN_TOWN})
    made.refresh_from_db()
    assert (made.state, made.division_id) == ("answered", factories.VILLAGE)


def test_a_township_prints_the_sheets_of_its_villages(client, people):
    client.force_login(people["township"])
    page = client.get(f"/clues/reports/poster/{factories.PINGSHAN_TOWN}/").content.decode()
    assert page.count("data:image/svg+xml") == place(factories.PINGSHAN_TOWN).children.count()
    assert f"/declare/{factories.VILLAGE}/" in page
    assert client.get(f"/clues/reports/poster/{factories.OTHER_VILLAGE}/").status_code == 404
