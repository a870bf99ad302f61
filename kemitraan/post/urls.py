from django.urls import path

from kemitraan.post import views

app_name = "post"
urlpatterns = [
    path("pemberitahuan/", views.preferences, name="preferences"),
    path("berhenti/<str:token>/", views.stop, name="stop"),
    path("kotak-keluar/", views.outbox, name="outbox"),
]
