"""Fields that choose a row of the reference data."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.models import Kbli


class Grouped(ModelChoiceIterator):
    """The choices under headings: what `group_of` of the field says of each row."""

    def __iter__(self):
        yield "", self.field.empty_label
        groups: dict[str, list] = {}
        for row in self.queryset.all():
            groups.setdefault(self.field.group_of(row), []).append(self.choice(row))
        yield from groups.items()


class KbliField(forms.ModelChoiceField):
    """A KBLI code of a supplier with its version, the newest version first."""

    iterator = Grouped

    def __init__(self, **kwargs):
        kwargs = {
            "label": "KBLI",
            "required": False,
            "empty_label": _("Belum tahu"),
            "help_text": _("Kode bidang usaha. Pilih salah satu saran, atau biarkan kosong."),
        } | kwargs
        super().__init__(Kbli.objects.of_suppliers().order_by("-version", "code"), **kwargs)

    def group_of(self, kbli) -> str:
        return kbli.get_version_display()

    def label_from_instance(self, kbli):
        return f"{kbli.code} {kbli.title}"
