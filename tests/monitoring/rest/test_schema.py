"""The OpenAPI document says of every operation what may happen, in Chinese."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from monitoring.feeds.clients.models import Scope
from tests import factories

CHINESE = re.compile("[一-鿿]")


def operations(schema):
    return [
        pytest.param(path, operation, id=operation["operationId"])
        for path, methods in schema["paths"].items()
        for operation in methods.values()
    ]


SCHEMA = SchemaGenerator().get_schema(public=True)


def test_it_is_openapi_3_1():
    assert SCHEMA["openapi"] == "3.1.0"
    validate_schema(SCHEMA)


@pytest.mark.parametrize(("path", "operation"), operations(SCHEMA))
def test_an_operation_tells_its_errors_and_who_may(path, operation):
    assert CHINESE.search(str(operation["summary"]))
    expected = {"400", "401", "403", "405", "406", "429", "500", "503"}
    expected |= {"404"} if "{" in path else set()
    expected |= {"413", "415"} if "requestBody" in operation else set()
    assert expected <= set(operation["responses"])
    assert all(CHINESE.search(str(said["description"])) for code, said in
               operation["responses"].items() if code in expected - {"400", "401"})  # fmt: skip
    if path != "/api/v1/token/":
        [need] = operation["security"]
        assert need == {"cookieAuth": []} or set(need["oauth2"]) <= set(Scope.values)


def test_the_flow_and_its_scopes():
    flow = SCHEMA["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert flow["tokenUrl"] == reverse("api:token")
    assert set(flow["scopes"]) == set(Scope.values)


@pytest.mark.urls("tests.monitoring.feeds.clients.urls")
def test_what_will_go_is_marked():
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    assert paths["/api/v1/old/"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/api/v1/try/"]["get"]
    asked = paths["/api/v1/try/"]["get"]["parameters"]
    assert [(each["name"], each["in"]) for each in asked] == [("updated_since", "query")]
    assert paths["/api/v1/write/"]["post"]["security"] == [{"oauth2": ["feeds.write"]}]


@pytest.mark.django_db
def test_it_is_for_whoever_signed_in(client):
    assert client.get(reverse("api:schema")).status_code == 403
    assert client.get(reverse("api:docs")).status_code == 302
    client.force_login(factories.user("department", factories.PINGSHAN))
    assert client.get(reverse("api:schema")).status_code == 200
    page = client.get(reverse("api:docs"))
    assert page.status_code == 200
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    assert Client().get(f"{reverse('api:docs')}?script=").status_code == 302
