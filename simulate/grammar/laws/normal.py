"""How normal and Student's t laws are written."""

from __future__ import annotations

from ...laws.normal import Normal, StudentT
from .entry import LawEntry
from .fields import Positive, PositiveQuantity, Quantity
from .law import Law


class NormalEntry(LawEntry):
    """A normal law by mean and standard deviation."""

    mean: Quantity
    sd: PositiveQuantity

    build = Normal
    example = {"mean": 3, "sd": 0.5}


class StudentTEntry(LawEntry):
    """Student's t, moved and scaled."""

    df: Positive
    location: Quantity
    scale: PositiveQuantity

    build = StudentT
    example = {"df": 4, "location": 10, "scale": 2}


LAWS = (
    Law("normal", "normal, by mean and standard deviation", (NormalEntry,)),
    Law("student_t", "Student's t: a mean of few measurements", (StudentTEntry,)),
)
