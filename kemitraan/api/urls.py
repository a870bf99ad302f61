from django.urls import path

from kemitraan.api import views

app_name = "api-pages"
urlpatterns = [
    path("schema/", views.schema, name="schema"),
]
