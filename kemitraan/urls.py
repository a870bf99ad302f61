"""All addresses: pages in Indonesian words, the API under /api/v1/, the officials' workplace under /admin/."""

from django.contrib import admin
from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from investors.api import CompanyViewSet, NeedViewSet
from kemitraan import views
from kemitraan.api.addresses import Nowhere
from kemitraan.reference import api as reference
from partnerships.api import (
    AmendmentViewSet,
    ContractViewSet,
    DisputeViewSet,
    EventViewSet,
    GroupViewSet,
    MouViewSet,
    RealisationViewSet,
    RegisterViewSet,
    SavedSearchViewSet,
    ShortlistEntryViewSet,
    ShortlistViewSet,
    SignatureViewSet,
    SuggestionViewSet,
)
from partnerships.views.desk import desk, desk_section
from umkm.api import UmkmViewSet

api = SimpleRouter()
api.register("umkm", UmkmViewSet, "umkm")
api.register("companies", CompanyViewSet, "company")
api.register("needs", NeedViewSet, "need")
api.register("shortlists", ShortlistViewSet, "shortlist")
api.register("shortlist-entries", ShortlistEntryViewSet, "shortlist-entry")
api.register("saved-searches", SavedSearchViewSet, "saved-search")
api.register("suggestions", SuggestionViewSet, "suggestion")
api.register("groups", GroupViewSet, "group")
api.register("mous", MouViewSet, "mou")
api.register("signatures", SignatureViewSet, "signature")
api.register("amendments", AmendmentViewSet, "amendment")
api.register("disputes", DisputeViewSet, "dispute")
api.register("events", EventViewSet, "event")
api.register("contracts", ContractViewSet, "contract")
api.register("realisations", RealisationViewSet, "realisation")
api.register("register", RegisterViewSet, "register")
api.register("clusters", reference.ClusterViewSet, "cluster")
api.register("districts", reference.DistrictViewSet, "district")
api.register("villages", reference.VillageViewSet, "village")
api.register("kbli", reference.KbliViewSet, "kbli")
api.register("units", reference.UnitViewSet, "unit")
api.register("certificate-kinds", reference.CertificateKindViewSet, "certificate-kind")

urlpatterns = [
    path("", views.home, name="home"),
    path("meja/", desk, name="desk"),
    path("meja/<slug:code>/", desk_section, name="desk-section"),
    path("sehat/", views.health, name="health"),
    path("bahasa/", views.choose_language, name="set_language"),
    path("", include("kemitraan.accounts.urls")),
    path("", include("kemitraan.post.urls")),
    path("", include("umkm.urls")),
    path("", include("investors.urls")),
    path("", include("partnerships.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include((api.urls, "api"))),
    re_path(r"^api/v1/", Nowhere.as_view()),
    path("api/", include("kemitraan.api.urls")),
]
