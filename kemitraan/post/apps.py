from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostConfig(AppConfig):
    name = "kemitraan.post"
    verbose_name = _("surat")

    def ready(self):
        # Receivers connect when they are imported.
        from kemitraan.post import receivers  # noqa: F401, PLC0415
