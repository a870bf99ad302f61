"""All addresses of the portal: pages in Indonesian words, the API under /api/v1/, the officials' workplace under /admin/."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from kemitraan import views
from partnerships.views import desk

urlpatterns = [
    path("", views.home, name="home"),
    path("meja/", desk.desk, name="desk"),
    path("sehat/", views.health, name="health"),
    path("bahasa/", set_language, name="set_language"),
    path("", include("kemitraan.accounts.urls")),
    path("", include("umkm.urls")),
    path("", include("investors.urls")),
    path("", include("partnerships.urls")),
    path("admin/", admin.site.urls),
]
