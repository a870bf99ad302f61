"""The states of an UMKM: each step by the right person, in the right state, once, with its log row."""

import threading

import pytest
from django.db import connection, transaction

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.verification import VerificationStatus
from tests import builders
from umkm.flow import UMKM_FLOW
from umkm.models import RejectReason, Umkm, UmkmStatusChange
from umkm.services import change_status, change_status_of_many
from umkm.signals import umkm_changed

STATUS = VerificationStatus


def reason_for(verb):
    """Only a rejection names a reason from the list."""
    return RejectReason.NOT_FOUND if verb == "reject" else ""


def walk(umkm, verifier, *verbs):
    for verb in verbs:
        umkm = change_status(
            umkm, verb, actor=verifier, reason=reason_for(verb), note="Dilihat di tempat."
        )
    return umkm


#: (steps that lead to a state, verb, new state)
ROWS = [
    ((), "verify", STATUS.VERIFIED),
    (("return",), "verify", STATUS.VERIFIED),
    ((), "return", STATUS.RETURNED),
    (("verify",), "return", STATUS.RETURNED),
    ((), "reject", STATUS.REJECTED),
    (("return",), "reject", STATUS.REJECTED),
    (("verify",), "suspend", STATUS.SUSPENDED),
    (("verify", "suspend"), "reinstate", STATUS.VERIFIED),
    (("reject",), "reinstate", STATUS.VERIFIED),
]


@pytest.mark.parametrize(("before", "verb", "target"), ROWS)
def test_a_verifier_takes_the_step_and_it_is_logged(umkm, verifier, before, verb, target):
    umkm = walk(umkm, verifier, *before)
    source = umkm.status
    moved = change_status(
        umkm, verb, actor=verifier, reason=reason_for(verb), note="  Alamat diperiksa.  "
    )

    assert moved.status == Umkm.objects.get(pk=umkm.pk).status == target
    last = umkm.changes.first()
    assert (last.verb, last.source, last.target) == (verb, source, target)
    assert (last.actor, last.note, last.announced_at) == (verifier, "Alamat diperiksa.", None)
    assert umkm.changes.count() == len(before) + 2


def test_every_other_step_from_every_state_is_refused(umkm, verifier):
    paths = {
        STATUS.REGISTERED: (),
        STATUS.VERIFIED: ("verify",),
        STATUS.RETURNED: ("return",),
        STATUS.REJECTED: ("reject",),
        STATUS.SUSPENDED: ("verify", "suspend"),
    }
    assert set(paths) == set(STATUS)
    for state, path in paths.items():
        firm = walk(builders.make_umkm(), verifier, *path)
        assert firm.status == state
        for step in UMKM_FLOW:
            if state in step.sources:
                continue
            with pytest.raises(WrongState):
                change_status(firm, step.verb, actor=verifier, note="Coba.")
        firm.refresh_from_db()
        assert firm.status == state
        assert firm.changes.count() == len(path) + 1


def test_verified_since_is_the_day_of_the_last_verification(umkm, verifier):
    first = change_status(umkm, "verify", actor=verifier).verified_at
    again = walk(umkm, verifier, "suspend", "reinstate").verified_at
    assert again > first


def test_only_an_umkm_with_a_product_is_verified(verifier):
    for firm in (
        builders.make_umkm(products=[]),
        builders.make_umkm(products=[builders.product(is_active=False)]),
    ):
        with pytest.raises(Refused, match="Belum ada produk"):
            change_status(firm, "verify", actor=verifier)
        firm.refresh_from_db()
        assert firm.status == STATUS.REGISTERED
        assert firm.changes.count() == 1


@pytest.mark.parametrize("verb", ["return", "reject"])
@pytest.mark.parametrize("note", ["", "   "])
def test_a_refusal_needs_a_note(umkm, verifier, verb, note):
    with pytest.raises(Refused, match="catatan"):
        change_status(umkm, verb, actor=verifier, reason=reason_for(verb), note=note)
    umkm.refresh_from_db()
    assert umkm.status == STATUS.REGISTERED
    assert umkm.changes.count() == 1


def test_a_rejection_needs_a_reason_from_the_list(umkm, verifier):
    for reason in ("", "malas"):
        with pytest.raises(Refused, match="alasan"):
            change_status(umkm, "reject", actor=verifier, reason=reason, note="Sudah tutup.")
    umkm.refresh_from_db()
    assert (umkm.status, umkm.changes.count()) == (STATUS.REGISTERED, 1)
    change_status(umkm, "reject", actor=verifier, reason=RejectReason.CLOSED, note="Sudah tutup.")
    assert umkm.changes.first().reason == RejectReason.CLOSED


