"""The files of the project, as the house rules look at them."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("server", "schema", "resolvers", "matching", "storage")
NOT_OURS = {"node_modules", "dist", "var", "results", "__pycache__"}


def project_files(*suffixes: str) -> Iterator[Path]:
    """Yield the files of the project that end so, leaving out what is fetched or made."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and (name == ".ci" or name[0] != "."))
        for name in sorted(names):
            if name.endswith(suffixes):
                yield Path(folder, name)


def room_modules() -> Iterator[Path]:
    """Yield the Python modules of the rooms."""
    for path in project_files(".py"):
        if path.relative_to(ROOT).parts[0] in ROOMS:
            yield path


def shown(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


def hidden_imports(source: str) -> list[int]:
    """Return the lines of imports that do not stand at the top of their module.

    An import inside a function, a class or `if TYPE_CHECKING` hides a circle.
    """
    tree = ast.parse(source)
    at_the_top = set(map(id, tree.body))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in at_the_top
    ]


def lazy_types(source: str) -> list[int]:
    """Return the lines that speak of `strawberry.lazy`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute | ast.ImportFrom) and _is_lazy(node)
    ]


def _is_lazy(node: ast.Attribute | ast.ImportFrom) -> bool:
    if isinstance(node, ast.Attribute):
        return ast.unparse(node) == "strawberry.lazy"
    return (node.module or "").startswith("strawberry") and any(alias.name == "lazy" for alias in node.names)
