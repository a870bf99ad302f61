from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kemitraan.post.kinds import register_kind


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("kemitraan")

    def ready(self):
        register_kind(
            "saved_search",
            _("Pencarian tersimpan"),
            hint=_("Paling banyak satu surat sehari, bila ada UMKM baru yang cocok."),
        )
        # Receivers connect when they are imported.
        from partnerships import receivers  # noqa: F401, PLC0415
