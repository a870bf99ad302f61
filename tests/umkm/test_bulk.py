"""Many verified at once by the worker: in parts, resumed after a crash, each row with its outcome."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from kemitraan.accounts.models import Role
from kemitraan.refusals import NotAllowed, Refused
from tests import builders
from umkm.models import BulkReview, Umkm
from umkm.services import ask_bulk_review, bulk
from umkm.services.bulk import interrupted_bulk_reviews, perform_bulk_review


def outcomes(review):
    return dict(review.rows.values_list("umkm", "outcome"))


@pytest.fixture
def firms(db):
    return [builders.make_umkm() for _ in range(5)]


def test_each_row_has_its_outcome_and_its_reason(firms, verifier):
    bare, done = builders.make_umkm(products=[]), builders.make_verified_umkm()
    keys = [firm.pk for firm in (*firms, bare, done)]
    review = ask_bulk_review(keys, actor=verifier, method="documents", note=" Musim tanam ")
    assert perform_bulk_review(review.pk) == 7
    review.refresh_from_db()
    assert (review.state, review.done, review.verified, review.skipped) == ("done", 7, 5, 2)
    assert review.percent == 100
    found = outcomes(review)
    assert [found[bare.pk], found[done.pk]] == ["skipped", "skipped"]
    assert "Belum ada produk" in review.rows.get(umkm=bare).reason
    assert Umkm.objects.verified().count() == 6
    change = firms[0].changes.first()
    assert (change.method, change.note) == ("documents", "Musim tanam")


def test_what_a_killed_worker_left_is_finished_and_nothing_twice(firms, verifier, monkeypatch):
    monkeypatch.setattr(bulk, "PART", 2)
    review = ask_bulk_review([firm.pk for firm in firms], actor=verifier, method="visit")
    parts = []
    real = bulk._review_part

    def dies_in_the_second_part(*args):
        if len(parts) == 1:
            raise SystemExit
        parts.append(real(*args))
        return parts[-1]

    monkeypatch.setattr(bulk, "_review_part", dies_in_the_second_part)
    with pytest.raises(SystemExit):
        perform_bulk_review(review.pk)
    review.refresh_from_db()
    assert (review.state, review.done) == ("running", 2)
    assert interrupted_bulk_reviews() == [review.pk]

    monkeypatch.setattr(bulk, "_review_part", real)
    assert perform_bulk_review(review.pk) == 3
    assert perform_bulk_review(review.pk) == 0
    for firm in firms:
        assert firm.changes.filter(verb="verify").count() == 1


def test_a_failure_stands_in_the_ledger(firms, verifier, monkeypatch):
    review = ask_bulk_review([firms[0].pk], actor=verifier, method="visit")

    def fails(*_args):
        raise RuntimeError("rusak")

    monkeypatch.setattr(bulk, "_review_part", fails)
    with pytest.raises(RuntimeError):
        perform_bulk_review(review.pk)
    review.refresh_from_db()
    assert (review.state, review.failure) == ("failed", "RuntimeError: rusak")
    assert interrupted_bulk_reviews() == []


def test_a_queued_one_is_lost_only_after_a_while(firms, verifier):
    review = ask_bulk_review([firms[0].pk], actor=verifier, method="visit")
    assert interrupted_bulk_reviews() == []
    later = timezone.now() + timedelta(minutes=6)
    assert interrupted_bulk_reviews(now=later) == [review.pk]


@pytest.mark.parametrize("who", ["alice", "officer", "leader", "charlie"])
def test_only_who_verifies_asks_for_it(umkm, who, request):
    with pytest.raises(NotAllowed):
        ask_bulk_review([umkm.pk], actor=request.getfixturevalue(who), method="visit")
    assert not BulkReview.objects.exists()


def test_nothing_or_no_method_is_refused(firms, verifier):
    with pytest.raises(Refused):
        ask_bulk_review([], actor=verifier, method="visit")
    with pytest.raises(ValidationError):
        ask_bulk_review([firms[0].pk], actor=verifier, method="")
    assert not BulkReview.objects.exists()


def test_area_staff_verify_only_their_own_area_in_bulk(db):
    wedi = builders.make_official(Role.DISTRICT_OFFICER, district_id="33.10.03")
    inside = builders.make_umkm(village="33.10.03.2006")
    outside = builders.make_umkm(village="33.10.04.2005")
    review = ask_bulk_review([inside.pk, outside.pk], actor=wedi, method="visit")
    perform_bulk_review(review.pk)
    assert outcomes(review) == {inside.pk: "verified", outside.pk: "skipped"}
    assert "di luar wilayah" in review.rows.get(umkm=outside).reason


def test_a_part_costs_a_constant_number_of_queries(verifier, django_assert_max_num_queries):
    keys = [builders.make_umkm().pk for _ in range(20)]
    review = ask_bulk_review(keys, actor=verifier, method="visit")
    with django_assert_max_num_queries(30):
        perform_bulk_review(review.pk)
    assert connection.in_atomic_block  # the test's own
