from django.urls import path

from kemitraan.accounts import views

app_name = "accounts"
urlpatterns = [
    path("masuk/", views.SignIn.as_view(), name="sign-in"),
    path("keluar/", views.SignOut.as_view(), name="sign-out"),
    path("sandi/", views.ChangePassword.as_view(), name="password"),
    path("daftar/", views.Join.as_view(), name="join"),
]
