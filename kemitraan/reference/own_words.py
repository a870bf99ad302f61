"""What officials add to the thesaurus. They extend the rows of the files and never change what those mean."""

import re
from collections import defaultdict
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kemitraan.accounts.models import User
from kemitraan.reference.models import Concept, Form, PlainWord, Sense
from kemitraan.reference.permissions import may_keep_words
from kemitraan.reference.words import ALWAYS, circle, spoken
from kemitraan.refusals import Refused, must

_BETWEEN_FORMS = re.compile(r"[,;|\n]")
_LONGEST_FORM = Form._meta.get_field("words").max_length


@transaction.atomic
def save_concept(
    *,
    actor: User,
    concept: Concept | None = None,
    name: str = "",
    kind: str = "",
    broader: Concept | None = None,
    forms: Mapping[str, str],
) -> Concept:
    """Add a concept, or change one. Of a concept of the files only the officials' own forms change.

    `forms` maps a language to its own forms, with commas or lines between them; a language that is not named keeps its
    forms. Raises ValidationError (fields name, kind, broader, forms_id, forms_local, forms_en) and NotAllowed.
    """
    _keep(actor)
    concept = Concept() if concept is None else Concept.objects.get(pk=concept.pk)
    errors: dict[str, list[str]] = defaultdict(list)
    if not concept.from_file:
        concept.name, concept.kind, concept.broader = spoken(name), kind, broader
        try:
            concept.full_clean()
        except ValidationError as error:
            for field, said in error.message_dict.items():
                errors[field] += said
        if taken := _taken(concept.name, concept):
            errors["name"].append(taken)
        if way := _circle(concept):
            errors["broader"].append(
                _("Berputar: %(way)s. Pilih konsep yang lebih luas.") % {"way": " → ".join(way)}
            )
    wanted = _wanted_forms(concept, forms, errors)
    if errors:
        raise ValidationError(dict(errors))
    concept.save()
    own = Form.objects.filter(concept=concept, from_file=False)
    own.filter(language__in=forms).exclude(words__in=wanted).exclude(words=concept.name).delete()
    if not concept.from_file:
        _name_is_a_form(concept)
    for words, language in wanted.items():
        Form.objects.update_or_create(
            words=words, defaults={"concept": concept, "language": language}
        )
    return concept


@transaction.atomic
def save_sense(
    *, actor: User, sense: Sense | None = None, word: str, concept: Concept, company: str
) -> Sense:
    """Add a sense of an ambiguous word, or change an own one. Raises ValidationError, Refused, NotAllowed."""
    _keep(actor)
    sense = Sense() if sense is None else _own(sense)
    sense.word, sense.concept = spoken(word), concept
    always = company.strip() == ALWAYS
    sense.company = ALWAYS if always else " ".join(dict.fromkeys(_slugs(company)))
    errors: dict[str, list[str]] = defaultdict(list)
    if " " in sense.word:
        errors["word"].append(_("Tulis satu kata saja; frasa ditambahkan pada konsepnya."))
    if not sense.company:
        errors["company"].append(_("Tulis sedikitnya satu kata yang menyertainya."))
    in_files = Sense.objects.filter(word=sense.word, from_file=True).exists()
    if always and in_files:
        errors["company"].append(
            _("Arti “%(word)s” diatur dalam berkas data; tambahkan arti dengan kata penyerta.")
            % {"word": sense.word}
        )
    if PlainWord.objects.filter(word=sense.word).exists():
        errors["word"].append(_("“%(word)s” tercatat sebagai kata biasa.") % {"word": sense.word})
    if errors:
        raise ValidationError(dict(errors))
    sense.full_clean()
    sense.save()
    return sense


