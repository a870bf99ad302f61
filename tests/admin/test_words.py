"""The admin speaks Indonesian, and English to whom has chosen it; the sidebar follows the work."""

from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse

from partnerships.admin.navigation import sidebar
from tests.builders import make_umkm

VENDOR = Path(settings.BASE_DIR) / "locale_vendor" / "id" / "LC_MESSAGES" / "django.po"


def test_every_vendor_string_has_its_indonesian_words():
    with VENDOR.open("rb") as file:
        catalogue = read_po(file, locale="id")
    left = [message.id for message in catalogue if message.id and not message.string]
    assert not left
    wrong = [(message.id, errors) for message, errors in catalogue.check()]
    assert not wrong


def test_the_list_speaks_indonesian(verifier, signed_in):
    make_umkm()
    html = signed_in(verifier).get(reverse("admin:umkm_umkm_changelist")).content.decode()
    for words in ("Penyaring", "Terapkan penyaring", "Pilih tindakan", "Gelap", "Keluar"):
        assert words in html, words
    for words in ("Apply Filters", "Select action", "Type to search", "Log out", "View site"):
        assert words not in html, words


def test_english_for_whom_has_chosen_it(verifier, signed_in):
    client = signed_in(verifier)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    umkm = make_umkm()
    for url in (
        reverse("admin:index"),
        reverse("admin:umkm_umkm_changelist"),
        reverse("admin:umkm_umkm_change", args=[umkm.pk]),
        reverse("admin:umkm_umkm_step", args=[umkm.pk, "verify"]),
    ):
        response = client.get(url)
        assert response.status_code == 200
        assert '<html lang="en"' in response.content.decode()
    assert "Apply Filters" in client.get(reverse("admin:umkm_umkm_changelist")).content.decode()


def test_the_sidebar_follows_the_work(leader, rf):
    request = rf.get("/admin/")
    request.user = leader
    titles = [str(item["title"]) for group in sidebar(request) for item in group["items"]]
    order = [
        "UMKM menunggu",
        "Perusahaan menunggu",
        "UMKM",
        "Perusahaan",
        "Kebutuhan",
        "Saran",
        "MoU",
        "Kontrak",
        "Realisasi",
        "Pencocokan",
        "Klaster",
        "Akun",
    ]
    assert [title for title in titles if title in order] == order


def test_the_desk_and_the_register_are_told_apart(leader, rf, db):
    def active(address):
        request = rf.get(address)
        request.user = leader
        return [
            str(item["title"])
            for group in sidebar(request)
            for item in group["items"]
            if item["active"]
        ]

    register = reverse("admin:umkm_umkm_changelist")
    assert active(register) == ["UMKM"]
    assert active(f"{register}?status__exact=registered") == ["UMKM menunggu"]
