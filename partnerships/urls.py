from django.urls import path

from partnerships.views import (
    agreements,
    comparison,
    dashboard,
    groups,
    ledger,
    matching_choice,
    method,
    mous,
    nominations,
    opendata,
    reported,
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
    path("mou/", mous.listing, name="mous"),
    path("mou/baru/", mous.new, name="mou-new"),
    path("mou/<int:pk>/", mous.page, name="mou"),
    path("mou/<int:pk>/bagian/", mous.shares, name="mou-shares"),
    path("mou/<int:pk>/langkah/<slug:verb>/", mous.step, name="mou-step"),
    path("mou/<int:pk>/berkas/<int:paper>/", agreements.paper, name="paper"),
    path("mou/<int:pk>/amandemen/baru/", agreements.new_amendment, name="amendment-new"),
    path("mou/<int:pk>/evaluasi/", agreements.evaluation, name="evaluation-new"),
    path(
        "amandemen/<int:pk>/langkah/<slug:verb>/",
        agreements.amendment_step,
        name="amendment-step",
    ),
    path("sengketa/<int:pk>/langkah/<slug:verb>/", agreements.dispute_step, name="dispute-step"),
    path("sengketa/<int:pk>/berkas/", agreements.case, name="case"),
    path("sengketa/<int:pk>/berkas.zip", agreements.case_file, name="case-file"),
    path("mou/<int:pk>/kontrak/baru/", ledger.new_contract, name="contract-new"),
    path("kontrak/<int:pk>/langkah/<slug:verb>/", ledger.contract_step, name="contract-step"),
    path("kontrak/<int:pk>/realisasi/baru/", ledger.new_realisation, name="realisation-new"),
    path(
        "realisasi/<int:pk>/langkah/<slug:verb>/", ledger.realisation_step, name="realisation-step"
    ),
    path("kemitraan-berjalan/lapor/", reported.new, name="report-new"),
    path("kemitraan-berjalan/<int:pk>/", reported.page, name="report"),
    path("kemitraan-berjalan/<int:pk>/langkah/<slug:verb>/", reported.step, name="report-step"),
    path("mou/<int:pk>/lingkup/", mous.scope, name="mou-scope"),
    path("data-terbuka/", opendata.page, name="open-data"),
    path("data-terbuka/<slug:code>.csv", opendata.file, name="open-data-file"),
    path("data.json", opendata.catalogue, name="open-data-catalogue"),
    path("dasbor/", dashboard.dashboard, name="dashboard"),
]
