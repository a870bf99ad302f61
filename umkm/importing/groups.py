"""Lines of one file that bring the same firm: one line a product is how many officials keep their lists."""

from collections import defaultdict
from dataclasses import dataclass, field

from umkm.importing.rows import ParsedRow
from umkm.sameness import CERTAIN, Traits, judge


@dataclass
class Groups:
    """Asked line by line; a line is compared only with earlier ones that share a number with it."""

    _by_number: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _traits: dict[int, Traits] = field(default_factory=dict)
    _products: dict[int, set[str]] = field(default_factory=dict)

    def place(self, row: ParsedRow) -> int | None:
        """The number of the line whose firm this one brings again, or None for a new firm.

        Adds remarks: `repeated` for a line that brings nothing new, `like_row` for one that an official should look at.
        """
        traits, product = row.traits, row.values["product_name"].lower()
        numbers = [("nib", traits.nib), ("nik", traits.nik), ("telephone", traits.telephone)]
        near = sorted({at for key in numbers if key[1] for at in self._by_number.get(key, ())})
        alike = None
        for number in near:
            judged = judge(traits, self._traits[number])
            if judged is None:
                continue
            if judged.certainty == CERTAIN:
                if not product or product in self._products[number]:
                    row.remark("repeated", row=number)
                else:
                    self._products[number].add(product)
                    row.remark("same_as_row", row=number)
                return number
            alike = alike or number
        if alike is not None:
            row.remark("like_row", row=alike)
        self._traits[row.number] = traits
        self._products[row.number] = {product}
        for key in numbers:
            if key[1]:
                self._by_number[key].append(row.number)
        return None