def test_a_step_tells_the_floors_above_after_the_commit(
    umkm, verifier, django_capture_on_commit_callbacks
):
    heard = []

    def hear(umkm_id, **_kwargs):
        heard.append(umkm_id)

    umkm_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            change_status(umkm, "verify", actor=verifier)
            assert heard == []
    finally:
        umkm_changed.disconnect(hear)
    assert heard == [umkm.pk]


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_many_are_verified_and_each_that_is_not_says_why(verifier):
    good = [builders.make_umkm() for _ in range(3)]
    empty = builders.make_umkm(products=[])
    done = builders.make_verified_umkm()

    moved, kept_back = change_status_of_many([*good, empty, done], "verify", actor=verifier)

    assert {firm.pk for firm in moved} == {firm.pk for firm in good}
    assert set(kept_back) == {empty.pk, done.pk}
    assert "Belum ada produk" in kept_back[empty.pk]
    assert "terverifikasi" in kept_back[done.pk]
    for firm in good:
        firm.refresh_from_db()
        assert firm.status == STATUS.VERIFIED
        assert firm.verified_at is not None
        assert firm.changes.first().actor == verifier
    assert empty.changes.count() == 1
    assert done.changes.count() == 2


def test_many_cost_as_many_queries_as_few(verifier, django_assert_max_num_queries):
    firms = [builders.make_umkm() for _ in range(12)]
    with django_assert_max_num_queries(11):
        change_status_of_many(firms[:2], "verify", actor=verifier)
    with django_assert_max_num_queries(11):
        moved, _ = change_status_of_many(firms[2:], "verify", actor=verifier)
    assert len(moved) == 10


def test_who_may_not_verify_one_verifies_not_many_either(umkm, alice, charlie, leader, auditor):
    for person in (alice, charlie, leader, auditor):
        moved, kept_back = change_status_of_many([umkm], "verify", actor=person)
        assert moved == []
        assert set(kept_back) == {umkm.pk}
    umkm.refresh_from_db()
    assert umkm.status == STATUS.REGISTERED
    assert umkm.changes.count() == 1


# ── Two people at the same moment ────────────────────────────────────────────────────────────────────────────────────


def both_at_once(*calls):
    """Run the calls in threads of their own, let go at the same moment; returns what each raised (None: it went well)."""
    ready, outcomes = threading.Barrier(len(calls), timeout=20), []

    def run(call):
        try:
            with transaction.atomic():
                ready.wait()
                call()
            outcomes.append(None)
        except Refused as refusal:
            outcomes.append(type(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_at_once_leave_one_log_row_and_one_refusal():
    umkm = builders.make_umkm()
    people = [builders.make_official(Role.UMKM_OFFICER) for _ in range(2)]
    outcomes = both_at_once(
        *(lambda person=person: change_status(umkm, "verify", actor=person) for person in people)
    )
    assert sorted(outcomes, key=str) == sorted([None, WrongState], key=str)
    assert UmkmStatusChange.objects.filter(subject=umkm, verb="verify").count() == 1
    assert Umkm.objects.get().status == STATUS.VERIFIED


@pytest.mark.django_db(transaction=True)
def test_verifying_and_rejecting_at_once_leaves_what_came_first():
    umkm = builders.make_umkm()
    one, other = (builders.make_official(Role.UMKM_OFFICER) for _ in range(2))
    outcomes = both_at_once(
        lambda: change_status(umkm, "verify", actor=one),
        lambda: change_status(
            umkm,
            "reject",
            actor=other,
            reason=RejectReason.NOT_FOUND,
            note="Tidak ada di alamatnya.",
        ),
    )
    assert sorted(outcomes, key=str) == sorted([None, WrongState], key=str)
    last = umkm.changes.first()
    assert umkm.changes.count() == 2
    assert Umkm.objects.get().status == last.target


@pytest.mark.django_db(transaction=True)
def test_two_bulk_verifications_at_once_move_each_firm_once():
    firms = [builders.make_umkm() for _ in range(20)]
    one, other = (builders.make_official(Role.UMKM_OFFICER) for _ in range(2))
    outcomes = both_at_once(
        lambda: change_status_of_many(firms, "verify", actor=one),
        lambda: change_status_of_many(firms[::-1], "verify", actor=other),
    )
    assert outcomes == [None, None]
    assert UmkmStatusChange.objects.filter(verb="verify").count() == len(firms)
    assert Umkm.objects.verified().count() == len(firms)


def test_nobody_at_all_may_not_verify(umkm):
    with pytest.raises(NotAllowed):
        change_status(umkm, "verify", actor=None)
    umkm.refresh_from_db()
    assert umkm.status == STATUS.REGISTERED
