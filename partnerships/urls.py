from django.urls import path, re_path

from partnerships.views import (
    comparison,
    dashboard,
    disclosures,
    documents,
    groups,
    ledger,
    matching_choice,
    method,
    mous,
    nominations,
    opendata,
    suggestions,
)

app_name = "partnerships"

urlpatterns = [
    path("kebutuhan/<int:pk>/saran/", suggestions.of_need, name="need-suggestions"),
    path("kebutuhan/<int:pk>/saran/bandingkan/", comparison.page, name="compare"),
    path("kebutuhan/<int:pk>/saran/hitung/", groups.match_now, name="need-match"),
    path("kebutuhan/<int:pk>/saran/usulkan/", nominations.new, name="nominate"),
    path("kelompok/<int:pk>/langkah/<slug:verb>/", groups.step, name="group-step"),
    path("umkm/<int:pk>/pencocokan/", matching_choice.choice, name="matching-choice"),
    path("umkm/<int:pk>/pencocokan/ikut/", matching_choice.take_part, name="matching-again"),
    path("cara-pencocokan/", method.page, name="method"),
    path("saran/", suggestions.mine, name="suggestions"),
    path("saran/<int:pk>/", suggestions.page, name="suggestion"),
    path("saran/<int:pk>/kontak.vcf", disclosures.card, name="contact-card"),
    path("kontak-dilihat/", disclosures.seen, name="contacts-seen"),
    path("saran/<int:pk>/minat/", suggestions.interest, name="interest"),
    path("saran/<int:pk>/langkah/<slug:verb>/", suggestions.step, name="suggestion-step"),
    path(
        "saran/<int:pk>/bantuan/<slug:code>/<slug:service>/",
        suggestions.ask_help,
        name="gap-help",
    ),
    path("mou/", mous.listing, name="mous"),
    path("mou/baru/", mous.new, name="mou-new"),
    path("mou/<int:pk>/", mous.page, name="mou"),
    path("mou/<int:pk>/dokumen/", documents.of_mou, name="documents"),
    re_path(
        r"^mou/(?P<pk>\d+)/dokumen/rancangan\.(?P<suffix>pdf|docx)$",
        documents.draft,
        name="document-draft",
    ),
    path("mou/<int:pk>/dokumen/nomor/", documents.issue, name="document-issue"),
    path("dokumen/<int:pk>/berkas/", documents.file, name="document-file"),
    path("dokumen/<int:pk>/pindaian/baru/", documents.signed_new, name="signed-new"),
    path("dokumen/pindaian/<int:pk>/", documents.signed_file, name="signed-file"),
    path("periksa/<str:code>/", documents.verify, name="document-verify"),
    path("mou/<int:pk>/bagian/", mous.shares, name="mou-shares"),
    path("mou/<int:pk>/langkah/<slug:verb>/", mous.step, name="mou-step"),
    path("mou/<int:pk>/kontrak/baru/", ledger.new_contract, name="contract-new"),
    path("kontrak/<int:pk>/langkah/<slug:verb>/", ledger.contract_step, name="contract-step"),
    path("kontrak/<int:pk>/realisasi/baru/", ledger.new_realisation, name="realisation-new"),
    path(
        "realisasi/<int:pk>/langkah/<slug:verb>/", ledger.realisation_step, name="realisation-step"
    ),
    path("data-terbuka/", opendata.page, name="open-data"),
    path("data-terbuka/<slug:code>.csv", opendata.file, name="open-data-file"),
    path("data.json", opendata.catalogue, name="open-data-catalogue"),
    path("dasbor/", dashboard.dashboard, name="dashboard"),
]
