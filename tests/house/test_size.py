"""Modules and functions that can be read at one sitting."""

from __future__ import annotations

import ast

from sources import ROOT, modules

MODULE_LINES = 300
FUNCTION_LINES = 45

# Where more is right, and why.
LONGER_MODULES = {
    "pactbook": (350, "the wrapper has to be a single file: it runs where nothing else can be imported yet"),
}
LONGER_FUNCTIONS: dict[str, tuple[int, str]] = {}


def files():
    return {**{str(module.path.relative_to(ROOT)): module.path for module in modules()}, "pactbook": ROOT / "pactbook"}


def test_modules_are_short():
    long = {}
    for name, path in files().items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGER_MODULES.get(name, (MODULE_LINES,))[0]:
            long[name] = lines
    assert long == {}


def test_functions_are_short():
    long = {}
    for name, path in files().items():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGER_FUNCTIONS.get(f"{name}:{node.name}", (FUNCTION_LINES,))[0]:
                    long[f"{name}:{node.lineno} {node.name}"] = lines
    assert long == {}
