"""The thesaurus: rows of the data files to look at and to extend, rows of officials to write and to take back."""

from django import forms
from django.contrib import admin
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import link_to, list_url
from kemitraan.reference.models import Concept, Form, PlainWord, Sense
from kemitraan.reference.own_words import remove_own, save_concept, save_plain_word, save_sense
from kemitraan.reference.permissions import WORD_KEEPERS
from kemitraan.reference.words import LANGUAGES

_FORM_FIELDS = tuple(f"forms_{language}" for language in LANGUAGES)


class WordAdmin(OfficialAdmin):
    """Rows of the files are read; own rows are written, and taken back on a page that asks."""

    editors = adders = WORD_KEEPERS
    list_filter = (("from_file", BooleanRadioFilter),)

    def may_write_row(self, request, row) -> bool:
        return self.has_change_permission(request, row) and not row.from_file

    def has_change_permission(self, request, obj=None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.from_file)

    @display(description=gettext_lazy("asal"), ordering="from_file")
    def origin(self, row):
        return _("berkas data") if row.from_file else _("ditambahkan petugas")

    def notices(self, request, row):
        if row.from_file:
            return [
                _("Baris ini berasal dari berkas data; isinya kembali pada pemuatan berikutnya.")
            ]
        return []

    def links(self, request, row):
        own = super().links(request, row)
        if self.may_write_row(request, row):
            own.append(Link(_("Hapus…"), self._remove_url(row)))
        return own

    # ── Taking a row back ────────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        remove = path(
            "<path:object_id>/hapus/",
            self.admin_site.admin_view(self.remove_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_remove",
        )
        return [remove, *super().get_urls()]

    def _remove_url(self, row) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_remove"
        return reverse(name, args=[row.pk])

    def remove_view(self, request, object_id: str):
        row = self.row_or_404(request, object_id)
        if row.from_file:
            raise Http404

        def perform(_answers):
            said = _("“%(row)s” dihapus dari kamus.") % {"row": row}
            remove_own(row, actor=request.user)
            self.message_user(request, said)
            return HttpResponseRedirect(list_url(self.model))

        return self.form_page(
            request,
            row,
            forms.Form(posted(request)),
            title=_("Hapus “%(row)s”") % {"row": row},
            lead=_("Pencocokan berikutnya tidak lagi mengenal kata ini."),
            button=_("Hapus"),
            tone="bad",
            perform=perform,
        )


def _forms_field(label, **options) -> forms.CharField:
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, widget=widget, **options)


class ConceptForm(forms.ModelForm):
    forms_id = _forms_field(
        gettext_lazy("padanan Indonesia"),
        help_text=gettext_lazy("Dipisah koma atau baris baru; frasa boleh: kripik, keripik pedas."),
    )
    forms_local = _forms_field(gettext_lazy("padanan Jawa/setempat"))
    forms_en = _forms_field(gettext_lazy("padanan Inggris"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            own = self.instance.forms.filter(from_file=False).exclude(words=self.instance.name)
            for language in LANGUAGES:
                listed = [form.words for form in own if form.language == language]
                self.fields[f"forms_{language}"].initial = ", ".join(listed)


@admin.register(Concept)
class ConceptAdmin(WordAdmin):
    form = ConceptForm
    facts = ((gettext_lazy("Konsep"), ("name", "kind", "broader", "origin")),)
    list_display = ("name", "kind", "broader", "origin")
    list_select_related = ("broader",)
    list_filter = (*WordAdmin.list_filter, ("kind", ChoicesDropdownFilter))
    search_fields = ("name", "forms__words")
    autocomplete_fields = ("broader",)

    def has_change_permission(self, request, obj=None) -> bool:
        """Concepts of the files can be extended too."""
        return super().has_change_permission(request)

    def get_fieldsets(self, request, obj=None):
        words = (_("Padanan kata tambahan"), {"fields": _FORM_FIELDS})
        if obj is not None and obj.from_file:
            return (words,)
        return ((_("Konsep"), {"fields": ("name", "kind", "broader")}), words)

    def notices(self, request, row):
        if row.from_file:
            return [
                _("Konsep ini berasal dari berkas data: padanan dapat ditambah, tidak dikurangi.")
            ]
        return []

    def links(self, request, row):
        if row.from_file and self.has_change_permission(request, row):
            return [Link(_("Tambah padanan"), "?ubah=1")]
        return super().links(request, row)

    def tables(self, request, row):
        ways = [(_("berkas data"), True), (_("ditambahkan petugas"), False)]
        found = list(row.forms.all())
        return [
            Table(
                _("Padanan kata"),
                [_("Bahasa"), _("Kata"), _("Asal")],
                [
                    Row([label, ", ".join(words), origin])
                    for origin, from_file in ways
                    for language, label in Form.Language.choices
                    if (
                        words := [
                            form.words
                            for form in found
                            if form.language == language and form.from_file == from_file
                        ]
                    )
                ],
            ),
            Table(
                _("Konsep yang termasuk di dalamnya"),
                [_("Konsep"), _("Jenis")],
                [Row([link_to(kind), kind.get_kind_display()]) for kind in row.narrower.all()],
                empty=_("Tidak ada."),
            ),
        ]

    def write(self, request, row, form, *, is_new):
        return save_concept(
            actor=request.user,
            concept=None if is_new else row,
            name=row.name,
            kind=row.kind,
            broader=row.broader,
            forms={language: form.cleaned_data[f"forms_{language}"] for language in LANGUAGES},
        )


@admin.register(Sense)
class SenseAdmin(WordAdmin):
    facts = ((gettext_lazy("Kata bermakna ganda"), ("word", "concept", "company", "origin")),)
    fieldsets = ((gettext_lazy("Kata bermakna ganda"), {"fields": ("word", "concept", "company")}),)
    list_display = ("word", "concept", "company", "origin")
    list_select_related = ("concept",)
    search_fields = ("word", "concept__name")
    autocomplete_fields = ("concept",)

    def write(self, request, row, form, *, is_new):
        return save_sense(
            actor=request.user,
            sense=None if is_new else row,
            word=row.word,
            concept=row.concept,
            company=row.company,
        )


@admin.register(PlainWord)
class PlainWordAdmin(WordAdmin):
    facts = ((gettext_lazy("Kata biasa"), ("word", "use", "origin")),)
    fieldsets = ((gettext_lazy("Kata biasa"), {"fields": ("word", "use")}),)
    list_display = ("word", "use", "origin")
    list_filter = (*WordAdmin.list_filter, ("use", ChoicesDropdownFilter))
    search_fields = ("word",)

    def write(self, request, row, form, *, is_new):
        return save_plain_word(
            actor=request.user,
            plain_word=None if is_new else row,
            word=row.word,
            use=row.use,
        )
