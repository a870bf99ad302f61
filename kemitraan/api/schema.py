"""What /api/schema/ says beyond the fields: headers, and every error in its one shape."""

from copy import copy

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from drf_spectacular.contrib.django_filters import DjangoFilterExtension
from drf_spectacular.drainage import set_override
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated

from kemitraan.api.idempotency import HEADER

#: Of filters by words that name no length of their own.
LONGEST_WORDS = 200


class ErrorSerializer(serializers.Serializer):
    """Every error: a code for programs, a sentence for people in the language of the request."""

    code = serializers.CharField(
        help_text=_("Kode untuk program, misalnya “wrong_state” atau “throttled”.")
    )
    message = serializers.CharField(
        help_text=_("Kalimat untuk dibaca orang, dalam bahasa permintaan.")
    )
    fields = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text=_("Hanya pada 400 “invalid”: kalimat menurut nama isian atau saringan."),
    )


_ANY = {
    400: _("Saringan, tajuk, atau isian salah; “fields” menyebut yang mana."),
    401: _("Belum masuk, atau token tidak berlaku."),
    406: _("Hanya JSON yang dapat dikirim."),
    429: _("Terlalu banyak permintaan; tajuk Retry-After menyebut berapa detik lagi."),
}
_OF_OBJECT = {404: _("Tidak ada, atau tidak boleh Anda lihat.")}
_OF_POST = {
    403: _("Tidak berhak: bukan pihaknya, token hanya-baca, atau tanpa token CSRF."),
    409: _("Keadaannya sudah lain, atau orang lain lebih cepat. Baca lagi sebelum memutuskan."),
    413: _("Isi permintaan terlalu besar."),
    415: _("Kirim isi sebagai application/json."),
    422: _("Idempotency-Key ini sudah dipakai untuk permintaan lain."),
}
_OF_STEP = {412: _("If-Match menyebut keadaan yang sudah lewat.")}


def _header(name: str, words, **given) -> OpenApiParameter:
    return OpenApiParameter(
        name, OpenApiTypes.STR, OpenApiParameter.HEADER, description=words, **given
    )


class ApiSchema(AutoSchema):
    def get_summary(self):
        return str(getattr(self.view, "summaries", {}).get(self.view.action, "")) or None

    def get_tags(self):
        return [self.path.removeprefix("/api/v1/").split("/", 1)[0]]

    def get_auth(self):
        """Lists that everybody may read say so: the empty entry."""
        found = super().get_auth()
        is_open = not any(isinstance(one, IsAuthenticated) for one in self.view.get_permissions())
        if self.method == "GET" and is_open:
            return [*(one for one in found if one), {}]
        return [one for one in found if one]

    def get_override_parameters(self):
        found = [_header("Accept-Language", _("“id” atau “en”: bahasa kalimat."))]
        if self.method == "GET":
            found += [
                _header("If-None-Match", _("ETag yang sudah Anda punya: 304 bila belum berubah.")),
                _header("ETag", _("Tanda keadaan jawaban ini."), response=[200, 304]),
            ]
        else:
            is_making = self.view.action in self.view.creating
            words = _(
                "Kunci pilihan Anda: permintaan yang terulang dalam 24 jam dijawab sama dan tidak dikerjakan lagi."
            )
            wanted = _("Wajib bila masuk dengan token.")
            found.append(
                OpenApiParameter(
                    HEADER,
                    {
                        "type": "string",
                        "minLength": 1,
                        "maxLength": 255,
                        "pattern": r"^[\x21-\x7e]+$",
                    },
                    OpenApiParameter.HEADER,
                    description=f"{words} {wanted}" if is_making else words,
                )
            )
            found.append(
                _header(
                    "Idempotency-Replayed", _("“true”: jawaban yang disimpan."), response=[200, 201]
                )
            )
            if self.view.detail:
                found.append(_header("If-Match", _("ETag dari GET: 412 bila sudah berubah.")))
        found.append(
            OpenApiParameter(
                "Retry-After",
                OpenApiTypes.INT,
                OpenApiParameter.HEADER,
                description=_("Detik sampai boleh mencoba lagi."),
                response=[429],
            )
        )
        return found

    def _get_response_bodies(self, direction="response"):
        found = super()._get_response_bodies(direction)
        said = dict(_ANY)
        if self.view.detail:
            said |= _OF_OBJECT
        if self.method == "GET":
            found["304"] = {"description": str(_("Belum berubah."))}
        else:
            said |= _OF_POST | (_OF_STEP if self.view.detail else {})
        for status, words in said.items():
            found.setdefault(
                str(status),
                self._get_response_for_code(
                    OpenApiResponse(ErrorSerializer, description=str(words)), str(status)
                ),
            )
        self._add_headers(found)
        return dict(sorted(found.items()))

    def _add_headers(self, responses) -> None:
        """Those that are told of answers, also of the ones that are added here."""
        for status, response in responses.items():
            headers = self._get_response_headers_for_code(status)
            if headers:
                response["headers"] = headers


class FilterSchema(DjangoFilterExtension):
    """The type of a filter is that of its form's field, and so are its bounds."""

    priority = 1

    def resolve_filter_field(self, auto_schema, model, filterset_class, field_name, filter_field):
        if told := _type_of_filter(filter_field):
            filter_field = copy(filter_field)
            set_override(filter_field, "field", told | {"description": str(filter_field.label)})
        return super().resolve_filter_field(
            auto_schema, model, filterset_class, field_name, filter_field
        )


def _type_of_filter(filter_field) -> dict | None:
    extra = filter_field.extra
    if issubclass(filter_field.field_class, forms.IntegerField):
        bounds = {"minimum": extra.get("min_value"), "maximum": extra.get("max_value")}
        return {"type": "integer", **{name: at for name, at in bounds.items() if at is not None}}
    if isinstance(filter_field, filters.QuerySetRequestMixin):
        rows = extra["queryset"]
        key = (rows() if callable(rows) else rows).model._meta.pk
        return {"type": "integer" if isinstance(key, models.IntegerField) else "string"}
    if callable(extra.get("choices")):
        return {"type": "string"}  # of each; the choices are rows, which are known when it is asked
    if isinstance(filter_field, filters.CharFilter):
        return {"type": "string", "maxLength": extra.get("max_length") or LONGEST_WORDS}
    return None


#: Labels that are the field's own name, which the generator leaves out.
_NAMES = {
    "id": _("Nomor."),
    "mou": _("Nomor MoU."),
    "umkm": _("Nomor UMKM."),
    "nib": _("Nomor Induk Berusaha, 13 angka."),
}


def describe_every_field(result, generator, request, public):
    """A field without a sentence of its own is described by its label, which names the unit."""
    for schema in result["components"]["schemas"].values():
        for name, field in schema.get("properties", {}).items():
            title = field.pop("title", "") or str(_NAMES.get(name, ""))
            if title and "$ref" not in field:
                field.setdefault("description", title[:1].upper() + title[1:])
    return result


def only_v1(endpoints):
    """The addresses of other systems; pages and the schema itself are none."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]
