"""The words and forms that the plan's fields are made of, taken from the vocabulary so that the schema lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, FailFast, Field

from dialog.script.kind import KINDS
from dialog.script.model import REQUIREMENTS, SKIP_REASONS
from dialog.script.target import DISCIPLINES, PARTS, TARGETS

if TYPE_CHECKING:  # the words come from tables, which a type checker cannot read
    Target: TypeAlias = str
    Discipline: TypeAlias = str
    PartId: TypeAlias = str
    RequirementId: TypeAlias = str
    SkipReason: TypeAlias = str
    KindName: TypeAlias = str
else:
    Target = Literal[tuple(TARGETS)]
    Discipline = Literal[("", *DISCIPLINES)]
    PartId = Literal[tuple(part.id for part in PARTS)]
    RequirementId = Literal[REQUIREMENTS]
    SkipReason = Literal[SKIP_REASONS]
    KindName = Literal[tuple(KINDS)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
LogHead = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Cvr = Annotated[str, Field(pattern=r"^([0-9]{8})?$")]
T = TypeVar("T")
Many: TypeAlias = Annotated[tuple[T, ...], FailFast()]
"""Any number of them. The first that does not fit is enough: a file of a million `{}` would be 20 million faults."""
Roots = Annotated[Many[UUID], Field(min_length=1)]


class Shape(BaseModel):
    """What every part of the plan is: frozen, strict, nothing unknown, each field explained on the line below it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)
