"""What people write about an MoU from the first meeting to its end. Rules stand in the services; here are words and defaults."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kemitraan.form_fields import DayInput
from kemitraan.forms import StepForm
from partnerships.forms.fields import paper_field, percent_field, rupiah_field
from partnerships.models import EndReason, LegalCheck, Mou, MouMember, Suggestion, TrialResult
from partnerships.models.preparation import CLAUSES
from partnerships.services.signatures import signing_parties
from partnerships.waiting import matched_without_mou
from umkm.models import Membership, Umkm


class MouForm(forms.Form):
    """Which matched suggestions of one need become an MoU."""

    suggestions = forms.ModelMultipleChoiceField(
        label=_("UMKM yang ikut"),
        queryset=Suggestion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu UMKM.")},
    )

    def __init__(self, need, data=None, **kwargs):
        super().__init__(data, **kwargs)
        field = self.fields["suggestions"]
        field.queryset = matched_without_mou().filter(need=need)
        field.label_from_instance = lambda row: f"{row.umkm} · {row.umkm.village.district}"
        if len(field.queryset) == 1:
            field.initial = field.queryset


class SharesForm(forms.Form):
    """One percentage for each UMKM of an MoU, and who coordinates them; `shares` is what the service wants."""

    coordinator = forms.ModelChoiceField(
        label=_("Koordinator"),
        queryset=Umkm.objects.none(),
        required=False,
        empty_label=_("Tanpa koordinator"),
        help_text=_("Koperasi, KUB, atau BUMDes yang mewakili para UMKM, atau salah satu peserta."),
    )

    def __init__(self, mou: Mou, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.members: Mapping[str, MouMember] = {
            f"share_{member.umkm_id}": member for member in mou.members.all()
        }
        for name, member in self.members.items():
            self.fields[name] = percent_field(f"{member.umkm} (%)", member.share_percent)
        field = self.fields["coordinator"]
        field.queryset = coordinators_for(mou)
        field.initial = mou.coordinator_id
        self.order_fields([*self.members, "coordinator"])

    def shares(self) -> dict[int, Decimal]:
        return {member.umkm_id: self.cleaned_data[name] for name, member in self.members.items()}


def coordinators_for(mou: Mou):
    """The members themselves, the groups that they belong to, and whoever coordinates already."""
    members = mou.members.values("umkm")
    groups = Membership.objects.filter(
        member__in=members, status=Membership.Status.ACCEPTED
    ).values("group")
    return Umkm.objects.filter(
        Q(pk__in=members) | Q(pk__in=groups) | Q(pk=mou.coordinator_id)
    ).order_by("name", "pk")


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class MouStepForm(StepForm):
    """The form of a step of this MoU, for this person."""

    def __init__(self, transition, data=None, *, mou: Mou, user, **kwargs):
        super().__init__(transition, data, **kwargs)
        self.mou, self.user = mou, user
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the MoU."""


class MeetingForm(MouStepForm):
    held_on = forms.DateField(label=_("Tanggal temu bisnis"), widget=DayInput)
    place = forms.CharField(label=_("Tempat"), max_length=160, required=False)

    def prepare(self):
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["note"].label = _("Hasil pertemuan")


class TrialForm(MouStepForm):
    due_on = forms.DateField(label=_("Hasil paling lambat"), widget=DayInput)

    def prepare(self):
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=14)
        self.fields["note"].label = _("Contoh yang diuji")
        self.order_fields(["note", "due_on"])


