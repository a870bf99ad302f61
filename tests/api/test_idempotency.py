"""A request that is sent twice is done once: after another, at the same moment, and when the first one dies in the middle."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from kemitraan.api import idempotency
from kemitraan.api.models import KeptAnswer
from kemitraan.api.tokens import make_token
from partnerships import api as partnerships_api
from partnerships.models import Contract
from tests import builders

CONTRACTS = "/api/v1/contracts/"


def contract_of(mou, **given) -> dict:
    days = {name: str(getattr(mou, name)) for name in ("signed_on", "starts_on", "ends_on")}
    return {"mou": mou.pk, "document": "PO-7", "value_rupiah": 5_000_000} | days | given


def send(client, body, key="k-1", url=CONTRACTS):
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(url, body, format="json", headers=headers)


@pytest.fixture
def erp(machine, buyer):
    return machine(buyer)


def test_the_same_request_is_answered_the_same_and_done_once(erp, signed_mou):
    first, second = (send(erp, contract_of(signed_mou)) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert Contract.objects.count() == 1


def test_another_request_with_the_same_key_is_refused(erp, signed_mou):
    send(erp, contract_of(signed_mou))
    for other in (
        send(erp, contract_of(signed_mou, document="PO-8")),
        send(erp, {"note": ""}, url=f"{CONTRACTS}{Contract.objects.get().pk}/confirm/"),
    ):
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Contract.objects.count() == 1


def test_a_key_is_its_owners(machine, erp, signed_mou, officer):
    send(erp, contract_of(signed_mou))
    other = send(machine(officer), contract_of(signed_mou, document="PO-8", on_behalf_of="umkm"))
    assert other.status_code == 201
    assert Contract.objects.count() == 2


def test_what_was_refused_may_come_again_mended(erp, signed_mou):
    wrong = send(erp, contract_of(signed_mou, value_rupiah=0))
    assert (wrong.status_code, list(wrong.json()["fields"])) == (400, ["value_rupiah"])
    assert not KeptAnswer.objects.exists()
    assert send(erp, contract_of(signed_mou)).status_code == 201


def test_by_token_what_creates_must_have_a_key(erp, client, buyer, signed_mou):
    missing = send(erp, contract_of(signed_mou), key=None)
    assert (missing.status_code, missing.json()["code"]) == (400, "idempotency_key_missing")
    assert not Contract.objects.exists()
    client.force_login(buyer)
    by_session = client.post(CONTRACTS, contract_of(signed_mou), content_type="application/json")
    assert by_session.status_code == 201
    pk = by_session.json()["id"]
    assert send(erp, {"note": "?"}, key=None, url=f"{CONTRACTS}{pk}/correct/").status_code == 200


@pytest.mark.parametrize("key", ["", "a" * 256, "é", "a\tb"])
def test_a_key_is_short_and_plain(erp, signed_mou, key):
    response = send(erp, contract_of(signed_mou), key=key)
    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_invalid")
    assert not Contract.objects.exists()


def test_a_key_is_remembered_for_a_day(erp, signed_mou):
    send(erp, contract_of(signed_mou))
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert send(erp, contract_of(signed_mou)).status_code == 400  # done anew: this number is booked
    assert send(erp, contract_of(signed_mou, document="PO-8")).status_code == 201
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert idempotency.forget_answers() == 1
    assert idempotency.forget_answers() == 0


# ── Real transactions ────────────────────────────────────────────────────────────────────────────────────────────────


def _machine_of(mou) -> APIClient:
    buyer = mou.company.members.get(role="owner").user
    _token, secret = make_token(actor=buyer, name="ERP", scope="write")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_one_works_and_the_other_waits_for_its_answer(monkeypatch):
    mou = builders.make_signed_mou()
    client, answers = _machine_of(mou), []
    working, go_on = threading.Event(), threading.Event()
    enter = partnerships_api.contracts.enter_contract

    def slowly(*args, **kwargs):
        working.set()
        assert go_on.wait(10)
        return enter(*args, **kwargs)

    monkeypatch.setattr(partnerships_api.contracts, "enter_contract", slowly)

    def call():
        try:
            answers.append(send(client, contract_of(mou)))
        finally:
            connection.close()

    threads = [threading.Thread(target=call) for _ in range(2)]
    threads[0].start()
    assert working.wait(10)
    threads[1].start()
    _wait_until_somebody_waits_for_a_lock()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert sorted(answer.status_code for answer in answers) == [201, 201]
    assert answers[0].content == answers[1].content
    assert [answer.get("Idempotency-Replayed") for answer in answers].count("true") == 1
    assert Contract.objects.count() == 1


def _wait_until_somebody_waits_for_a_lock() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        threading.Event().wait(0.05)
    raise AssertionError("Nobody waits.")


@pytest.mark.django_db(transaction=True)
def test_who_has_waited_too_long_is_told_to_come_again(monkeypatch):
    mou = builders.make_signed_mou()
    client, answers = _machine_of(mou), []
    monkeypatch.setattr(idempotency, "PATIENCE", 0.2)

    def call():
        try:
            answers.append(send(client, contract_of(mou)))
        finally:
            connection.close()

    user = mou.company.members.get(role="owner").user
    with transaction.atomic():  # somebody else is at it
        KeptAnswer.objects.create(user=user, key="k-1", digest="x")
        thread = threading.Thread(target=call)
        thread.start()
        thread.join(20)
        transaction.set_rollback(True)
    (answer,) = answers
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_busy")
    assert not Contract.objects.exists()
    assert send(client, contract_of(mou)).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_a_crash_in_the_middle_leaves_neither_work_nor_answer(monkeypatch):
    mou = builders.make_signed_mou()
    client = _machine_of(mou)
    enter = partnerships_api.contracts.enter_contract

    def die(*args, **kwargs):
        enter(*args, **kwargs)
        raise RuntimeError("the machine burns")

    monkeypatch.setattr(partnerships_api.contracts, "enter_contract", die)
    with pytest.raises(RuntimeError):
        send(client, contract_of(mou))
    assert not Contract.objects.exists()
    assert not KeptAnswer.objects.exists()
    monkeypatch.undo()
    made = send(client, contract_of(mou))
    assert made.status_code == 201
    assert json.loads(KeptAnswer.objects.get().body) == made.json()
