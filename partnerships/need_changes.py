"""What changed in a need since an UMKM answered to it, in words: for its desk, the suggestion and the MoU."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F

from investors.models import NeedRevision
from investors.services.need_revisions import together
from investors.terms import in_one_line, in_reader_language
from partnerships.models import Mou, Suggestion
from partnerships.models.mous import PREPARING


def told_changes(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The same rows with `changes_since_answer` (rows for a page) and `what_changed` (in one line): one query in all."""
    rows = list(suggestions)
    revisions = defaultdict(list)
    wanted = {row.need_id for row in rows if row.is_answer_to_older}
    if wanted:
        for revision in NeedRevision.objects.filter(need__in=wanted).order_by("number"):
            revisions[revision.need_id].append(revision)
    for row in rows:
        later = [
            revision
            for revision in revisions[row.need_id]
            if row.answered_revision is not None and revision.number > row.answered_revision
        ]
        changes = together(later)
        row.changes_since_answer = in_reader_language(changes)
        row.what_changed = in_one_line(changes)
    return rows


def answered_before_change(mou: Mou) -> list[Suggestion]:
    """While an MoU is prepared: the suggestions whose UMKM spoke of its need as it was before a change, with what changed."""
    if mou.status not in PREPARING:
        return []
    keys = [row.suggestion_id for row in mou.members.all() if row.suggestion_id]
    rows = Suggestion.objects.filter(pk__in=keys, answered_revision__lt=F("need__revision"))
    return told_changes(rows.select_related("need", "umkm").order_by("pk"))
