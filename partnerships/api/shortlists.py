"""Shortlists of a company, and what stands on them."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from investors.models import Company
from kemitraan.api.viewsets import OwnViewSet
from partnerships.api.parts import NamedCompanySerializer, NamedUmkmSerializer
from partnerships.filters import ShortlistEntryFilter, ShortlistFilter
from partnerships.models import Shortlist, ShortlistEntry, ShortlistNote
from partnerships.permissions import may_keep_shortlist
from partnerships.services import shortlists as services
from umkm.models import Umkm

# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class ShortlistSerializer(serializers.ModelSerializer):
    """A list with its name. What stands on it is in /api/v1/shortlist-entries/?shortlist=."""

    company = NamedCompanySerializer()
    count = serializers.IntegerField(help_text=_("Jumlah UMKM di daftar ini."))
    may_write = serializers.SerializerMethodField(
        help_text=_("Anda boleh mengubahnya: penanggung jawab dan pembeli, bukan pembaca.")
    )

    class Meta:
        model = Shortlist
        fields = ["id", "company", "name", "count", "may_write", "created_at", "changed_at"]

    def get_may_write(self, row) -> bool:
        return bool(may_keep_shortlist(self.context["request"].user, row))


class NameSerializer(serializers.ModelSerializer):
    class Meta:
        model = Shortlist
        fields = ["name"]


class NewShortlistSerializer(serializers.ModelSerializer):
    """Two lists of one company do not have the same name."""

    class Meta:
        model = Shortlist
        fields = ["company", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if request := self.context.get("request"):
            self.fields["company"].queryset = Company.objects.kept_by(request.user)


class ShortlistViewSet(OwnViewSet):
    """A company its own, readers too; nobody else, officials neither: they look in their workplace, without notes."""

    serializer_class = ShortlistSerializer
    filterset_class = ShortlistFilter
    summaries = {
        "list": _("Daftar-daftar pendek"),
        "retrieve": _("Satu daftar pendek"),
        "create": _("Buat daftar pendek"),
        "rename": _("Ubah nama daftar pendek"),
        "drop": _("Hapus daftar pendek"),
    }

    def get_queryset(self):
        rows = Shortlist.objects.visible_to(self.request.user).with_counts()
        return rows.select_related("company").prefetch_related("company__members")

    @extend_schema(request=NewShortlistSerializer, responses={201: ShortlistSerializer})
    def create(self, request):
        """For a company that the account writes for."""
        given = self.given(NewShortlistSerializer)
        return self.made(services.open_list(actor=request.user, **given).pk)

    @extend_schema(request=NameSerializer, responses=ShortlistSerializer)
    @action(detail=True, methods=["post"])
    def rename(self, request, pk=None):
        given = self.given(NameSerializer)
        row = services.rename_list(self.get_object(), actor=request.user, **given)
        return self.changed(row.pk)

    @extend_schema(request=None, responses=ShortlistSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """The list is gone for good with its notes; told once more as it was."""
        row = self.get_object()
        told = self.changed(row.pk)
        services.drop_list(row, actor=request.user)
        return told


# ── What stands on them ──────────────────────────────────────────────────────────────────────────────────────────────


class ShortlistNoteSerializer(serializers.ModelSerializer):
    by = serializers.CharField(help_text=_("Nama penulisnya."))
    is_mine = serializers.SerializerMethodField(
        help_text=_("Anda yang menulisnya; hanya penulisnya yang dapat menghapus.")
    )

    class Meta:
        model = ShortlistNote
        fields = ["id", "text", "by", "is_mine", "at"]

    def get_is_mine(self, note) -> bool:
        return note.by_id == self.context["request"].user.pk


class ShortlistEntrySerializer(serializers.ModelSerializer):
    """One UMKM on a list, at its place, with what people of the company have noted about it."""

    umkm = NamedUmkmSerializer()
    is_listed = serializers.BooleanField(
        source="umkm.is_public", help_text=_("Masih tampil di direktori.")
    )
    added_by = serializers.CharField(help_text=_("Nama yang menambahkan."))
    notes = ShortlistNoteSerializer(many=True, help_text=_("Catatan, yang terlama dahulu."))

    class Meta:
        model = ShortlistEntry
        fields = [
            "id",
            "shortlist",
            "umkm",
            "is_listed",
            "position",
            "added_by",
            "added_at",
            "removed_at",
            "notes",
        ]


class NewEntrySerializer(serializers.Serializer):
    umkm = serializers.PrimaryKeyRelatedField(
        queryset=Umkm.objects.all(), help_text=_("Nomor UMKM.")
    )
    shortlist = serializers.PrimaryKeyRelatedField(
        queryset=Shortlist.objects.none(),
        required=False,
        help_text=_("Nomor daftar; tanpa ini, yang terakhir diubah, atau daftar baru."),
    )
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=1000, help_text=_("Catatan pertama.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if request := self.context.get("request"):
            self.fields["shortlist"].queryset = Shortlist.objects.visible_to(request.user)


class NoteTextSerializer(serializers.ModelSerializer):
    class Meta:
        model = ShortlistNote
        fields = ["text"]


class NoteKeySerializer(serializers.Serializer):
    note = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text=_("Nomor catatan."))


class MoveSerializer(serializers.Serializer):
    up = serializers.BooleanField(help_text=_("true: satu tempat naik; false: satu tempat turun."))


class ShortlistEntryViewSet(OwnViewSet):
    """In the order of each list. Who reads a list reads this; who writes on it writes here."""

    serializer_class = ShortlistEntrySerializer
    filterset_class = ShortlistEntryFilter
    summaries = {
        "list": _("Isi daftar pendek"),
        "retrieve": _("Satu UMKM di daftar pendek"),
        "create": _("Tambahkan UMKM ke daftar pendek"),
        "note": _("Tulis catatan"),
        "strike_note": _("Hapus catatan"),
        "move": _("Pindahkan satu tempat"),
        "remove": _("Keluarkan dari daftar pendek"),
    }

    def get_queryset(self):
        """One that was taken off is still told by its number, for as long as it can be put back."""
        seen = Shortlist.objects.visible_to(self.request.user)
        rows = ShortlistEntry.objects.filter(shortlist__in=seen.values("pk"))
        rows = rows.select_related("umkm", "added_by").prefetch_related("notes__by")
        rows = rows.order_by("shortlist", "position", "pk")
        return rows.standing() if self.action == "list" else rows

    @extend_schema(request=NewEntrySerializer, responses={201: ShortlistEntrySerializer})
    def create(self, request):
        """At the end of the list. One that stands there already stays at its place; one taken off returns with its notes."""
        added = services.add(actor=request.user, **self.given(NewEntrySerializer))
        return self.made(added.entry.pk)

    @extend_schema(request=NoteTextSerializer, responses=ShortlistEntrySerializer)
    @action(detail=True, methods=["post"])
    def note(self, request, pk=None):
        """One more; nobody outside the company reads it."""
        given = self.given(NoteTextSerializer)
        services.write_note(self.get_object(), actor=request.user, **given)
        return self.changed(pk)

    @extend_schema(request=NoteKeySerializer, responses=ShortlistEntrySerializer)
    @action(detail=True, methods=["post"], url_path="strike-note")
    def strike_note(self, request, pk=None):
        """By who wrote it. To change a note, write it anew and strike the old one."""
        given = self.given(NoteKeySerializer)
        services.strike_note(_note_of(self.get_object(), given["note"]), actor=request.user)
        return self.changed(pk)

    @extend_schema(request=MoveSerializer, responses=ShortlistEntrySerializer)
    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """At the end of the list nothing happens."""
        services.move(self.get_object(), actor=request.user, **self.given(MoveSerializer))
        return self.changed(pk)

    @extend_schema(request=None, responses=ShortlistEntrySerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request, pk=None):
        """For thirty days it returns with its notes when it is added again."""
        services.remove(self.get_object(), actor=request.user)
        return self.changed(pk)


def _note_of(entry: ShortlistEntry, key: int) -> ShortlistNote:
    """Raises ValidationError."""
    note = entry.notes.select_related("entry__shortlist").filter(pk=key).first()
    if note is None:
        raise serializers.ValidationError({"note": [_("Catatan ini tidak ada.")]})
    return note
