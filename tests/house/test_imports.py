"""The rooms of the house and the direction of imports (DESIGN.md 8), read from the syntax of every module."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from sources import inner_imports, modules

# From the ground up. A room imports from floors below its own and from its own floor, where no two rooms need each other.
FLOORS = (
    {"problems", "collector", "model"},
    {"trees", "yamlfile"},
    {"load", "text", "templates", "redline", "values"},
    {"assemble", "manuals", "coverage", "checks", "lock"},
    {"findings"},
    {"site"},
    {"cli", "__main__"},
    {"pactbook_hooks"},
)
ANYWHERE = "pactbook"  # the package itself holds the version and imports nothing

# What only a few modules may import, so that it can be replaced in one place.
KEPT_IN = {
    "git": {"pactbook.trees.history"},
    "mkdocs": {"pactbook.site.plugin", "pactbook.site.engine.press"},
}
STARTS_GIT = {
    "pactbook.trees.plumbing",
    "pactbook.trees.history",
    "pactbook.cli.main",  # only tells that git is missing
}


def room(name):
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first == "pactbook" and rest else first


def floor(name):
    return next(number for number, rooms in enumerate(FLOORS) if room(name) in rooms)


def edges():
    return [(name, target) for name, targets in inner_imports().items() for target in targets if target != ANYWHERE]


def cycle_in(graph):
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " -> ".join(error.args[1])
    return None


def test_every_room_has_a_floor():
    rooms = {room(module.name) for module in modules()} - {ANYWHERE}
    assert rooms <= set().union(*FLOORS)


def test_the_package_itself_imports_nothing_of_ours():
    assert not inner_imports()[ANYWHERE]


def test_imports_never_go_up():
    assert [f"{name} imports {target}" for name, target in edges() if floor(target) > floor(name)] == []


def test_no_two_modules_need_each_other():
    assert cycle_in(inner_imports()) is None


def test_no_two_rooms_need_each_other():
    graph = {}
    for name, target in edges():
        if room(name) != room(target):
            graph.setdefault(room(name), set()).add(room(target))
    assert cycle_in(graph) is None


def inner_room(name):
    """The folder in a room, or the module that lies in it beside folders."""
    return ".".join(name.split(".")[:3])


def test_no_two_folders_of_a_room_need_each_other():
    graph = {}
    for name, target in edges():
        if room(name) == room(target) and inner_room(name) != inner_room(target):
            graph.setdefault(inner_room(name), set()).add(inner_room(target))
    assert cycle_in(graph) is None


def test_the_tests_would_see_a_cycle():
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})


@pytest.mark.parametrize("library", KEPT_IN)
def test_a_library_is_kept_in_its_place(library):
    users = {module.name for module in modules() if any(name.split(".")[0] == library for name in module.imports)}
    assert users <= KEPT_IN[library]


def test_one_module_imports_cryptography():
    users = [module.name for module in modules() if any(name.split(".")[0] == "cryptography" for name in module.imports)]
    assert len(users) <= 1, users


def test_git_is_started_in_one_place():
    def words(module):
        return {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}

    assert {module.name for module in modules() if "git" in words(module)} <= STARTS_GIT
