"""All addresses: pages in Indonesian words, the API under /api/v1/, the officials' workplace under /admin/."""

from django.contrib import admin
from django.urls import include, path
from rest_framework.routers import SimpleRouter

from investors.api import NeedViewSet
from kemitraan import views
from kemitraan.reference.api import ClusterViewSet
from partnerships.api import MouViewSet, SuggestionViewSet
from partnerships.views.desk import desk
from umkm.api import UmkmViewSet

api = SimpleRouter()
api.register("umkm", UmkmViewSet, "umkm")
api.register("needs", NeedViewSet, "need")
api.register("suggestions", SuggestionViewSet, "suggestion")
api.register("mous", MouViewSet, "mou")
api.register("clusters", ClusterViewSet, "cluster")

urlpatterns = [
    path("", views.home, name="home"),
    path("meja/", desk, name="desk"),
    path("sehat/", views.health, name="health"),
    path("bahasa/", views.choose_language, name="set_language"),
    path("", include("kemitraan.accounts.urls")),
    path("", include("kemitraan.post.urls")),
    path("", include("umkm.urls")),
    path("", include("investors.urls")),
    path("", include("partnerships.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include((api.urls, "api"))),
]
