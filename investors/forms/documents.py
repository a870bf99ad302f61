"""Papers that a company sends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from investors.models import CommitmentLetter, CompanyDocument
from kemitraan.form_fields import DayInput, WholeNumberField
from kemitraan.form_pages import GroupedForm

_ACCEPTED = {"accept": "application/pdf,image/jpeg,image/png,image/webp"}


def _upload_field(label) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=_("PDF paling besar 5 MB, atau foto. Tidak tampil untuk umum."),
        widget=forms.FileInput(attrs=_ACCEPTED),
    )


class DocumentForm(GroupedForm):
    upload = _upload_field(_("Berkas"))
    groups = ((_("Dokumen"), ("kind", "upload")),)

    class Meta:
        model = CompanyDocument
        fields = ["kind"]


class CommitmentForm(GroupedForm):
    planned_rupiah = WholeNumberField(
        label=_("Rencana nilai kemitraan (Rp)"), min_value=0, max_value=10**15
    )
    planned_umkm = WholeNumberField(
        label=_("Rencana jumlah UMKM"), min_value=1, max_value=1_000_000
    )
    upload = _upload_field(_("Surat yang sudah ditandatangani"))

    groups = (
        (_("Surat"), ("number", "dated_on", "upload")),
        (
            _("Isi komitmen"),
            ("promise", "planned_rupiah", "planned_umkm", "starts_on", "ends_on"),
        ),
    )

    class Meta:
        model = CommitmentLetter
        fields = [
            "number",
            "dated_on",
            "promise",
            "planned_rupiah",
            "planned_umkm",
            "starts_on",
            "ends_on",
        ]
        widgets = {
            "dated_on": DayInput,
            "starts_on": DayInput,
            "ends_on": DayInput,
            "promise": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "promise": _("Pola kemitraan, barang atau jasa, dan pembinaan yang dijanjikan."),
        }

    def clean(self):
        given = super().clean()
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Tanggal berakhir tidak boleh sebelum tanggal mulai."))
        return given
