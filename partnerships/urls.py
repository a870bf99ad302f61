from django.urls import path

from partnerships.views import (
    comparison,
    dashboard,
    groups,
    ledger,
    matching_choice,
    method,
    mous,
    nominations,
    opendata,
    shortlists,
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
    path("saran/<int:pk>/minat/", suggestions.interest, name="interest"),
    path("saran/<int:pk>/langkah/<slug:verb>/", suggestions.step, name="suggestion-step"),
    path(
        "saran/<int:pk>/bantuan/<slug:code>/<slug:service>/",
        suggestions.ask_help,
        name="gap-help",
    ),
    path("daftar-pendek/", shortlists.listing, name="shortlists"),
    path("daftar-pendek/baru/", shortlists.new, name="shortlist-new"),
    path("daftar-pendek/tambah/<int:pk>/", shortlists.add, name="shortlist-add"),
    path("daftar-pendek/<int:pk>/", shortlists.page, name="shortlist"),
    path("daftar-pendek/<int:pk>/ubah/", shortlists.rename, name="shortlist-rename"),
    path("daftar-pendek/<int:pk>/hapus/", shortlists.drop, name="shortlist-drop"),
    path("daftar-pendek/<int:pk>/unduh.<slug:kind>", shortlists.take_away, name="shortlist-export"),
    path("daftar-pendek/isi/<int:pk>/catatan/", shortlists.write_note, name="shortlist-note"),
    path("daftar-pendek/isi/<int:pk>/<slug:verb>/", shortlists.change, name="shortlist-change"),
    path(
        "daftar-pendek/catatan/<int:pk>/hapus/",
        shortlists.strike_note,
        name="shortlist-note-strike",
    ),
    path("mou/", mous.listing, name="mous"),
    path("mou/baru/", mous.new, name="mou-new"),
    path("mou/<int:pk>/", mous.page, name="mou"),
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
