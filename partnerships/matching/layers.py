"""What some offers say, as sparse matrices that can be put side by side."""

from typing import NamedTuple

import numpy as np
from scipy import sparse


class Layer(NamedTuple):
    """Rows from `start` on: for each term (a row of `named`) how plainly the offers name it; `said` marks their own words."""

    start: int
    named: sparse.csr_matrix
    said: sparse.csr_matrix


def most(term, row, plain, size) -> sparse.csr_matrix:
    """A matrix in which the greatest of several entries at one place stands, not their sum."""
    if not len(term):
        return sparse.csr_matrix(size)
    key = term.astype(np.int64) * size[1] + row
    order = np.argsort(key, kind="stable")
    key, plain = key[order], plain[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    key = key[first]
    return sparse.csr_matrix(
        (np.maximum.reduceat(plain, first), (key // size[1], key % size[1])), shape=size
    )


def side_by_side(left: Layer, right: Layer) -> Layer:
    def joined(one: sparse.csr_matrix, other: sparse.csr_matrix) -> sparse.csr_matrix:
        terms = max(one.shape[0], other.shape[0])
        return sparse.hstack([_taller(one, terms), _taller(other, terms)], format="csr")

    return Layer(left.start, joined(left.named, right.named), joined(left.said, right.said))


def _taller(matrix: sparse.csr_matrix, terms: int) -> sparse.csr_matrix:
    return sparse.csr_matrix(
        (
            matrix.data,
            matrix.indices,
            np.pad(matrix.indptr, (0, terms - matrix.shape[0]), mode="edge"),
        ),
        shape=(terms, matrix.shape[1]),
    )
