from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("kemitraan")

    def ready(self):
        # Receivers connect when they are imported.
        from partnerships import receivers  # noqa: F401, PLC0415
