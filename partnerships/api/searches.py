"""Saved searches of a person, to be read; they are kept and dropped on the pages."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.reverse import reverse

from kemitraan.api.viewsets import OwnViewSet
from partnerships.models import SavedSearch


class SavedSearchSerializer(serializers.ModelSerializer):
    """`news` counts what fits since it was looked at last on its page; `newest` is when the last of it came."""

    results = serializers.SerializerMethodField(
        help_text=_("Alamat API direktori dengan saringan yang sama.")
    )
    news = serializers.IntegerField(help_text=_("Jumlah UMKM baru yang belum dilihat."))
    newest = serializers.DateTimeField(
        allow_null=True, help_text=_("Yang terbaru; null bila tak ada.")
    )

    class Meta:
        model = SavedSearch
        fields = ["id", "company", "name", "results", "news", "newest", "created_at", "looked_at"]

    def get_results(self, row) -> str:
        address = reverse("api:umkm-list", request=self.context["request"])
        return f"{address}?{row.given.urlencode()}"


class SavedSearchViewSet(OwnViewSet):
    """A person's own, as long as the person works for the company that they were kept for."""

    serializer_class = SavedSearchSerializer
    summaries = {"list": _("Pencarian tersimpan"), "retrieve": _("Satu pencarian tersimpan")}

    def get_queryset(self):
        return SavedSearch.objects.of(self.request.user).with_news()
