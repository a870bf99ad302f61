"""Everything about one pair in words, whether it may be suggested or not."""

from django.utils.translation import gettext as _

from partnerships.matching import Explanation
from partnerships.wording.facts import sentence
from partnerships.wording.rules import LABELS as RULES
from partnerships.wording.rules import broken
from partnerships.wording.scores import LABELS as PARTS
from partnerships.wording.values import amount


def pair_in_words(explanation: Explanation) -> list[str]:
    """Lines of plain text: the verdict, each rule, each part of the score, what speaks for it and what against."""
    if explanation.product_id is None:
        return [_("UMKM ini tidak menawarkan produk apa pun.")]
    return [
        _verdict(explanation),
        _("Nilai %(score)s dari 100 (manfaat perusahaan %(company)s, manfaat UMKM %(umkm)s).")
        % {
            "score": amount(explanation.score),
            "company": amount(explanation.company_score),
            "umkm": amount(explanation.umkm_score),
        },
        "",
        _("Syarat:"),
        *(_rule(check) for check in explanation.rules),
        "",
        _("Bagian nilai:"),
        *(_part(part) for part in explanation.parts),
        "",
        _("Yang mendukung:"),
        *(f"  + {sentence(_plain(fact))}" for fact in explanation.reasons),
        _("Yang kurang atau belum jelas:"),
        *(f"  - {sentence(_plain(fact))}" for fact in explanation.gaps),
        *(f"  > {sentence(_plain(fact))}" for fact in explanation.what_ifs),
    ]


def _verdict(explanation: Explanation) -> str:
    if explanation.candidate is not None:
        return _("Dapat disarankan.")
    if explanation.excluded_by:
        return _("Tidak disarankan karena syarat: %(rules)s.") % {
            "rules": ", ".join(str(RULES[code]) for code in explanation.excluded_by)
        }
    return _("Tidak disarankan: produknya bukan yang dicari.")


def _rule(check) -> str:
    if check.passed is None:
        return f"  ? {RULES[check.code]}: " + _("belum diisi")
    if check.passed:
        return f"  v {RULES[check.code]}"
    return f"  x {RULES[check.code]}: {broken(check.code, check.values)}"


def _part(part) -> str:
    value = _("belum diisi") if part.value is None else f"{amount(100 * part.value)} %"
    return f"  {amount(100 * part.weight):>4} % {PARTS[part.code]}: {value}"


def _plain(fact) -> dict:
    return {"code": fact.code, "values": fact.values}
