"""One written form of a law as a pydantic entry: its fields, their order, and the distribution it describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic_core import CoreSchema

from ...laws.base import Distribution, LawError
from ...laws.truncation import truncated
from ...problems import KeyPath
from .context import Context
from .fields import ABSENT, NumberType
from .problems import Problems

Written = Mapping[str, Any]
Paths = Mapping[str, KeyPath]
Change = Callable[[KeyPath, Any], Any]
ChangeLaw = Callable[[KeyPath, Mapping[Any, Any]], Mapping[Any, Any]]


class LawEntry(BaseModel):
    """A law written as a mapping of its fields; `example` is what may follow its key.

    `build` makes the distribution of the fields, in their order. The fields named in `rises` must rise; if they may be
    `level`, neighbours may be equal, but not the first and the last. A law is `about_nominal` if the input's nominal
    value is its median, and `fits_window` if `build` takes the window too, so that stated quantiles hold within it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    example: ClassVar[Any]
    build: ClassVar[Callable[..., Distribution]]
    rises: ClassVar[tuple[str, ...]] = ()
    level: ClassVar[bool] = False
    about_nominal: ClassVar[bool] = False
    fits_window: ClassVar[bool] = False

    def law(self, context: Context) -> Distribution:
        """The distribution; LawError if there is none with these numbers."""
        window = [context.window] if self.fits_window else []
        return type(self).build(*(getattr(self, name) for name in self.names()), *window)

    @classmethod
    def names(cls) -> list[str]:
        """The names of the fields, in order."""
        return list(cls.model_fields)

    @classmethod
    def required(cls) -> list[str]:
        """The names of the fields that have no default."""
        return [name for name, field in cls.model_fields.items() if field.is_required()]

    @classmethod
    def in_unit(cls) -> list[str]:
        """The names of the fields that carry the input's unit."""
        numbers = {name: kind for name, field in cls.model_fields.items() for kind in field.metadata}
        return [name for name, kind in numbers.items() if isinstance(kind, NumberType) and kind.in_unit]

    @classmethod
    def read(cls, written: Written, paths: Paths, context: Context) -> Distribution:
        """The distribution of the fields as `written`, each found at its path, within the window of the context."""
        entry = cls.checked(written, paths, context)
        try:
            law = entry.law(context)
        except ArithmeticError as error:
            raise LawError("these numbers are too far apart to compute with; check their units") from error
        return law if cls.fits_window else truncated(law, context.window)

    @classmethod
    def checked(cls, written: Written, paths: Paths, context: Context) -> Self:
        """The fields as numbers; LawError with all that is wrong with them."""
        problems = Problems()
        cls._check_context(written, context, problems)
        try:
            known = {name: written[name] for name in cls.names() if name in written}
            entry = cls.model_validate({**dict.fromkeys(cls.required(), ABSENT), **known}, context=context)
        except ValidationError as invalid:
            raise LawError([*problems.found, *_problems(invalid, paths)]) from None
        if not problems.found:
            entry._check_order(written, paths, problems)  # noqa: SLF001 - of the class itself
        problems.finish()
        return entry

    @classmethod
    def _check_context(cls, written: Written, context: Context, problems: Problems) -> None:
        """Record that the nominal value is missing, or a limit whose default is meant for plain numbers only."""
        if cls.about_nominal:
            problems.attempt((), 0.0, lambda: context.median)
        limits = [name for name in cls.in_unit() if not cls.model_fields[name].is_required()]
        if not context.is_plain and any(name not in written for name in limits):
            defaults = " and ".join(f"{cls.model_fields[name].default:g}" for name in limits)
            rule = f"needs {' and '.join(limits)}, with units, as the input has a dimension"
            problems.add(f"{rule}; the defaults {defaults} are for plain numbers only")

    def _check_order(self, written: Written, paths: Paths, problems: Problems) -> None:
        """Record the first field of `rises` that does not rise above the one before it; the others follow from it."""
        ends = [(self.rises[0], self.rises[-1])] if self.level else []
        for lower, upper in [*pairwise(self.rises), *ends]:
            strict = not self.level or (lower, upper) in ends
            below, above = getattr(self, lower), getattr(self, upper)
            if below is None or above is None or above > below or (above == below and not strict):
                continue
            stated = written.get(lower, below)
            if upper in written:
                rule = f"must {'exceed' if strict else 'be at least'} {lower} ({stated}), got {written[upper]}"
                problems.add(rule, *paths[upper])
            else:
                problems.add(f"must lie below {upper}, which defaults to {above:g}, got {stated}", *paths[lower])
            return


def _problems(invalid: ValidationError, paths: Paths) -> Iterator[tuple[KeyPath, str]]:
    """The problems of all fields that could not be read, each at its path."""
    for error in invalid.errors(include_url=False, include_input=False):
        cause = error["ctx"]["error"]
        if not isinstance(cause, LawError):
            raise cause
        yield from cause.under(*paths[str(error["loc"][0])]).problems


class ListEntry(LawEntry):
    """A law whose fields may be written as a list too, in their order."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        mapping = handler.resolve_ref_schema(handler(schema))
        items = list(mapping["properties"].values())
        return {
            "anyOf": [
                {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)},
                dict(mapping),
            ]
        }


class ScalarEntry(LawEntry):
    """A law whose key is followed by the value of its only field, which is `what` a person writes there."""

    what: ClassVar[str]

    @classmethod
    def changed(cls, path: KeyPath, body: Any, change: Change, change_law: ChangeLaw) -> Any:  # noqa: ARG003
        """`body` with each number in the input's unit changed, and each law inside it by `change_law`."""
        return body

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        (body,) = handler.resolve_ref_schema(handler(schema))["properties"].values()
        return dict(body)


class KeysEntry(LawEntry):
    """A law whose fields are keys of the input itself."""
