"""One page of results: the statement, then the cards of the firms that it names."""

from django.core.paginator import Page, Paginator

from umkm.cards import firm_cards
from umkm.search.hits import Answer, ask
from umkm.search.narrowing import Wanted
from umkm.search.question import Question


class _Counted(Paginator):
    """A paginator that is told how many there are."""

    def __init__(self, count: int, per_page: int):
        super().__init__([], per_page)
        self.__dict__["count"] = count


def find(wanted: Wanted, number: str | None, size: int) -> tuple[Page, Answer, Question]:
    """The page (the first or last one when there is none of that number), all counts, and the question that was answered.

    When no firm has every part of the text, families are looked for beside things; the question says so.
    """
    asked = (
        int(number) if number and number.isascii() and number.isdigit() and len(number) < 9 else 1
    )
    answer = ask(wanted, limit=size, offset=(max(1, asked) - 1) * size)
    wider = None if answer.total else wanted.looser()
    if wider is not None:
        again = ask(wider, limit=size, offset=(max(1, asked) - 1) * size)
        if again.total:
            wanted, answer = wider, again
    pages = _Counted(answer.total, size)
    page = pages.get_page(number)
    if not answer.keys and answer.total:
        answer.keys = ask(wanted, limit=size, offset=(page.number - 1) * size).keys
    page.object_list = firm_cards(answer.keys, wanted.today)
    return page, answer, wanted.question
