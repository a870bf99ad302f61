"""Photos and papers: judged by their content, made small, and shown to whom they are for."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kemitraan.refusals import NotAllowed
from kemitraan.uploads import check_document, check_photo
from tests import builders
from umkm.models import ProductPhoto
from umkm.services import add_photos, remove_photo, save_certificate
from umkm.services.photos import MOST_PHOTOS

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(width=2400, height=1800, kind="JPEG", colour=(120, 80, 30), **save):
    data = BytesIO()
    Image.new("RGB", (width, height), colour).save(data, kind, **save)
    return SimpleUploadedFile(f"foto.{kind.lower()}", data.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew_and_small(kind):
    checked = check_photo(picture(kind=kind))
    with Image.open(BytesIO(checked.content)) as kept:
        assert kept.format == "JPEG"
        assert kept.size == (1600, 1200)


def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x8825] = {1: "S", 2: (7.0, 42.0, 0.0)}  # the place
    upload = picture(800, 400, exif=exif)
    with Image.open(BytesIO(check_photo(upload).content)) as kept:
        assert kept.size == (400, 800)
        assert not kept.getexif()


def test_what_hides_behind_a_photo_is_gone():
    upload = picture(64, 64)
    hidden = SimpleUploadedFile("a.jpg", upload.read() + b"<script>alert(1)</script>")
    assert b"script" not in check_photo(hidden).content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        b"GIF89a" + b"\x00" * 40,
        b"MZ" + b"\x00" * 100,
        picture(64, 64).read()[:200],
    ],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(ValidationError):
        check_photo(SimpleUploadedFile("foto.jpg", content))


def test_a_picture_that_would_fill_the_memory_is_not_opened():
    bomb = picture(9000, 9000, kind="PNG")
    assert bomb.size < 1_000_000
    with pytest.raises(ValidationError, match="terlalu besar"):
        check_photo(bomb)


def test_a_paper_is_a_pdf_or_a_picture():
    assert check_document(SimpleUploadedFile("x", PDF)).suffix == ".pdf"
    assert check_document(picture()).suffix == ".jpg"
    for broken in (b"%PDF-1.4 tanpa akhir", b"<html>%PDF-", b"PK\x03\x04"):
        with pytest.raises(ValidationError):
            check_document(SimpleUploadedFile("x.pdf", broken))


# ── Photos of products ───────────────────────────────────────────────────────────────────────────────────────────────


def test_photos_come_with_the_form_and_the_same_one_once(client, umkm, alice):
    client.force_login(alice)
    product = umkm.products.get()
    url = reverse("umkm:product", args=[umkm.pk, product.pk])
    form = {"name": "Kain", "cluster": "lurik", "unit": "meter", "is_active": "on"}
    client.post(url, form | {"photos": [picture(), picture(colour=(1, 2, 3))]})
    client.post(url, form | {"photos": [picture()]})
    assert product.photos.count() == 2


def test_a_broken_photo_is_said_beside_the_field_and_nothing_is_written(client, umkm, alice):
    client.force_login(alice)
    product = umkm.products.get()
    url = reverse("umkm:product", args=[umkm.pk, product.pk])
    form = {"name": "Nama Baru", "cluster": "lurik", "unit": "meter", "is_active": "on"}
    bad = SimpleUploadedFile("foto.jpg", b"bukan foto")
    answer = client.post(url, form | {"photos": [picture(), bad]})
    assert "photos" in answer.context["form"].errors
    assert "Nama Baru" in answer.content.decode()
    product.refresh_from_db()
    assert product.name != "Nama Baru"
    assert not product.photos.exists()


def test_there_is_an_end_to_photos(umkm, alice):
    product = umkm.products.get()
    many = [picture(40, 40, colour=(number, 0, 0)) for number in range(0, 250, 30)]
    with pytest.raises(ValidationError, match="Paling banyak"):
        add_photos(product, actor=alice, uploads=many[: MOST_PHOTOS + 1])
    assert not product.photos.exists()


def test_who_sees_and_who_removes_a_photo(client, umkm, alice, charlie, verifier):
    [photo] = add_photos(umkm.products.get(), actor=alice, uploads=[picture(40, 40)])
    url = reverse("umkm:photo", args=[umkm.pk, photo.pk])
    assert client.get(url).status_code == 404  # not verified yet
    builders.verify(umkm)
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    with pytest.raises(NotAllowed):
        remove_photo(photo, actor=charlie)
    assert ProductPhoto.objects.exists()
    remove_photo(photo, actor=alice)
    assert not ProductPhoto.objects.exists()


# ── Papers of certificates ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_paper_is_for_its_people_and_officials_alone(
    client, verified_umkm, alice, charlie, auditor
):
    row = save_certificate(
        verified_umkm,
        actor=alice,
        upload=SimpleUploadedFile("halal.pdf", PDF),
        **builders.certificate(),
    )
    url = reverse("umkm:certificate-file", args=[verified_umkm.pk, row.pk])
    assert client.get(url).status_code == 404
    client.force_login(charlie)
    assert client.get(url).status_code == 404
    for person in (alice, auditor):
        client.force_login(person)
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content) == PDF


def test_a_new_paper_takes_the_place_of_the_old_and_must_be_checked_again(
    umkm, alice, django_capture_on_commit_callbacks, tmp_path
):
    given = builders.certificate()
    row = save_certificate(umkm, actor=alice, upload=SimpleUploadedFile("a.pdf", PDF), **given)
    with django_capture_on_commit_callbacks(execute=True):
        row = save_certificate(umkm, actor=alice, certificate=row, upload=picture(40, 40))
    assert row.file.name.endswith(".jpg")
    assert row.verified_at is None
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_paper_that_is_none_is_said_beside_the_field(client, umkm, alice):
    client.force_login(alice)
    answer = client.post(
        reverse("umkm:certificate-new", args=[umkm.pk]),
        {"kind": "halal", "number": "H-1", "upload": SimpleUploadedFile("x.pdf", b"halo dunia")},
    )
    assert list(answer.context["form"].errors) == ["upload"]
    assert not umkm.certificates.exists()
