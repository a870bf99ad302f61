"""The API keeps what its schema promises, whatever it is sent and whoever sends it.

schemathesis makes requests from the schema, well-formed ones and broken ones, with fixed dice: two runs send the same. Half
of them name rows that exist. No answer may be a fault of ours, or one that the schema does not tell of.
"""

from itertools import count

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks

from kemitraan.api import pagination
from kemitraan.api.tokens import make_token
from kemitraan.wsgi import application
from partnerships.services.amendments import write_amendment
from partnerships.services.disputes import open_dispute
from tests import builders

#: Requests for one operation: well-formed ones, and as many broken ones. Each is sent by everybody.
EXAMPLES = 6

PROMISES = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_headers_conformance,
    openapi_checks.response_schema_conformance,
]


@pytest.fixture
def schema(db, monkeypatch):
    """The schema of this process, whose requests are served in the transaction of the test."""
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": None})
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": None})
    monkeypatch.setattr(pagination, "DEFAULT_SIZE", 5)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema/?lang=en", application)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def rows(realisation):
    """{part of the path: the key of a row that exists}, as "/api/v1/mous/{id}/" names it, and the names in bodies."""
    contract = realisation.contract
    group = builders.make_group(contract.mou.need)
    waiting = builders.make_suggestion(contract.mou.need)
    officer = builders.make_official()
    why = {"why": "Harga naik", "mou_rupiah": 110_000_000}
    amendment = write_amendment(contract.mou, actor=officer, **why)
    quarrel = open_dispute(builders.make_signed_mou(), actor=officer, note="Belum dibayar.")
    entry = builders.make_entry(company=contract.mou.company)
    return {
        "umkm": realisation.umkm_id,
        "companies": contract.mou.company_id,
        "needs": contract.mou.need_id,
        "shortlists": entry.shortlist_id,
        "shortlist-entries": entry.pk,
        "suggestions": waiting.pk,
        "groups": group.pk,
        "mous": contract.mou_id,
        "amendments": amendment.pk,
        "signatures": contract.mou.signatures.first().pk,
        "disputes": quarrel.disputes.get().pk,
        "events": builders.make_event().pk,
        "contracts": contract.pk,
        "realisations": realisation.pk,
        "company": contract.mou.company_id,
        "mou": contract.mou_id,
        "contract": contract.pk,
        "shortlist": entry.shortlist_id,
        "unit": "meter",
        "clusters": ["lurik"],
    }


@pytest.fixture
def people(alice, buyer, officer):
    """{who: the headers of its token}: an UMKM's owner, a company's buyer, an officer, and nobody."""

    def headers(person):
        _token, secret = make_token(actor=person, name="kontrak", scope="write")
        return {"Authorization": f"Bearer {secret}"}

    signed_in = {"alice": alice, "buyer": buyer, "officer": officer}
    return {"nobody": {}} | {who: headers(person) for who, person in signed_in.items()}


def test_every_operation_keeps_its_promises(schema, rows, people):
    for found in schema.get_all_operations():
        _try(found.ok(), people, rows)


def _try(operation, people, rows) -> None:
    _throw(operation.as_strategy(generation_mode=GenerationMode.POSITIVE), people, rows)
    if "{code}" not in operation.path:  # any text may be a code: there is nothing to break
        _throw(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), people, rows)


def _throw(strategy, people, rows) -> None:
    number = count()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def send(case):
        if next(number) % 2:
            _name_real_rows(case, rows)
        for headers in people.values():
            with transaction.atomic():  # the next one finds the rows as they were
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, checks=PROMISES)

    send()


def _name_real_rows(case, rows) -> None:
    resource = case.operation.path.split("/")[3]
    if case.path_parameters and "id" in case.path_parameters and resource in rows:
        case.path_parameters["id"] = rows[resource]
    if isinstance(case.body, dict):
        case.body |= {name: rows[name] for name in rows.keys() & case.body.keys()}


def test_the_dice_reach_what_they_are_thrown_for(schema, rows):
    """A test of the test: the operations are those of the router, and all of them are tried."""
    labels = {found.ok().label for found in schema.get_all_operations()}
    assert {
        "GET /api/v1/umkm/",
        "POST /api/v1/needs/",
        "POST /api/v1/realisations/{id}/dispute/",
    } <= labels
    assert len(labels) >= 50
    assert connection.in_atomic_block
