"""Fields that the forms of supply share."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from kemitraan.reference.form_fields import Grouped
from kemitraan.reference.models import Village
from umkm.models import Product


class VillageField(forms.ModelChoiceField):
    """A desa or kelurahan of the kabupaten that runs this portal. Many share a name: each stands under its kecamatan.

    A closed list on every page, so that it needs no line; static/kemitraan/combobox.js lets one type a part of the name.
    """

    iterator = Grouped
    default_error_messages = {"invalid_choice": _("Pilih desa atau kelurahan dari daftar.")}

    def __init__(self, **kwargs):
        villages = Village.objects.in_regency(settings.REGENCY).select_related("district")
        kwargs.setdefault("empty_label", _("Pilih desa atau kelurahan"))
        super().__init__(villages.order_by("district__name", "name", "code"), **kwargs)

    def widget_attrs(self, widget):
        return {
            "data-combobox": _("Ketik sebagian nama desa"),
            "data-found": _("desa cocok"),
            "data-none": _("Tidak ada desa dengan nama itu."),
        }

    def group_of(self, village) -> str:
        return village.district.name

    def label_from_instance(self, village):
        return village.label  # a closed list shows no group


class MonthsField(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "coerce": int, "choices": list(MONTHS.items())} | kwargs
        )


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Pictures, none or several; `clean` gives a list. The browser makes them small before they are sent."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", _Files(attrs={"accept": "image/jpeg,image/png,image/webp", "data-shrink": ""})
        )
        super().__init__(**{"required": False} | kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        errors, kept = [], []
        for file in files:
            try:
                kept.append(super().clean(file, initial))
            except ValidationError as error:
                errors += error.error_list
        if errors:
            raise ValidationError(errors)
        return [file for file in kept if file]


def of_product(name: str, **kwargs) -> forms.Field:
    """The field of a product as it stands in the model, for a form about something more than the product."""
    return Product._meta.get_field(name).formfield(**kwargs)
