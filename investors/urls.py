from django.urls import path

from investors.views import companies, needs

app_name = "investors"

urlpatterns = [
    path("daftar/perusahaan/", companies.register, name="register"),
    path("perusahaan/<int:pk>/", companies.detail, name="company"),
    path("perusahaan/<int:pk>/ubah/", companies.edit, name="company-edit"),
    path("perusahaan/<int:pk>/langkah/<slug:verb>/", companies.step, name="company-step"),
    path("kebutuhan/", needs.needs, name="needs"),
    path("kebutuhan/baru/", needs.new, name="need-new"),
    path("kebutuhan/<int:pk>/", needs.need, name="need"),
    path("kebutuhan/<int:pk>/ubah/", needs.edit, name="need-edit"),
    path("kebutuhan/<int:pk>/langkah/<slug:verb>/", needs.step, name="need-step"),
]
