"""The project's own Python files, read as syntax for the tests of the house."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = {"pactbook": ROOT / "generator" / "pactbook", "pactbook_hooks": ROOT / "hooks" / "pactbook_hooks"}


@dataclass(frozen=True)
class Module:
    """One Python file and the name it is imported by."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_bytes(), str(self.path))

    @cached_property
    def imports(self) -> frozenset[str]:
        """The full names of what is imported anywhere in the file: modules, and names out of modules."""
        return frozenset(self._imports())

    def _imports(self) -> Iterator[str]:
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                origin = ".".join([*above, *filter(None, [node.module])])
                yield from (f"{origin}.{alias.name}" for alias in node.names)


@cache
def modules() -> tuple[Module, ...]:
    """Every module of both packages."""
    found = []
    for package, folder in PACKAGES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            found.append(Module(".".join([package, *parts]).removesuffix(".__init__"), path))
    return tuple(found)


@cache
def inner_imports() -> dict[str, frozenset[str]]:
    """For each module the project's own modules that it imports, itself left out."""
    names = {module.name for module in modules()}

    def own(target: str) -> str:
        return target if target in names else target.rpartition(".")[0]

    return {module.name: frozenset(own(target) for target in module.imports) & names - {module.name} for module in modules()}
