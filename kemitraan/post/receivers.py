"""The language that somebody signs in with is the one that he is written to in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from kemitraan.post.services.readers import remember_language


@receiver(user_logged_in)
def remember_language_of_sign_in(request, user, **_kwargs):
    remember_language(user, getattr(request, "LANGUAGE_CODE", ""))
