"""Every command is told to its readers, with every option, and nothing is told that does not exist."""

from __future__ import annotations

import argparse
import re

import pytest

from pactbook.cli import catalogue
from sources import ROOT

COMMANDS = list(catalogue.files())
OF_THE_WRAPPER = ["test"]


def sections():
    """The sections of docs/commands.md by their heading."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", COMMANDS + OF_THE_WRAPPER)
def test_the_readme_names_the_command(name):
    assert f"pactbook {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_reference_has_a_section_for_each_command_and_no_other():
    named = [heading.split()[0] for heading in sections()]
    assert sorted(named) == sorted(COMMANDS + OF_THE_WRAPPER)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_reference_tells_every_option(name):
    parser = argparse.ArgumentParser(add_help=False)
    catalogue.load(name).add_arguments(parser)
    section = next(text for heading, text in sections().items() if heading.split()[0] == name)
    options = [action.option_strings[-1] if action.option_strings else action.metavar or action.dest for action in parser._actions]
    assert [option for option in options if str(option) not in section] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_in_one_line_what_it_does(name):
    line = catalogue.help_line(catalogue.files()[name])
    assert line == catalogue.load(name).HELP
    assert 10 < len(line) <= 90
