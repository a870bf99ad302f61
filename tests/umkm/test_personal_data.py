"""UU 27/2022: sealed at rest, masked on screen, agreed to, taken away, erased."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kemitraan.identifiers import mask_nik
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.sealing import SealBroken
from partnerships.services.supply import read_offers
from tests import builders
from umkm.models import (
    Consent,
    DataRequest,
    Disclosure,
    PublicField,
    Purpose,
    Umkm,
    UmkmIdentity,
)
from umkm.services import update_profile
from umkm.services.identity import masked_numbers, save_identity, unmask
from umkm.services.personal import (
    ANSWER_WITHIN,
    answer_data_request,
    ask_for_erasure,
    choose_public_fields,
    give_consent,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db

NIK, NPWP = builders.NIK, "013121660091000"


@pytest.fixture
def known(umkm, alice):
    """Alice's firm, with her numbers."""
    save_identity(umkm, actor=alice, nik=NIK, npwp=NPWP)
    return umkm


def stored() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, npwp FROM umkm_umkmidentity")
        return cursor.fetchall()


# ── Sealed ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_database_holds_neither_number(known):
    ((nik, npwp),) = stored()
    assert NIK not in nik
    assert NPWP not in npwp
    identity = UmkmIdentity.objects.get(pk=known.pk)
    assert (identity.nik, identity.npwp) == (NIK, NPWP)
    assert NIK not in identity.nik_print


def test_keys_rotate_and_the_old_one_can_go(known, settings):
    before, old = stored(), list(settings.SEALING_KEYS)
    prints = UmkmIdentity.objects.values_list("nik_print", "telephone_print").get()
    settings.SEALING_KEYS = [Fernet.generate_key().decode(), *old]
    settings.FINGERPRINT_KEY = "another-key-" + "1" * 40
    call_command("rotate_keys")
    settings.SEALING_KEYS = settings.SEALING_KEYS[:1]
    assert UmkmIdentity.objects.get(pk=known.pk).nik == NIK
    assert stored() != before
    after = UmkmIdentity.objects.values_list("nik_print", "telephone_print").get()
    assert all(old != new for old, new in zip(prints, after, strict=True))


def test_without_its_key_a_number_is_never_shown_sealed(known, settings):
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(SealBroken):
        UmkmIdentity.objects.get(pk=known.pk)


def test_a_sealed_number_cannot_be_searched_by_mistake(known):
    with pytest.raises(TypeError):
        UmkmIdentity.objects.filter(nik=NIK)


@pytest.mark.parametrize("text", ["331003170885000", "3.31E+15"])
def test_a_wrong_number_changes_nothing(known, alice, text):
    with pytest.raises(Exception, match="NIK"):
        update_profile(known, actor=alice, nik=text, address="lain")
    known.refresh_from_db()
    assert known.address == ""
    assert UmkmIdentity.objects.get(pk=known.pk).nik == NIK


# ── Masked ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_show_the_mask_to_her_own_people_and_officials_alone(known, alice, verifier, client):
    assert masked_numbers(known)["nik"] == mask_nik(NIK)
    client.force_login(alice)
    page = client.get(reverse("umkm:data", args=[known.pk])).content.decode()
    assert mask_nik(NIK) in page
    assert NIK not in page
    client.force_login(verifier)
    page = client.get(reverse("admin:umkm_umkm_change", args=[known.pk])).content.decode()
    assert mask_nik(NIK) in page
    assert NIK not in page


def test_an_odd_nik_is_told_to_the_official_and_accepted(umkm, alice, verifier, client):
    save_identity(umkm, actor=alice, nik="3273011708850001")
    client.force_login(verifier)
    page = client.get(reverse("admin:umkm_umkm_change", args=[umkm.pk])).content.decode()
    assert "Bandung, Jawa Barat" in page


def test_opening_a_number_needs_a_reason_and_is_logged(known, verifier, alice, client):
    with pytest.raises(Refused):
        unmask(known, "nik", actor=verifier, reason="ya")
    assert not Disclosure.objects.exists()
    client.force_login(verifier)
    url = reverse("admin:umkm_umkm_unmask", args=[known.pk, "nik"])
    assert NIK not in client.get(url).content.decode()
    answer = client.post(url, {"reason": "mencocokkan dengan KTP"})
    assert NIK in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    row = Disclosure.objects.get()
    assert (row.umkm, row.by, row.field) == (known, verifier, "nik")
    client.force_login(alice)
    assert (
        "mencocokkan dengan KTP"
        in client.get(reverse("umkm:data", args=[known.pk])).content.decode()
    )


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "officer", "leader", "auditor"])
def test_others_open_nothing(who, request, known):
    with pytest.raises(NotAllowed):
        unmask(known, "nik", actor=request.getfixturevalue(who), reason="karena ingin tahu")
    assert not Disclosure.objects.exists()


