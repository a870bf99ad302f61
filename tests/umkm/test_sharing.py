"""Links for people without an account: made, opened, ended, withdrawn."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kemitraan.identifiers import show_telephone
from kemitraan.refusals import NotAllowed
from tests import builders
from umkm.models import ShareLink, Umkm
from umkm.services.personal import answer_data_request, withdraw_consent
from umkm.services.sharing import share, withdraw_link

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def opened(client, token: str):
    return client.get(reverse("umkm:shared", args=[token]))


def test_a_buyer_shares_what_is_public_and_no_more(client, verified_umkm, buyer):
    umkm = verified_umkm
    _link, token = share(umkm, actor=buyer, until=in_days(7), shown=["telephone", "address"])
    page = opened(client, token)
    assert page.status_code == 200
    assert umkm.name in page.text
    assert str(buyer) in page.text
    assert show_telephone(umkm.telephone) not in page.text
    Umkm.objects.filter(pk=umkm.pk).update(public_fields=["telephone"])
    page = opened(client, token).text
    assert show_telephone(umkm.telephone) in page
    assert "Rp 50.000" not in page


def test_the_owner_chooses(client, verified_umkm, alice):
    _link, token = share(verified_umkm, actor=alice, until=in_days(7), shown=["telephone"])
    page = opened(client, token).text
    assert show_telephone(verified_umkm.telephone) in page
    assert "Rp 50.000" not in page
    pdf = client.get(reverse("umkm:shared-pdf", args=[token]))
    assert pdf.content.startswith(b"%PDF")


def test_the_owner_shares_also_what_is_not_in_the_directory(client, verified_umkm, alice, buyer):
    _link, own = share(verified_umkm, actor=alice, until=in_days(7))
    _link, other = share(verified_umkm, actor=buyer, until=in_days(7))
    withdraw_consent(verified_umkm, "publish", actor=alice)
    assert opened(client, own).status_code == 200
    over = opened(client, other)
    assert over.status_code == 410
    assert verified_umkm.name not in over.text


def test_who_may_not_share(client, verified_umkm, bob, charlie, umkm, buyer):
    for person in (bob, charlie):
        client.force_login(person)
        assert client.get(reverse("umkm:share", args=[verified_umkm.pk])).status_code == 403
        with pytest.raises(NotAllowed):
            share(verified_umkm, actor=person, until=in_days(7))
    hidden = builders.make_umkm()
    with pytest.raises(NotAllowed):
        share(hidden, actor=buyer, until=in_days(7))
    client.force_login(buyer)
    assert client.get(reverse("umkm:share", args=[hidden.pk])).status_code == 404
    assert not ShareLink.objects.exists()


def test_the_token_is_nowhere_in_the_database(verified_umkm, buyer):
    link, token = share(verified_umkm, actor=buyer, until=in_days(7))
    row = ShareLink.objects.values().get(pk=link.pk)
    assert token not in str(row)
    assert re.fullmatch(r"[0-9a-f]{64}", row["token_digest"])


def test_it_opens_through_the_last_day_and_not_a_second_longer(client, verified_umkm, buyer):
    link, token = share(verified_umkm, actor=buyer, until=in_days(0))
    assert timezone.localtime(link.ends_at).strftime("%H:%M") == "00:00"
    assert timezone.localdate(link.ends_at) == in_days(1)
    assert opened(client, token).status_code == 200
    ShareLink.objects.update(made_at=timezone.now() - timedelta(days=2), ends_at=timezone.now())
    page = opened(client, token)
    assert page.status_code == 410
    assert "berakhir pada" in page.text
    assert verified_umkm.name not in page.text
    for name in ("shared-pdf",):
        assert client.get(reverse(f"umkm:{name}", args=[token])).status_code == 410


def test_a_link_that_never_was_is_not_found(client, db):
    assert opened(client, "nothing").status_code == 404


def test_withdrawn_by_who_made_it_or_by_the_owner(
    client, verified_umkm, alice, buyer, charlie, bob
):
    link, token = share(verified_umkm, actor=buyer, until=in_days(7))
    for person in (charlie, bob):
        client.force_login(person)
        assert client.post(reverse("umkm:share-withdraw", args=[link.pk])).status_code == 404
        with pytest.raises(NotAllowed):
            withdraw_link(link, actor=person)
    client.logout()
    assert opened(client, token).status_code == 200
    client.force_login(alice)
    client.post(reverse("umkm:share-withdraw", args=[link.pk]))
    client.logout()
    page = opened(client, token)
    assert page.status_code == 410
    assert "sudah ditarik" in page.text


def test_looks_are_counted_but_not_ones_own(client, verified_umkm, buyer, alice):
    _link, token = share(verified_umkm, actor=buyer, until=in_days(7))
    for _look in range(2):
        opened(client, token)
    client.head(reverse("umkm:shared", args=[token]))
    client.force_login(buyer)
    opened(client, token)
    link = ShareLink.objects.get()
    assert link.looks == 2
    assert link.last_look_at is not None


@pytest.mark.parametrize("days", [-1, 181])
def test_a_day_that_is_past_or_too_far_is_refused(client, verified_umkm, buyer, days):
    with pytest.raises(ValidationError):
        share(verified_umkm, actor=buyer, until=in_days(days))
    client.force_login(buyer)
    address = reverse("umkm:share", args=[verified_umkm.pk])
    given = {"until": in_days(days).isoformat(), "purpose": "Rapat Osaka"}
    page = client.post(address, given)
    assert "Pilih hari antara" in page.text
    assert "Rapat Osaka" in page.text
    assert not ShareLink.objects.exists()


def test_the_page_makes_a_link_and_shows_it_once(client, verified_umkm, alice):
    client.force_login(alice)
    given = {"until": in_days(3).isoformat(), "shown": ["telephone"], "purpose": "Bu Rini"}
    page = client.post(reverse("umkm:share", args=[verified_umkm.pk]), given)
    (token,) = set(re.findall(r"/t/([\w-]+)/", page.text))
    assert opened(client, token).status_code == 200
    listed = client.get(reverse("umkm:share-links")).text
    assert "Bu Rini" in listed
    assert token not in listed


def test_the_address_goes_nowhere(client, verified_umkm, buyer):
    _link, token = share(verified_umkm, actor=buyer, until=in_days(7))
    response = opened(client, token)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_a_list_of_many_links_costs_the_same(
    client, verified_umkm, buyer, django_assert_max_num_queries
):
    for _link in range(8):
        share(verified_umkm, actor=buyer, until=in_days(7))
    client.force_login(buyer)
    with django_assert_max_num_queries(8):
        client.get(reverse("umkm:share-links"))


def test_erasure_takes_the_links_along(client, verified_umkm, alice, verifier):
    _link, token = share(verified_umkm, actor=alice, until=in_days(7))
    answer_data_request(builders.make_data_request(verified_umkm), "fulfil", actor=verifier)
    assert opened(client, token).status_code == 404
    assert not ShareLink.objects.exists()