class TrialResultForm(MouStepForm):
    outcome = forms.ChoiceField(
        label=_("Hasil uji"), choices=TrialResult.Outcome.choices, widget=forms.RadioSelect
    )
    fixes = forms.CharField(
        label=_("Daftar perbaikan (bila perlu perbaikan)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.ChoiceField(
        label=_("Sebab gagal (bila gagal)"),
        required=False,
        choices=[("", _("Tidak gagal")), *EndReason.choices],
    )

    def prepare(self):
        self.order_fields(["outcome", "fixes", "reason", "note"])


class TermsForm(MouStepForm):
    """Number, term and value, as they stand in the draft."""

    number = forms.CharField(label=_("Nomor MoU"), max_length=80)
    starts_on = forms.DateField(label=_("Mulai berlaku"), widget=DayInput)
    ends_on = forms.DateField(label=_("Berakhir"), widget=DayInput)
    mou_rupiah = rupiah_field(
        label=_("Nilai MoU (Rp)"), help_text=_("Nilai yang tertulis dalam naskah MoU.")
    )

    def prepare(self):
        for name in ("number", "starts_on", "ends_on", "mou_rupiah"):
            self.fields[name].initial = getattr(self.mou, name)


class LegalCheckForm(MouStepForm):
    """The clauses that the draft has; what is missing is left unticked."""

    def prepare(self):
        names = [*CLAUSES, "is_bilingual"] if self.mou.has_foreign_party else CLAUSES
        for name in names:
            field = LegalCheck._meta.get_field(name)
            self.fields[name] = forms.BooleanField(
                label=str(field.verbose_name), help_text=field.help_text, required=False
            )
        self.order_fields([*names, "note"])


class SignForm(MouStepForm):
    """Who has signed the paper that is sent along; `amendment` when it is one."""

    parties = forms.MultipleChoiceField(
        label=_("Pihak yang menandatangani berkas ini"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu pihak yang menandatangani.")},
    )
    signed_on = forms.DateField(label=_("Tanggal tanda tangan"), widget=DayInput)
    signed_by = forms.CharField(label=_("Nama penanda tangan"), max_length=150, required=False)
    upload = paper_field(label=_("Berkas yang ditandatangani"))

    def __init__(self, *args, amendment=None, **kwargs):
        self.amendment = amendment
        super().__init__(*args, **kwargs)

    def prepare(self):
        open_to_all = signing_parties(self.mou, self.user, self.amendment)
        field = self.fields["parties"]
        field.choices = [(party.key, party.label(self.mou)) for party in open_to_all]
        if len(open_to_all) == 1:
            field.initial = [open_to_all[0].key]
        self.fields["signed_on"].initial = timezone.localdate()


# ── After the signature ──────────────────────────────────────────────────────────────────────────────────────────────


class AmendmentForm(forms.Form):
    """What shall change of a signed MoU; what is left as it is, stays. `shares` are None when nobody's changes."""

    ends_on = forms.DateField(label=_("Berakhir"), widget=DayInput, required=False)
    mou_rupiah = rupiah_field(label=_("Nilai MoU (Rp)"), required=False)
    why = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Semua pihak membacanya sebelum menandatangani."),
    )

    def __init__(self, mou: Mou, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.mou = mou
        self.fields["ends_on"].initial = mou.ends_on
        self.fields["mou_rupiah"].initial = mou.mou_rupiah
        self.members = {f"share_{row.umkm_id}": row for row in mou.members.all()}
        if len(self.members) > 1:
            for name, member in self.members.items():
                self.fields[name] = percent_field(f"{member.umkm} (%)", member.share_percent)
                self.fields[name].required = False
        self.order_fields(["ends_on", "mou_rupiah", *self.members, "why"])

    def amended(self) -> dict:
        """The arguments of `write_amendment` that say what changes."""
        given = self.cleaned_data
        shares = {
            member.umkm_id: member.share_percent if given[name] is None else given[name]
            for name, member in self.members.items()
            if name in self.fields
        }
        before = {member.umkm_id: member.share_percent for member in self.members.values()}
        return {
            "why": given["why"],
            "ends_on": None if given["ends_on"] == self.mou.ends_on else given["ends_on"],
            "mou_rupiah": (
                None if given["mou_rupiah"] == self.mou.mou_rupiah else given["mou_rupiah"]
            ),
            "shares": None if not shares or shares == before else shares,
        }


class EvaluationForm(forms.Form):
    """`umkm` only where a person may choose: an officer for any party, an owner of several firms."""

    umkm = forms.ModelChoiceField(
        label=_("Atas nama"),
        queryset=Umkm.objects.none(),
        required=False,
        empty_label=_("Perusahaan"),
    )
    rating = forms.TypedChoiceField(
        label=_("Bagaimana kemitraan ini bagi Anda?"),
        coerce=int,
        choices=[
            (5, _("5: sangat baik")),
            (4, _("4: baik")),
            (3, _("3: cukup")),
            (2, _("2: kurang")),
            (1, _("1: buruk")),
        ],
        widget=forms.RadioSelect,
    )
    goes_on = forms.BooleanField(label=_("Ingin bermitra lagi"), required=False)
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, firms, data=None, *, for_company: bool, **kwargs):
        super().__init__(data, **kwargs)
        field = self.fields["umkm"]
        field.queryset = Umkm.objects.filter(pk__in=[firm.pk for firm in firms])
        if for_company and not firms:
            del self.fields["umkm"]
        elif not for_company:
            field.required = True
            field.empty_label = None if len(firms) == 1 else _("Pilih UMKM")
            field.initial = firms[0].pk if len(firms) == 1 else None