# ── Agreed to ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_registering_records_each_purpose_with_text_channel_and_person(umkm, alice, verifier):
    rows = umkm.consents.all()
    assert {row.purpose for row in rows} == set(Purpose)
    assert {(row.channel, row.recorded_by, row.version) for row in rows} == {("self", alice, 1)}
    by_officer = builders.make_umkm(actor=verifier)
    assert {row.channel for row in by_officer.consents.all()} == {"officer"}


def test_withdrawn_from_the_directory_she_is_found_by_nobody(
    verified_umkm, alice, verifier, client
):
    withdraw_consent(verified_umkm, Purpose.PUBLISH, actor=alice)
    assert client.get(verified_umkm.get_absolute_url()).status_code == 404
    assert verified_umkm.name not in client.get(reverse("umkm:directory")).content.decode()
    assert client.get("/api/v1/umkm/").json()["results"] == []
    client.force_login(alice)
    assert client.get(verified_umkm.get_absolute_url()).status_code == 200
    give_consent(verified_umkm, Purpose.PUBLISH, actor=alice)
    client.logout()
    assert client.get(verified_umkm.get_absolute_url()).status_code == 200
    assert Consent.objects.filter(umkm=verified_umkm, purpose=Purpose.PUBLISH).count() == 2


def test_who_objects_to_matching_is_not_matched(verified_umkm, alice):
    assert list(read_offers())
    withdraw_consent(verified_umkm, Purpose.MATCH, actor=alice)
    assert not list(read_offers())


def test_keeping_cannot_be_withdrawn_without_erasure(umkm, alice):
    with pytest.raises(Refused):
        withdraw_consent(umkm, Purpose.KEEP, actor=alice)
    with pytest.raises(WrongState):
        give_consent(umkm, Purpose.MATCH, actor=alice)


