"""Certificates that run out: warned of 60 and 30 days ahead, each once."""

from datetime import date, timedelta

import pytest

from tests import builders
from umkm.models import CertificateNotice
from umkm.services import note_expiring_certificates, save_certificate

TODAY = date(2026, 11, 24)


def certificate(days):
    expires_on = TODAY + timedelta(days=days)
    firm = builders.make_umkm(certificates=[builders.certificate(expires_on=expires_on)])
    return firm.certificates.get()


def made():
    return list(CertificateNotice.objects.order_by("pk").values_list("days_ahead", flat=True))


@pytest.mark.parametrize(
    ("days", "expected"), [(61, []), (60, [60]), (31, [60]), (30, [30]), (0, [30]), (-1, [])]
)
def test_which_notice_is_due(db, days, expected):
    certificate(days)
    assert note_expiring_certificates(today=TODAY) == len(expected)
    assert made() == expected


def test_each_once_and_again_after_a_renewal(db, verifier):
    held = certificate(60)
    for day in range(61):
        note_expiring_certificates(today=TODAY + timedelta(days=day))
    assert made() == [60, 30]
    later = TODAY + timedelta(days=400)
    save_certificate(held.umkm, actor=verifier, certificate=held, expires_on=later)
    assert note_expiring_certificates(today=later - timedelta(days=45)) == 1
    assert made() == [60, 30, 60]


def test_a_certificate_without_end_is_never_warned_of(db):
    builders.make_umkm(certificates=[builders.certificate(expires_on=None)])
    assert note_expiring_certificates(today=TODAY) == 0


def test_the_owner_sees_it_on_the_desk(client, umkm, alice):
    soon = date.today() + timedelta(days=20)
    save_certificate(umkm, actor=alice, **builders.certificate(expires_on=soon))
    note_expiring_certificates()
    client.force_login(alice)
    assert "Sertifikat yang segera berakhir" in client.get("/meja/").content.decode()
