from django.urls import path, register_converter

from umkm.forms import STAGE_FORMS
from umkm.models import Purpose, Stage
from umkm.views import (
    autosave,
    comparison,
    directory,
    facilitation,
    files,
    groups,
    keeping,
    personal,
    registration,
    sharing,
    taking,
    village_map,
)

app_name = "umkm"


class _AnyStage:
    regex = "|".join(Stage.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class _FormStage(_AnyStage):
    """A stage that is one form about the firm itself; products and certificates have pages of their own."""

    regex = "|".join(STAGE_FORMS)


class _ExportKind(_AnyStage):
    regex = "csv|xlsx"


class _Purpose(_AnyStage):
    regex = "|".join(Purpose.values)


class _Given(_AnyStage):
    """To agree to a purpose, or to withdraw that."""

    regex = "beri|tarik"


register_converter(_ExportKind, "export_kind")
register_converter(_Purpose, "purpose")
register_converter(_Given, "given")
register_converter(_AnyStage, "any_stage")
register_converter(_FormStage, "stage")

urlpatterns = [
    path("direktori/", directory.directory, name="directory"),
    path("direktori/unduh.<export_kind:kind>", directory.take_away, name="directory-export"),
    path("direktori/banding/", comparison.compare, name="compare"),
    path("direktori/peta/", village_map.village_map, name="map"),
    path("daftar/umkm/", registration.register, name="register"),
    path("umkm/kbli/", autosave.kbli, name="kbli"),
    path("umkm/<int:pk>/", directory.detail, name="detail"),
    path("umkm/<int:pk>/profil.pdf", taking.profile, name="profile-pdf"),
    path("umkm/<int:pk>/kontak.vcf", taking.contact, name="contact-card"),
    path("umkm/<int:pk>/bagikan/", sharing.new, name="share"),
    path("tautan/", sharing.mine, name="share-links"),
    path("tautan/<int:pk>/tarik/", sharing.withdraw, name="share-withdraw"),
    path("t/<str:token>/", sharing.opened, name="shared"),
    path("t/<str:token>/profil.pdf", sharing.sheet, name="shared-pdf"),
    path("t/<str:token>/foto/<int:photo>/", sharing.photo, name="shared-photo"),
    path("umkm/<int:pk>/profil/", keeping.profile, name="profile"),
    path("umkm/<int:pk>/akun/", registration.account, name="account"),
    path("umkm/<int:pk>/tahap/<stage:stage>/", keeping.stage, name="stage"),
    path("umkm/<int:pk>/konsep/<any_stage:stage>/", autosave.draft, name="draft"),
    path("umkm/<int:pk>/konsep/<int:draft>/buang/", keeping.discard, name="draft-discard"),
    path("umkm/<int:pk>/produk/baru/", keeping.product, name="product-new"),
    path("umkm/<int:pk>/produk/<int:product>/", keeping.product, name="product"),
    path("umkm/<int:pk>/produk/<int:product>/tawaran/", keeping.offer, name="offer"),
    path(
        "umkm/<int:pk>/produk/<int:product>/foto/<int:photo>/hapus/",
        keeping.photo_removed,
        name="photo-remove",
    ),
    path("umkm/<int:pk>/foto/<int:photo>/", files.photo, name="photo"),
    path("umkm/<int:pk>/sertifikat/baru/", keeping.certificate, name="certificate-new"),
    path("umkm/<int:pk>/sertifikat/<int:certificate>/", keeping.certificate, name="certificate"),
    path(
        "umkm/<int:pk>/sertifikat/<int:certificate>/berkas/",
        files.certificate,
        name="certificate-file",
    ),
    path("umkm/<int:pk>/keanggotaan/", groups.ask, name="membership"),
    path(
        "umkm/<int:pk>/keanggotaan/<int:membership>/<slug:verb>/",
        groups.answer,
        name="membership-step",
    ),
    path("umkm/<int:pk>/fasilitasi/", facilitation.services, name="facilitation"),
    path(
        "umkm/<int:pk>/fasilitasi/minta/<slug:service>/",
        facilitation.ask,
        name="facilitation-ask",
    ),
    path(
        "umkm/<int:pk>/fasilitasi/<int:facilitation>/<slug:verb>/",
        facilitation.step,
        name="facilitation-step",
    ),
    path("umkm/<int:pk>/data/", personal.data, name="data"),
    path("umkm/<int:pk>/data/umum/", personal.public, name="data-public"),
    path(
        "umkm/<int:pk>/data/persetujuan/<purpose:purpose>/<given:given>/",
        personal.consent,
        name="data-consent",
    ),
    path("umkm/<int:pk>/data/salinan/", personal.copy, name="data-copy"),
    path("umkm/<int:pk>/data/salinan.json", personal.download, name="data-download"),
    path("umkm/<int:pk>/data/hapus/", personal.erasure, name="data-erasure"),
    path(
        "umkm/<int:pk>/data/hapus/<int:data_request>/batal/",
        personal.erasure_cancelled,
        name="data-erasure-cancel",
    ),
    path("umkm/<int:pk>/langkah/<slug:verb>/", keeping.step, name="step"),
]