@pytest.mark.parametrize("who", ["bob", "charlie", "verifier"])
def test_consent_is_the_owners_alone(who, request, umkm):
    actor = request.getfixturevalue(who)
    for act in (
        lambda: withdraw_consent(umkm, Purpose.MATCH, actor=actor),
        lambda: ask_for_erasure(umkm, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            act()
    umkm.refresh_from_db()
    assert umkm.is_matched
    assert not DataRequest.objects.exists()


def test_pages_of_personal_data_refuse_others(umkm, charlie, bob, client):
    pages = ["umkm:data", "umkm:data-copy", "umkm:data-download", "umkm:data-erasure"]
    for person, status in ((charlie, 404), (bob, 403)):
        client.force_login(person)
        for page in pages:
            assert client.get(reverse(page, args=[umkm.pk])).status_code == status, page


# ── Public fields ────────────────────────────────────────────────────────────────────────────────────────────────────


def public_places(client, umkm) -> dict[str, str]:
    return {
        "profile": client.get(umkm.get_absolute_url()).content.decode(),
        "directory": client.get(reverse("umkm:directory")).content.decode(),
        "api": client.get(f"/api/v1/umkm/{umkm.pk}/").content.decode(),
        "csv": b"".join(client.get(reverse("umkm:directory-export", args=["csv"]))).decode(),
    }


@pytest.fixture
def open_book(verifier):
    """A verified firm with everything filled in that could be shown."""
    return builders.make_verified_umkm(
        owner_name="Sulastri Widodo",
        telephone="+6281299887766",
        address="Jalan Melati 7",
        nib="1234567890123",
        description="Tenun sejak 1974",
        down_payment_percent=35,
        capital_rupiah=77_000_000,
        nik=NIK,
    )


def test_by_default_no_person_number_or_address_is_public(open_book, client):
    for place, text in public_places(client, open_book).items():
        for secret in (
            "Sulastri",
            "99887766",
            "Melati",
            "1234567890123",
            NIK,
            "77.000.000",
            "77000000",
        ):
            assert secret not in text, (place, secret)


def test_the_owner_shows_and_hides_field_by_field(open_book, verifier, client):
    choose_public_fields(
        open_book, actor=verifier, fields=[PublicField.OWNER_NAME, PublicField.NIB]
    )
    places = public_places(client, open_book)
    for place in ("profile", "api", "csv"):
        assert "Sulastri" in places[place], place
        assert "1234567890123" in places[place], place
        assert "Tenun sejak 1974" not in places[place], place
    for place, text in places.items():
        assert "50.000" not in text, place
        assert "50000" not in text, place
    told = client.get(f"/api/v1/umkm/{open_book.pk}/").json()
    assert told["down_payment_percent"] is None
    assert told["products"][0]["capacity_month"] is None


def test_a_filter_does_not_tell_what_a_page_hides(open_book, verifier, client):
    query = {"capacity": 100, "unit": "meter"}
    assert open_book.name in client.get(reverse("umkm:directory"), query).content.decode()
    choose_public_fields(open_book, actor=verifier, fields=[])
    assert open_book.name not in client.get(reverse("umkm:directory"), query).content.decode()


def test_choosing_on_the_page(verified_umkm, alice, charlie, client):
    url = reverse("umkm:data-public", args=[verified_umkm.pk])
    client.force_login(charlie)
    assert client.post(url, {"shown": ["telephone"]}).status_code == 403
    client.force_login(alice)
    client.post(url, {"shown": ["telephone", "prices"]})
    verified_umkm.refresh_from_db()
    assert verified_umkm.public_fields == ["telephone", "prices"]
    assert client.post(url, {"shown": ["nik"]}).status_code == 400
    verified_umkm.refresh_from_db()
    assert verified_umkm.public_fields == ["telephone", "prices"]


# ── Taken away ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_she_takes_everything_with_her(known, alice, client):
    client.force_login(alice)
    told = client.get(reverse("umkm:data-download", args=[known.pk])).json()
    text = client.get(reverse("umkm:data-copy", args=[known.pk])).content.decode()
    assert told["Nomor pribadi"][0]["NIK"] == NIK
    assert told["Usaha"][0]["Nama usaha"] == "Lurik Alice"
    for title in ("Produk", "Persetujuan", "Riwayat status", "Saran kemitraan", "MoU"):
        assert title in told
        assert title in text
    assert NIK in text


# ── Erased ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_erasure_takes_the_person_out(known, alice, bob, verifier):
    request = ask_for_erasure(known, actor=alice, reason="Usaha tutup")
    assert request.due_at - request.asked_at == ANSWER_WITHIN == timedelta(hours=72)
    answer_data_request(request, "fulfil", actor=verifier)
    umkm = Umkm.objects.get(pk=known.pk)
    assert umkm.erased_at is not None
    assert (umkm.telephone, umkm.address, umkm.nib) == ("", "", None)
    assert "Alice" not in f"{umkm.name} {umkm.owner_name}"
    identity = UmkmIdentity.objects.get(pk=umkm.pk)
    assert (identity.nik, identity.npwp, identity.nik_print, identity.telephone_print) == ("",) * 4
    assert not umkm.products.exists()
    assert not umkm.members.exists()
    alice.refresh_from_db()
    assert not alice.is_active
    assert "Alice" not in alice.full_name
    assert umkm.consents.count() == 3  # proof that the data was kept lawfully
    assert not umkm.consents.filter(withdrawn_at=None).exists()
    request.refresh_from_db()
    assert request.kept


def test_who_has_another_firm_keeps_the_account(known, alice, verifier):
    other = builders.make_umkm()
    other.members.create(user=alice, role="owner")
    answer_data_request(ask_for_erasure(known, actor=alice), "fulfil", actor=verifier)
    alice.refresh_from_db()
    assert alice.is_active


def test_agreements_keep_the_name_of_the_firm(
    verified_umkm, need, alice, verifier, officer, client
):
    builders.make_signed_mou(builders.make_mou(builders.make_matched(need, verified_umkm)))
    client.force_login(alice)
    page = client.get(reverse("umkm:data-erasure", args=[verified_umkm.pk])).content.decode()
    assert "UU 8/1997" in page
    answer_data_request(ask_for_erasure(verified_umkm, actor=alice), "fulfil", actor=verifier)
    umkm = Umkm.objects.get(pk=verified_umkm.pk)
    assert umkm.name == "Lurik Alice"
    assert umkm.telephone == ""


def test_it_is_asked_once_and_can_be_cancelled_or_refused(umkm, alice, verifier, client):
    client.force_login(alice)
    url = reverse("umkm:data-erasure", args=[umkm.pk])
    assert client.post(url, {"reason": ""}).status_code == 302
    assert client.post(url, {"reason": ""}).status_code == 409
    request = DataRequest.objects.get()
    client.post(reverse("umkm:data-erasure-cancel", args=[umkm.pk, request.pk]))
    request.refresh_from_db()
    assert request.status == DataRequest.Status.CANCELLED
    again = ask_for_erasure(umkm, actor=alice)
    answer_data_request(again, "refuse", actor=verifier, note="Masih ada perkara.")
    assert "Masih ada perkara." in client.get(reverse("umkm:data", args=[umkm.pk])).content.decode()


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "officer", "leader"])
def test_only_who_keeps_the_register_erases(who, request, umkm, alice):
    data_request = ask_for_erasure(umkm, actor=alice)
    with pytest.raises(NotAllowed):
        answer_data_request(data_request, "fulfil", actor=request.getfixturevalue(who))
    assert Umkm.objects.get(pk=umkm.pk).erased_at is None


def test_a_late_request_is_shown_as_late(umkm, alice, verifier, client):
    ask_for_erasure(umkm, actor=alice, now=timezone.now() - timedelta(days=4))
    client.force_login(verifier)
    page = client.get(reverse("admin:umkm_datarequest_change", args=[DataRequest.objects.get().pk]))
    assert "Batas 3 x 24 jam sudah lewat" in page.content.decode()