@transaction.atomic
def save_plain_word(
    *, actor: User, plain_word: PlainWord | None = None, word: str, use: str
) -> PlainWord:
    """Add a word that stands for nothing, or change an own one. Raises ValidationError, Refused, NotAllowed."""
    _keep(actor)
    plain_word = PlainWord() if plain_word is None else _own(plain_word)
    plain_word.word, plain_word.use = spoken(word), use
    if " " in plain_word.word:
        raise ValidationError({"word": [_("Tulis satu kata saja.")]})
    form = Form.objects.filter(words=plain_word.word).select_related("concept").first()
    if form is not None:
        raise ValidationError({"word": [_already(form)]})
    if Sense.objects.filter(word=plain_word.word).exists():
        raise ValidationError({"word": [_ambiguous(plain_word.word)]})
    plain_word.full_clean()
    plain_word.save()
    return plain_word


@transaction.atomic
def remove_own(row: Concept | Sense | PlainWord, *, actor: User) -> None:
    """Take back what officials added. Raises Refused for rows of the files and for concepts that others belong to."""
    _keep(actor)
    row = _own(row)
    if isinstance(row, Concept) and (narrower := row.narrower.first()):
        raise Refused(_("“%(narrower)s” masih termasuk dalam konsep ini.") % {"narrower": narrower})
    row.delete()


# ── Checks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _keep(actor: User) -> None:
    """Word keepers alone, one at a time: whether a form is free depends on all rows."""
    must(may_keep_words(actor))
    list(Concept.objects.select_for_update().order_by("pk").values_list("pk"))


def _own(row):
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.from_file:
        raise Refused(_("Baris ini berasal dari berkas data dan tidak dapat diubah di sini."))
    return row


def _slugs(company: str) -> list[str]:
    """Words, or slugs of clusters, which keep their hyphen."""
    parts = company.lower().replace(",", " ").split()
    return [part if spoken(part).replace(" ", "-") == part else spoken(part) for part in parts]


def _circle(concept: Concept) -> list[str] | None:
    broader_of = {
        name: broader or ""
        for name, broader in Concept.objects.values_list("name", "broader__name")
    }
    broader_of[concept.name] = concept.broader.name if concept.broader else ""
    return circle(concept.name, broader_of)


def _wanted_forms(
    concept: Concept, forms: Mapping[str, str], errors: dict[str, list[str]]
) -> dict[str, str]:
    """form -> language of the own forms; what cannot be one is said in `errors`."""
    wanted: dict[str, str] = {}
    for language, text in forms.items():
        for form in filter(None, map(spoken, _BETWEEN_FORMS.split(text))):
            if len(form) > _LONGEST_FORM:
                errors[f"forms_{language}"].append(
                    _("“%(form)s” terlalu panjang.") % {"form": form}
                )
            elif taken := _taken(form, concept):
                errors[f"forms_{language}"].append(taken)
            elif not (concept.pk and concept.forms.filter(words=form, from_file=True).exists()):
                wanted.setdefault(form, language)
    return wanted


def _taken(form: str, concept: Concept) -> str | None:
    """Why these words cannot stand for the concept, or None."""
    other = Form.objects.filter(words=form).exclude(concept=concept.pk).select_related("concept")
    if found := other.first():
        return _already(found)
    if Sense.objects.filter(word=form).exists():
        return _ambiguous(form)
    plain = PlainWord.objects.filter(word=form).first()
    if plain is not None:
        return _("“%(word)s” tercatat sebagai kata biasa (%(use)s).") % {
            "word": form,
            "use": plain.get_use_display(),
        }
    return None


def _already(form: Form) -> str:
    if form.words == form.concept.name:
        return _("“%(word)s” sudah menjadi konsep sendiri.") % {"word": form}
    return _("“%(word)s” sudah berarti “%(concept)s”.") % {"word": form, "concept": form.concept}


def _ambiguous(word: str) -> str:
    return _("“%(word)s” bermakna ganda; tambahkan artinya di “Kata bermakna ganda”.") % {
        "word": word
    }


def _name_is_a_form(concept: Concept) -> None:
    """The concept is found by its own name; a former name is one only while it is listed."""
    Form.objects.update_or_create(
        words=concept.name,
        defaults={"concept": concept, "language": Form.Language.INDONESIAN},
    )
