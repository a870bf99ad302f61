from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class UmkmConfig(AppConfig):
    name = "umkm"
    verbose_name = _("UMKM")

    def ready(self):
        """Models can only be imported now: after every migrate the tables get the rows that they begin with, and receivers
        connect when they are imported."""
        defaults = import_module("umkm.services.defaults")
        post_migrate.connect(defaults.after_migrate, sender=self)
        import_module("umkm.receivers")
