"""The public register on the page of an MoU: who agreed, what is noted from paper, and the rule that allows it."""

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import DropdownFilter

from kemitraan.official_admin import Link, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, day, link_to
from kemitraan.refusals import NotAllowed
from partnerships.forms.register import RegisterAnswerForm, RegisterRuleForm
from partnerships.models import Mou, RegisterAnswer
from partnerships.models.mous import EVER_SIGNED
from partnerships.permissions import is_officer
from partnerships.register import listed, parties_of
from partnerships.services.register import name_rule, record_answer, withdraw_rule
from partnerships.wording.register import TEXT


class RegisterListFilter(DropdownFilter):
    title = gettext_lazy("daftar publik")
    parameter_name = "daftar"

    def lookups(self, request, model_admin):
        return [
            ("tampil", _("tampil")),
            ("menolak", _("ada pihak yang menolak")),
            ("menunggu", _("ditandatangani, belum tampil, belum ada yang menolak")),
        ]

    def queryset(self, request, queryset):
        refused = RegisterAnswer.objects.refusing().values("mou")
        if self.value() == "tampil":
            return queryset.filter(pk__in=listed().values("pk"))
        if self.value() == "menolak":
            return queryset.filter(pk__in=refused)
        if self.value() == "menunggu":
            waiting = queryset.filter(status__in=EVER_SIGNED).exclude(pk__in=refused)
            return waiting.exclude(pk__in=listed().values("pk"))
        return queryset


def register_table(mou: Mou, user) -> Table:
    """What each party has said, and, for officers, the ways to enter paper and to name or withdraw a rule."""
    rule = mou.register_rules.select_related("named_by").filter(withdrawn_at=None).first()
    rows = [
        Row(
            [
                link_to(party.umkm or mou.company),
                _said(party),
                day(party.answer.given_at) if party.answer else NOTHING,
                party.answer.get_channel_display() if party.answer else NOTHING,
                party.answer.recorded_by if party.answer else NOTHING,
                (party.answer.note if party.answer else "") or NOTHING,
            ]
        )
        for party in parties_of(mou)
    ]
    if rule is not None:
        rows.append(
            Row([_("Dasar hukum"), _("berlaku"), day(rule.named_at), "", rule.named_by, rule.basis])
        )
    shown = listed().filter(pk=mou.pk).exists()
    return Table(
        _("Daftar publik: tampil") if shown else _("Daftar publik: tidak tampil"),
        [_("Pihak"), _("Jawaban"), _("Tanggal"), _("Melalui"), _("Dicatat oleh"), _("Catatan")],
        rows,
        links=_links(mou, rule) if is_officer(user) else [],
    )


def _said(party) -> str:
    if party.agrees is None:
        return _("belum menjawab")
    return _("setuju") if party.agrees else _("menolak")


def _links(mou: Mou, rule) -> list[Link]:
    links = [Link(_("Catat jawaban tertulis"), _url("register_answer", mou))]
    if rule is None:
        return [*links, Link(_("Sebut dasar hukum"), _url("register_rule", mou))]
    return [*links, Link(_("Cabut dasar hukum"), _url("register_rule_end", mou))]


def _url(page: str, mou: Mou) -> str:
    return reverse(f"admin:partnerships_mou_{page}", args=[mou.pk])


class RegisterPages:
    """The pages of it, for the admin of MoUs."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = {
            "register_answer": ("daftar-publik", self.register_answer_view),
            "register_rule": ("dasar-hukum", self.register_rule_view),
            "register_rule_end": ("dasar-hukum/cabut", self.register_rule_end_view),
        }
        own = [
            path(f"<path:object_id>/{address}/", view(page), name=f"partnerships_mou_{name}")
            for name, (address, page) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def register_answer_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        parties = parties_of(row)

        def perform(answers):
            record_answer(
                row,
                actor=request.user,
                umkm=answers["party"].umkm,
                agrees=answers["agrees"],
                note=answers["note"],
            )
            return _("Jawaban tersimpan dan langsung berlaku.")

        return self.form_page(
            request,
            row,
            RegisterAnswerForm(parties, posted(request), on_paper=True),
            title=_("Jawaban tertulis untuk daftar publik"),
            lead=_("Yang ditanyakan kepada pihak itu: “%(text)s”") % {"text": TEXT},
            button=_("Simpan jawaban"),
            perform=perform,
            refused=_unless_officer(request),
        )

    def register_rule_view(self, request, object_id):
        row = self.row_or_404(request, object_id)

        def perform(answers):
            name_rule(row, actor=request.user, **answers)
            return _("Dasar hukum tersimpan.")

        return self.form_page(
            request,
            row,
            RegisterRuleForm(posted(request)),
            title=_("Dasar hukum daftar publik"),
            lead=_(
                "Dengan dasar hukum kemitraan ini tampil walau ada pihak yang belum menjawab. Pihak yang menolak tetap tidak disebut."
            ),
            button=_("Simpan dasar hukum"),
            perform=perform,
            refused=_unless_officer(request),
        )

    def register_rule_end_view(self, request, object_id):
        row = self.row_or_404(request, object_id)

        def perform(_answers):
            withdraw_rule(row, actor=request.user)
            return _("Dasar hukum dicabut; yang berlaku kini jawaban para pihak.")

        return self.form_page(
            request,
            row,
            forms.Form(posted(request)),
            title=_("Cabut dasar hukum daftar publik"),
            lead=_("Sesudah ini hanya nama pihak yang setuju yang tampil."),
            button=_("Cabut"),
            tone="danger",
            perform=perform,
            refused=_unless_officer(request),
        )


def _unless_officer(request) -> NotAllowed | None:
    """Said before anything is typed; on POST the service says it itself."""
    verdict = is_officer(request.user)
    return None if verdict or request.method == "POST" else NotAllowed(verdict.reason)
