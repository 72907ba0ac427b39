from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Division
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.models import Authorisation, ComparedItem, Hit, Person, Request
from monitoring.registry.numbers import stored
from tests import factories
from tests.routes import Route
from tests.routes.world import Place

READ = "village township county"  # who may decide a case
PREPARE = "village township"


def _case(place: Place) -> Case:
    factories.procedure((1, "compare", "county"))
    return begin_identification(place.household, by=None)


def _person(place: Place) -> Person:
    fields = stored("id_number", "130131195603120012")
    return Person.objects.create(case=_case(place), kind="child", name="李在外", **fields)


def of_case(place: Place) -> dict[str, object]:
    return {"pk": _case(place).pk}


def of_person(place: Place) -> dict[str, object]:
    return {"pk": _person(place).pk}


def of_hit(place: Place) -> dict[str, object]:
    item = ComparedItem.objects.get(name="房产")
    return {"pk": Hit.objects.create(person=_person(place), item=item).pk}


def of_paper(place: Place) -> dict[str, object]:
    by = factories.user()
    paper = ContentFile(b"\x89PNG", name="paper.png")
    made = Authorisation.objects.create(
        case=_case(place), signed_on=timezone.localdate(), by=by, paper=paper
    )
    return {"pk": made.pk}


def of_request(place: Place) -> dict[str, object]:
    county = Division.objects.get(code=place.village[:6].ljust(12, "0"))
    made = Request.objects.create(county=county, by=factories.user())
    made.persons.add(_person(place))
    return {"pk": made.pk}


ROUTES = [
    Route("comparison:case", READ, kwargs=of_case),
    Route("comparison:list-members", PREPARE, kwargs=of_case, method="post", status=302),
    Route("comparison:person-add", PREPARE, kwargs=of_case),
    Route("comparison:person-remove", PREPARE, kwargs=of_person, method="post", status=302),
    Route("comparison:relatives", PREPARE, kwargs=of_case, method="post", status=302),
    Route("comparison:authorise", PREPARE, kwargs=of_case),
    Route("comparison:refuse", PREPARE, kwargs=of_person),
    Route("comparison:exempt", PREPARE, kwargs=of_case),
    Route("comparison:explain", PREPARE, kwargs=of_hit),
    Route("comparison:accept", "county", kwargs=of_hit, method="post", status=302),
    Route("comparison:paper", READ, kwargs=of_paper),
    Route("comparison:requests", "county"),
    Route("comparison:request-make", "county", method="post", status=302),
    Route("comparison:request", "county", kwargs=of_request),
    Route("comparison:request", "county", kwargs=of_request, method="post"),
    Route("comparison:request-workbook", "county", kwargs=of_request, method="post"),
    Route("comparison:items", "admin"),
]
