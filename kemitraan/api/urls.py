from django.urls import path

from kemitraan.api import views

app_name = "api-pages"
urlpatterns = [
    path("", views.guide, name="guide"),
    path("docs/", views.reference, name="reference"),
    path("schema/", views.schema, name="schema"),
    path("token/", views.tokens, name="tokens"),
    path("token/<int:pk>/cabut/", views.revoke, name="revoke"),
]
