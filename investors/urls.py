from django.urls import path

from investors.views import companies, need_writing, needs

app_name = "investors"

urlpatterns = [
    path("daftar/perusahaan/", companies.register, name="register"),
    path("perusahaan/<int:pk>/", companies.detail, name="company"),
    path("perusahaan/<int:pk>/ubah/", companies.edit, name="company-edit"),
    path("perusahaan/<int:pk>/langkah/<slug:verb>/", companies.step, name="company-step"),
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
