from django.urls import path

from investors.views import companies, documents, invitations, need_writing, needs, people

app_name = "investors"

urlpatterns = [
    path("daftar/perusahaan/", companies.register, name="register"),
    path("perusahaan/<int:pk>/", companies.detail, name="company"),
    path("perusahaan/<int:pk>/ubah/", companies.edit, name="company-edit"),
    path("perusahaan/<int:pk>/langkah/<slug:verb>/", companies.step, name="company-step"),
    path("perusahaan/<int:pk>/orang/", people.people, name="company-people"),
    path("perusahaan/<int:pk>/orang/<int:member>/peran/", people.role, name="person-role"),
    path("perusahaan/<int:pk>/orang/<int:member>/keluarkan/", people.remove, name="person-remove"),
    path("perusahaan/<int:pk>/keluar/", people.leave, name="company-leave"),
    path(
        "perusahaan/<int:pk>/undangan/<int:invitation>/kirim/",
        people.send_again,
        name="invitation-again",
    ),
    path(
        "perusahaan/<int:pk>/undangan/<int:invitation>/tarik/",
        people.withdraw,
        name="invitation-withdraw",
    ),
    path("perusahaan/<int:pk>/komitmen/", documents.new_commitment, name="commitment-new"),
    path("perusahaan/<int:pk>/komitmen/contoh/", documents.template, name="commitment-template"),
    path(
        "perusahaan/<int:pk>/komitmen/<int:paper>/berkas/",
        documents.commitment_file,
        name="commitment-file",
    ),
    path("perusahaan/<int:pk>/dokumen/", documents.new_document, name="document-new"),
    path(
        "perusahaan/<int:pk>/dokumen/<int:paper>/berkas/",
        documents.document_file,
        name="document-file",
    ),
    path("undangan/<str:token>/", invitations.invitation, name="invitation"),
    path("kebutuhan/", needs.needs, name="needs"),
    path("kebutuhan/baru/", need_writing.new, name="need-new"),
    path("kebutuhan/saran-isian/", need_writing.hints, name="need-hints"),
    path("kebutuhan/<int:pk>/", needs.need, name="need"),
    path("kebutuhan/<int:pk>/ubah/", need_writing.edit, name="need-edit"),
    path("kebutuhan/<int:pk>/salin/", need_writing.copied, name="need-copy"),
    path("kebutuhan/<int:pk>/berkas/<int:file>/", needs.file, name="need-file"),
    path("kebutuhan/<int:pk>/berkas/<int:file>/hapus/", needs.file_remove, name="need-file-remove"),
    path("kebutuhan/<int:pk>/langkah/<slug:verb>/", needs.step, name="need-step"),
]
