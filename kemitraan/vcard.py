"""A contact for the address book of a phone: vCard 3.0 (RFC 2426), which old phones read too."""

from collections.abc import Iterable


def vcard(
    *,
    person: str,
    firm: str,
    telephone: str = "",
    email: str = "",
    address: str = "",
    url: str = "",
    note: str = "",
) -> str:
    """One card; what is empty is left out. `telephone` is E.164. Two cards joined are a file with two contacts."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_escaped(person or firm)};;;;",
        f"FN:{_escaped(person or firm)}",
        f"ORG:{_escaped(firm)}",
    ]
    optional: Iterable[tuple[str, str]] = (
        ("TEL;TYPE=CELL", telephone),
        ("EMAIL", email),
        ("ADR;TYPE=WORK", f";;{_escaped(address)};;;;" if address else ""),
        ("URL", url),
        ("NOTE", note),
    )
    for name, value in optional:
        if value:
            lines.append(f"{name}:{value if name.startswith('ADR') else _escaped(value)}")
    lines.append("END:VCARD")
    return "".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """At most 75 octets a line, never cut within a letter; what goes on begins with a space."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > 75:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]).decode() + "\r\n"
