"""One supplier to take away: the sheet of paper and the contact card."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kemitraan.identifiers import show_telephone
from tests import builders
from umkm.models import Umkm
from umkm.services import add_photos

pytestmark = pytest.mark.django_db


def url(name: str, umkm: Umkm) -> str:
    return reverse(f"umkm:{name}", args=[umkm.pk])


def text_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def picture(shade: int) -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (1200, 900), (shade, 90, 120)).save(kept, "JPEG")
    return SimpleUploadedFile("foto.jpg", kept.getvalue(), "image/jpeg")


def show(umkm: Umkm, *fields: str) -> None:
    Umkm.objects.filter(pk=umkm.pk).update(public_fields=list(fields))


def test_the_sheet_shows_what_the_owner_shows_and_nothing_else(client, verified_umkm):
    umkm = verified_umkm
    Umkm.objects.filter(pk=umkm.pk).update(address="Jalan Tenun 7", description="Tenun sejak 1970")
    product = umkm.products.get()
    response = client.get(url("profile-pdf", umkm))
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    for shown in (
        umkm.name,
        product.name,
        "Rp 50.000 – Rp 75.000",
        "500 meter",
        "Tenun sejak 1970",
    ):
        assert shown in text
    for hidden in (show_telephone(umkm.telephone), umkm.telephone, "Jalan Tenun 7", "Pemilik"):
        assert hidden not in text
    show(umkm, "telephone", "owner_name", "address")
    text = text_of(client.get(url("profile-pdf", umkm)).content)
    for shown in (show_telephone(umkm.telephone), "Jalan Tenun 7", "Pemilik"):
        assert shown in text
    for hidden in ("Rp 50.000", "500 meter", "Tenun sejak 1970"):
        assert hidden not in text


def test_its_own_people_get_the_same_sheet(client, verified_umkm, alice):
    before = client.get(url("profile-pdf", verified_umkm)).content
    client.force_login(alice)
    assert client.get(url("profile-pdf", verified_umkm)).content == before


def test_only_certificates_of_today(client):
    past = timezone.localdate() - timedelta(days=1)
    umkm = builders.make_verified_umkm(
        certificates=[
            builders.certificate(kind="halal"),
            builders.certificate(kind="nib", expires_on=past),
        ]
    )
    kinds = {row.kind_id: str(row.kind) for row in umkm.certificates.select_related("kind")}
    text = text_of(client.get(url("profile-pdf", umkm)).content)
    assert kinds["halal"] in text
    assert kinds["nib"] not in text


def test_photos_are_made_small(client, verified_umkm, alice):
    first = verified_umkm.products.get()
    add_photos(first, actor=alice, uploads=[picture(shade) for shade in (10, 60, 110, 160)])
    content = client.get(url("profile-pdf", verified_umkm)).content
    images = [image for page in pypdf.PdfReader(BytesIO(content)).pages for image in page.images]
    assert len(images) == 3  # of one product
    assert max(side for image in images for side in image.image.size) <= 400
    # A picture whose file is lost costs the picture, not the sheet.
    photo = first.photos.first()
    photo.image.storage.delete(photo.image.name)
    content = client.get(url("profile-pdf", verified_umkm)).content
    images = [image for page in pypdf.PdfReader(BytesIO(content)).pages for image in page.images]
    assert len(images) == 2


def test_the_sheet_speaks_the_readers_language(client, verified_umkm):
    client.cookies["django_language"] = "en"
    content = client.get(url("profile-pdf", verified_umkm)).content
    assert pypdf.PdfReader(BytesIO(content)).trailer["/Root"]["/Lang"] == "en"


def test_charlie_does_not_get_what_is_not_in_the_directory(client, umkm, charlie, alice):
    show(umkm, "telephone")
    for name in ("profile-pdf", "contact-card"):
        assert client.get(url(name, umkm)).status_code == 404
        client.force_login(charlie)
        assert client.get(url(name, umkm)).status_code == 404
        client.force_login(alice)
        assert client.get(url(name, umkm)).status_code == 200
        client.logout()


def test_the_cost_does_not_grow_with_products(
    client, verified_umkm, alice, django_assert_max_num_queries
):
    for number in range(6):
        verified_umkm.products.create(name=f"Kain {number}", cluster_id="lurik", unit_id="meter")
    with django_assert_max_num_queries(8):
        client.get(url("profile-pdf", verified_umkm))


def test_the_card_is_there_only_when_the_owner_shows_the_number(client, verified_umkm):
    umkm = verified_umkm
    assert client.get(url("contact-card", umkm)).status_code == 404
    assert url("contact-card", umkm) not in client.get(umkm.get_absolute_url()).text
    show(umkm, "telephone")
    response = client.get(url("contact-card", umkm))
    card = response.content.decode()
    assert response["Content-Type"].startswith("text/vcard")
    assert f"TEL;TYPE=CELL:{umkm.telephone}\r\n" in card
    assert f"FN:{umkm.name}\r\n" in card  # not the owner's name, which is not shown
    assert url("contact-card", umkm) in client.get(umkm.get_absolute_url()).text
    show(umkm, "telephone", "owner_name")
    assert "FN:Alice\r\n" in client.get(url("contact-card", umkm)).content.decode()
