from django.apps import AppConfig
from django.db.models.signals import post_migrate
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
        from partnerships.watching.defaults import fill_watch_rules  # noqa: PLC0415
        from partnerships.wording.notices import register_kinds  # noqa: PLC0415

        register_kinds()
        post_migrate.connect(fill_watch_rules, sender=self)
