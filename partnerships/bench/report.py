"""What a section of the bench gives back, and how it is printed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import perf_counter


class NotMeasured(Exception):
    """A section cannot be measured here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line. `seeds` has at least one, `sizes` are numbers of firms."""

    firms: int
    needs: int
    seeds: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def seed(self) -> int:
        return self.seeds[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `ratios` maps a peer to this value over the peer's in the same run."""

    name: str
    value: float
    unit: str
    ratios: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict:
        return {
            "name": self.name,
            "value": round(self.value, 6),
            "unit": self.unit,
            "ratios": {peer: round(ratio, 4) for peer, ratio in self.ratios.items()},
        }


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def over(value: float, **peers: float) -> dict[str, float]:
    """Ratios of a value to each peer's; a peer of zero has none."""
    return {peer: value / other for peer, other in peers.items() if other}


def lines(section: str, result: dict) -> Iterator[str]:
    """A section's result as a table: what it was run on, then a line for each figure."""
    yield ""
    yield f"{section}: " + ", ".join(f"{key} {value}" for key, value in result["on"].items())
    width = max((len(figure["name"]) for figure in result["figures"]), default=0)
    for figure in result["figures"]:
        ratios = "   ".join(f"{ratio:.3g} x {peer}" for peer, ratio in figure["ratios"].items())
        value = f"{figure['value']:,.4g}" if figure["value"] < 1000 else f"{figure['value']:,.0f}"
        yield f"  {figure['name']:<{width}}  {value:>10} {figure['unit']:<6} {ratios}".rstrip()
