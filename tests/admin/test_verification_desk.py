"""The verification desk: the queue, the page to decide on, the buttons, certificates, and many at once."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from tests.builders import certificate, make_umkm, make_verified_umkm, product
from umkm.admin import bulk
from umkm.models import BulkReview, Umkm
from umkm.services import change_status
from umkm.services.bulk import perform_bulk_review

QUEUE = {"status__exact": "registered"}


def step(umkm, verb):
    return reverse("admin:umkm_umkm_step", args=[umkm.pk, verb])


def page(umkm):
    return reverse("admin:umkm_umkm_change", args=[umkm.pk])


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_queue_begins_with_who_has_waited_longest(verifier, signed_in):
    young, old = make_umkm(), make_umkm()
    make_verified_umkm()
    Umkm.objects.filter(pk=old.pk).update(registered_at=timezone.now() - timedelta(days=9))
    client = signed_in(verifier)
    rows = client.get(reverse("admin:umkm_umkm_changelist"), QUEUE).context["cl"].result_list
    assert list(rows) == [old, young]
    rows = client.get(reverse("admin:umkm_umkm_changelist"), {**QUEUE, "menunggu": "7"})
    assert list(rows.context["cl"].result_list) == [old]


def test_the_queue_narrows_by_kecamatan_and_cluster(verifier, signed_in):
    umkm = make_umkm()
    client = signed_in(verifier)
    for name, value in (
        ("village__district__code__exact", "33.10.03"),
        ("cluster__code__exact", "lurik"),
    ):
        url = reverse("admin:umkm_umkm_changelist")
        assert list(client.get(url, {**QUEUE, name: value}).context["cl"].result_list) == [umkm]
        assert not client.get(url, {**QUEUE, name: "99.99.99"}).context["cl"].result_list


def test_the_sidebar_counts_what_waits(leader, signed_in):
    make_umkm()
    make_umkm()
    html = signed_in(leader).get(reverse("admin:index")).content.decode()
    assert "UMKM menunggu" in html
    assert re.search(r"UMKM menunggu\s*<.*?>\s*2\s*<", html, re.DOTALL)


# ── The page to decide on ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_holds_what_one_must_know(verifier, signed_in):
    umkm = make_umkm(
        products=[product(name="Selendang", capacity_month=300)],
        certificates=[certificate(number="ID-33")],
        payment_days=14,
    )
    umkm.certificates.update(expires_on=timezone.localdate() - timedelta(days=3))
    twin = make_umkm(name="Usaha Lain", telephone=umkm.telephone)
    change_status(umkm, "return", actor=verifier, note="Alamat belum jelas.")
    html = signed_in(verifier).get(page(umkm)).content.decode()
    for words in (
        umkm.name,
        "Selendang",
        "300 meter",
        "Rp 50.000 – Rp 75.000",
        "ID-33",
        "berakhir",
        "Alamat belum jelas.",
        "Usaha Lain",
        "nomor telepon sama",
    ):
        assert words in html, words
    assert page(twin) in html


def test_the_page_offers_the_steps_of_its_state_with_their_consequences(verifier, signed_in):
    umkm = make_umkm()
    response = signed_in(verifier).get(page(umkm))
    verbs = [step["transition"].verb for step in response.context["steps"]]
    assert verbs == ["verify", "return", "reject"]
    assert "Tampil di portal dan ikut dicocokkan." in response.content.decode()


def test_the_next_in_the_queue_is_one_press_away(verifier, signed_in):
    first, second = make_umkm(), make_umkm()
    html = signed_in(verifier).get(page(first)).content.decode()
    assert f'href="{page(second)}"' in html


# ── The buttons ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_verify(verifier, signed_in):
    umkm = make_umkm()
    client = signed_in(verifier)
    assert client.get(step(umkm, "verify")).status_code == 200
    answer = client.post(
        step(umkm, "verify"), {"note": "Sudah dikunjungi.", "method": "visit"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == page(umkm)
    assert "terverifikasi" in answer.content.decode()
    umkm.refresh_from_db()
    assert umkm.status == "verified"
    change = umkm.changes.first()
    assert (change.actor, change.verb, change.note) == (verifier, "verify", "Sudah dikunjungi.")
    assert change.method == "visit"
    assert "Diperiksa melalui: kunjungan" in answer.content.decode()


def test_returning_asks_for_a_note(verifier, signed_in):
    umkm = make_umkm()
    answer = signed_in(verifier).post(step(umkm, "return"), {"note": "  "})
    assert answer.status_code == 200
    assert answer.context["form"].errors["note"]
    umkm.refresh_from_db()
    assert umkm.status == "registered"


def test_remarks_stand_beside_the_fields_until_it_is_sent_again(verifier, signed_in, client):
    umkm = make_umkm(with_account=True)
    product = umkm.products.get()
    owner = umkm.members.get().user
    answer = signed_in(verifier).post(
        step(umkm, "return"),
        {"note": "", "remark-nib": "NIB belum ada.", f"remark-product-{product.pk}": "Foto kabur."},
        follow=True,
    )
    assert "NIB belum ada." in answer.content.decode()
    assert umkm.changes.first().remarks.count() == 2

    client.force_login(owner)
    stage = reverse("umkm:stage", args=[umkm.pk, "identitas"])
    field = client.get(stage).context["form"]["nib"]
    assert "NIB belum ada." in field.help_text
    goods = reverse("umkm:product", args=[umkm.pk, product.pk])
    assert "Foto kabur." in client.get(goods).content.decode()
    home = client.get(reverse("umkm:profile", args=[umkm.pk])).content.decode()
    assert home.count("1 catatan petugas") == 2

    client.post(reverse("umkm:step", args=[umkm.pk, "resubmit"]), {"note": ""})
    assert not umkm.remarks.open().exists()
    assert "NIB belum ada." not in client.get(stage).content.decode()


def test_returning_without_a_word_is_refused(verifier, signed_in):
    umkm = make_umkm()
    answer = signed_in(verifier).post(step(umkm, "return"), {"note": "", "remark-nib": " "})
    assert "note" in answer.context["form"].errors
    assert not umkm.remarks.exists()


def test_a_refused_step_keeps_what_was_typed_and_says_why(verifier, signed_in):
    umkm = make_umkm(products=[])
    answer = signed_in(verifier).post(
        step(umkm, "verify"), {"note": "Catatan panjang saya", "method": "visit"}
    )
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Belum ada produk" in html
    assert "Catatan panjang saya" in html
    umkm.refresh_from_db()
    assert (umkm.status, umkm.changes.count()) == ("registered", 1)


def test_somebody_was_faster(verifier, signed_in):
    """The page was opened before a colleague verified: a 409 with a sentence, nothing is done twice."""
    umkm = make_umkm()
    change_status(umkm, "verify", actor=verifier)
    client = signed_in(verifier)
    for answer in (
        client.get(step(umkm, "verify")),
        client.post(step(umkm, "verify"), {"note": "", "method": "visit"}),
    ):
        assert answer.status_code == 409
        assert "terverifikasi" in answer.content.decode()
    assert umkm.changes.filter(verb="verify").count() == 1


@pytest.mark.parametrize("who", ["officer", "leader", "auditor"])
def test_only_the_verifier_verifies(who, request, signed_in):
    umkm = make_umkm()
    client = signed_in(request.getfixturevalue(who))
    for answer in (
        client.get(step(umkm, "verify")),
        client.post(step(umkm, "verify"), {"note": "", "method": "visit"}),
    ):
        assert answer.status_code == 403
    umkm.refresh_from_db()
    assert (umkm.status, umkm.changes.count()) == ("registered", 1)


# ── Certificates ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_certificate_is_marked_as_checked_once(verifier, signed_in):
    held = make_umkm(certificates=[certificate()]).certificates.get()
    url = reverse("admin:umkm_certificate_check", args=[held.pk])
    client = signed_in(verifier)
    assert client.get(url).status_code == 200
    held.refresh_from_db()
    assert held.verified_at is None
    assert client.post(url).status_code == 302
    held.refresh_from_db()
    assert held.verified_by == verifier
    assert client.post(url).status_code == 409


def test_others_do_not_check_certificates(officer, auditor, signed_in):
    held = make_umkm(certificates=[certificate()]).certificates.get()
    url = reverse("admin:umkm_certificate_check", args=[held.pk])
    for person in (officer, auditor):
        assert signed_in(person).post(url).status_code == 403
    held.refresh_from_db()
    assert held.verified_at is None


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────


def chosen(*umkm, **data):
    return {
        "action": "verify_selected",
        ACTION_CHECKBOX_NAME: [str(row.pk) for row in umkm],
        **data,
    }


@pytest.fixture
def queue_url():
    return reverse("admin:umkm_umkm_changelist") + "?status__exact=registered"


def test_many_are_verified_after_a_page_that_says_how_many(verifier, signed_in, queue_url):
    good, bare, left = make_umkm(), make_umkm(products=[]), make_umkm()
    client = signed_in(verifier)
    asked = client.post(queue_url, chosen(good, bare, index=0))
    assert asked.status_code == 200
    assert "Verifikasi 2 UMKM" in asked.content.decode()
    assert not BulkReview.objects.exists()

    done = client.post(
        queue_url, chosen(good, bare, expected=2, method="visit", note="Musim tanam")
    )
    review = BulkReview.objects.get()
    assert done["Location"] == reverse("admin:umkm_bulkreview_change", args=[review.pk])
    assert (review.total, review.asked_by, review.method) == (2, verifier, "visit")
    assert not Umkm.objects.verified().exists()  # the worker does it

    perform_bulk_review(review.pk)
    html = client.get(done["Location"]).content.decode()
    assert "2 dari 2 UMKM: 1 terverifikasi, 1 dilewati; selesai." in html
    assert bare.name in html
    assert "Belum ada produk" in html
    assert list(Umkm.objects.verified()) == [good]
    change = good.changes.first()
    assert (change.note, change.method, change.actor) == ("Musim tanam", "visit", verifier)
    left.refresh_from_db()
    assert left.status == "registered"

    report = reverse("admin:umkm_bulkreviewrow_changelist") + f"?review={review.pk}"
    rows = client.get(report).context["cl"].result_list
    assert {(row.umkm, row.outcome) for row in rows} == {(good, "verified"), (bare, "skipped")}


def test_a_whole_filtered_list_is_verified(verifier, signed_in, queue_url):
    rows = [make_umkm() for _ in range(3)]
    data = chosen(rows[0], select_across=1)
    client = signed_in(verifier)
    assert "Verifikasi 3 UMKM" in client.post(queue_url, {**data, "index": 0}).content.decode()
    client.post(queue_url, {**data, "expected": 3, "method": "documents", "note": ""})
    perform_bulk_review(BulkReview.objects.get().pk)
    assert Umkm.objects.verified().count() == 3


def test_a_list_that_grew_meanwhile_is_shown_again(verifier, signed_in, queue_url):
    rows = [make_umkm() for _ in range(3)]
    answer = signed_in(verifier).post(
        queue_url,
        chosen(rows[0], select_across=1, expected=2, method="visit", note="Catatan saya"),
    )
    html = answer.content.decode()
    assert "Daftar berubah" in html
    assert "Catatan saya" in html
    assert answer.context["form"]["expected"].value() == 3
    assert not BulkReview.objects.exists()


def test_a_list_beyond_the_bound_is_not_verified(verifier, signed_in, queue_url, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 1)
    rows = [make_umkm(), make_umkm()]
    answer = signed_in(verifier).post(
        queue_url, chosen(*rows, expected=2, method="visit", note=""), follow=True
    )
    assert "terlalu banyak" in answer.content.decode()
    assert not BulkReview.objects.exists()


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_others_do_not_verify_many(who, request, signed_in, queue_url):
    umkm = make_umkm()
    client = signed_in(request.getfixturevalue(who))
    client.post(queue_url, chosen(umkm, expected=1, method="visit", note=""))
    assert not BulkReview.objects.exists()
    umkm.refresh_from_db()
    assert (umkm.status, umkm.changes.count()) == ("registered", 1)
