from django.urls import path

from umkm.views import directory, keeping, registration

app_name = "umkm"

urlpatterns = [
    path("direktori/", directory.directory, name="directory"),
    path("daftar/umkm/", registration.register, name="register"),
    path("umkm/<int:pk>/", directory.detail, name="detail"),
    path("umkm/<int:pk>/ubah/", keeping.edit, name="edit"),
    path("umkm/<int:pk>/produk/baru/", keeping.product, name="product-new"),
    path("umkm/<int:pk>/produk/<int:product>/", keeping.product, name="product"),
    path("umkm/<int:pk>/produk/<int:product>/tawaran/", keeping.offer, name="offer"),
    path("umkm/<int:pk>/sertifikat/baru/", keeping.certificate, name="certificate-new"),
    path("umkm/<int:pk>/sertifikat/<int:certificate>/", keeping.certificate, name="certificate"),
    path("umkm/<int:pk>/langkah/<slug:verb>/", keeping.step, name="step"),
]
