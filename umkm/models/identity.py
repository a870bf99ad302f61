"""The numbers of a person and a firm, sealed, with the fingerprints by which equal ones are found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kemitraan.sealing import FingerprintField, SealedField
from umkm.models.firms import Umkm

#: Which fingerprint is of which kind of number.
PRINTS = {
    "nik_print": "nik",
    "npwp_print": "npwp",
    "nib_print": "nib",
    "telephone_print": "telephone",
}


class UmkmIdentity(models.Model):
    """A table of its own: a list of firms never reads a sealed number by accident. Written by services alone.

    `name_key` and `owner_key` are the names as they are compared (umkm.sameness).
    """

    umkm = models.OneToOneField(Umkm, models.CASCADE, primary_key=True, related_name="identity")
    nik = SealedField(_("NIK pemilik"), blank=True, default="")
    npwp = SealedField(_("NPWP"), blank=True, default="")
    nik_print = FingerprintField()
    npwp_print = FingerprintField()
    nib_print = FingerprintField()
    telephone_print = FingerprintField()
    name_key = models.CharField(max_length=150, blank=True, editable=False)
    owner_key = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("identitas UMKM")
        verbose_name_plural = _("identitas UMKM")
        indexes = [
            models.Index(fields=["nik_print"], name="identity_nik", condition=~Q(nik_print="")),
            models.Index(fields=["nib_print"], name="identity_nib", condition=~Q(nib_print="")),
            models.Index(
                fields=["telephone_print"],
                name="identity_telephone",
                condition=~Q(telephone_print=""),
            ),
        ]

    def __str__(self):
        return str(self.umkm)
