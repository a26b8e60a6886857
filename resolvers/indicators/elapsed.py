"""How long something took, as both databases can order by it."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement


class Elapsed(FunctionElement[float]):
    """The days from one moment to another: `Elapsed(later, earlier)`; good for ordering, to the millisecond."""

    type = Float()
    inherit_cache = True


@compiles(Elapsed, "postgresql")
def _in_postgresql(element: Elapsed, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = element.clauses
    return f"({compiler.process(later, **options)} - {compiler.process(earlier, **options)})"


@compiles(Elapsed, "sqlite")
def _in_sqlite(element: Elapsed, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = element.clauses
    return f"(julianday({compiler.process(later, **options)}) - julianday({compiler.process(earlier, **options)}))"
