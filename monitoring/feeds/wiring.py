"""What the parts of feeds tell each other and the slices below; called once by the application."""

from accounts import scope
from monitoring.cases.casework import following
from monitoring.cases.casework import panels as casework
from monitoring.cases.casework.models import Case
from monitoring.cases.desk import todo
from monitoring.cases.visits import panels as visited
from monitoring.cases.visits import questions
from monitoring.criteria.wording import WORDS
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.changes.resources import RESOURCES
from monitoring.feeds.clients import offers
from monitoring.feeds.clients import scope as clients
from monitoring.feeds.clients.lists import CLIENTS
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.clients.panels import client_panels
from monitoring.feeds.events import opening
from monitoring.feeds.events import waiting as events
from monitoring.feeds.events.lists import EVENTS
from monitoring.feeds.indicators import beside, words
from monitoring.feeds.matches import asking as matches
from monitoring.feeds.matches import hashing
from monitoring.feeds.matches import panels as matching_key
from monitoring.feeds.matches.models import MatchKey
from monitoring.feeds.outcomes.lists import RECORDS
from monitoring.feeds.records import matching, moving, senders, told
from monitoring.feeds.tasks import api as tasks
from monitoring.feeds.tasks import offices, panels, waiting
from monitoring.feeds.tasks import shipped as task_kinds
from monitoring.feeds.tasks.lists import TASKS
from monitoring.feeds.tasks.models import Task
from monitoring.feeds.updates import actions, asking, panel, shipped
from monitoring.feeds.webhooks.models import Webhook
from monitoring.indicators import wide
from monitoring.lists import declared as lists
from monitoring.registry import changed, rotation
from monitoring.registry import panels as registry
from monitoring.registry.models import Household, Member
from monitoring.screening.models import Flag


def declare() -> None:
    scope.register(senders.own_feeds)
    changed.listen(matching.find_people)
    changed.listen(moving.follow)
    told.listen(opening.follow)
    todo.sources.append(events.groups)
    wide.register(beside.TABLE)
    WORDS.update(words.WORDS)
    changed.listen(hashing.follow)
    changed.listen(actions.agree)
    questions.askers.append(questions.Asker(asking.questions, actions.answer))
    registry.household_panels.append(panel.of_household)
    lists.declare(RECORDS)
    offers.fields["matches"] = dict(matches.FIELDS)
    lists.declare(CLIENTS)
    client_panels.append(matching_key.of_client)
    scope.register(clients.rule)
    scope.register(offices.own_tasks)
    following.followers.append(Task)
    lists.declare(TASKS)
    lists.declare(EVENTS)
    todo.sources.append(waiting.groups)
    registry.household_panels.append(panels.of_household)
    casework.case_panels.append(panels.of_case)
    visited.visit_panels.append(panels.of_visit)
    offers.fields["tasks"] = dict(tasks.FIELDS)
    offers.feeds |= {code: feed.label for code, feed in FEEDS.items()}
    offers.fields |= {resource.name: resource.labels for resource in RESOURCES}
    rotation.COLUMNS += [(Webhook, "secret_cipher"), (MatchKey, "cipher")]
    clients.OPENS |= {
        Household: Scope.HOUSEHOLDS_READ,
        Member: Scope.MEMBERS_READ,
        Flag: Scope.FLAGS_READ,
        Case: Scope.CASES_READ,
    }


def install() -> None:
    """Put what ships with the application in force, once."""
    shipped.install()
    task_kinds.install()
