"""Texts cut and joined as a person would."""

from __future__ import annotations


def shortened(text: str, width: int) -> str:
    """One row of `text`, cut at a word where it can be."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: max(1, width - 1)]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(" ,.;:") + "…"


def listed(parts: list[str]) -> str:
    """`a`, `a og b`, `a, b og c`."""
    return " og ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
