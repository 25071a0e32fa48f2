from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from pactbook.cli import commands, main
from pactbook.cli.context import Context
from pactbook.problems import PactbookError


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Give the command line commands of the test's own, by name and body."""
    monkeypatch.setattr(commands, "__path__", [str(tmp_path)])

    def give(name, body, head='HELP = "Does what the test wants."'):
        (tmp_path / f"{name}.py").write_text(
            f"{head}\n\ndef add_arguments(parser):\n    parser.add_argument('--deep', action='store_true')\n\n"
            f"def run(context):\n    {body}\n",
            encoding="utf-8",
        )
        monkeypatch.delitem(sys.modules, f"pactbook.cli.commands.{name}", raising=False)

    return give


@pytest.mark.parametrize("code", [0, 1])
def test_a_commands_result_is_the_exit_code(given, code):
    given("probe", f"return {code}")
    assert main.main(["probe"]) == code


def test_a_command_gets_its_options_and_the_named_book(given, tmp_path, capsys):
    (tmp_path / "book" / "contracts").mkdir(parents=True)
    given("probe_two", "print(context.args.deep, context.root)\n    return 0")
    book = tmp_path / "book"
    assert main.main(["--root", str(book), "probe-two", "--deep"]) == 0
    assert main.main(["probe-two", "--deep", "--root", str(book)]) == 0
    assert capsys.readouterr().out == f"True {book.resolve()}\n" * 2


@pytest.mark.parametrize("words", [[], ["--help"]])
def test_the_list_of_commands_imports_none_of_them(given, capsys, words):
    given("sign", "return 0", head='HELP = "Signs a draft."\nimport no_such_module')
    given("check", "return 0", head='HELP: str = "Says what is wrong."\nimport no_such_module')
    given("zest", "return 0")
    with suppress(SystemExit):
        main.main(words)
    out = capsys.readouterr().out
    assert out.index("check  Says what is wrong.") < out.index("sign   Signs a draft.") < out.index("zest   Does what")


def test_an_unknown_command_is_answered_with_the_nearest(given, capsys):
    given("check", "return 0")
    assert main.main(["chekc"]) == 2
    assert capsys.readouterr().err.startswith("pactbook: there is no command 'chekc' (did you mean 'check'?)")


@pytest.mark.parametrize("words", [["probe", "--depth"], ["--rot", "probe"]])
def test_an_unknown_option_ends_with_2(given, words):
    given("probe", "return 0")
    with pytest.raises(SystemExit) as end:
        main.main(words)
    assert end.value.code == 2


def test_a_failure_that_the_reader_can_mend_is_one_line(given, capsys):
    given("probe", "from pactbook.problems import PactbookError\n    raise PactbookError('write the date as 2026-01-31')")
    assert main.main(["probe"]) == 2
    assert capsys.readouterr().err == "pactbook: write the date as 2026-01-31\n"


def test_a_defect_leaves_a_log_and_says_where(given, capsys):
    given("probe", "return {}['gone']")
    assert main.main(["probe", "--deep"]) == 3
    err = capsys.readouterr().err
    log = Path(err.split("Please report it with ")[1].strip())
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "Traceback" not in err
    assert "KeyError: 'gone'" in text
    assert "['probe', '--deep']" in text


def test_missing_git_is_no_defect(given, capsys, monkeypatch, tmp_path):
    given("probe", "import subprocess\n    subprocess.run(['git', 'status'])")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main.main(["probe"]) == 2
    assert "git is not installed" in capsys.readouterr().err


def test_an_interrupted_command_ends_with_130(given, capsys):
    given("probe", "raise KeyboardInterrupt")
    assert main.main(["probe"]) == 130
    assert capsys.readouterr().err == "pactbook: stopped\n"


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way")
def test_a_reader_who_leaves_is_no_failure():
    line = f"{sys.executable} -m pactbook --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout in ("141\n", "0\n")


def test_a_terminal_without_the_letter_gets_its_code():
    code = "import sys; from pactbook.cli import main; main.dispatch = lambda words: print('caf\\u00e9') or 0; sys.exit(main.main([]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.stdout == b"caf\\xe9\n"


def test_the_book_is_the_nearest_folder_upwards_with_contracts(tmp_path):
    deep = tmp_path / "outer" / "inner" / "contracts" / "acme" / "msa"
    deep.mkdir(parents=True)
    (tmp_path / "outer" / "contracts").mkdir()
    assert Context(None, here=deep).root == (tmp_path / "outer" / "inner").resolve()
    assert Context(None, here=tmp_path / "outer").root == (tmp_path / "outer").resolve()


def test_a_folder_without_a_book_is_told_so(tmp_path):
    with pytest.raises(PactbookError, match="no book here"):
        _ = Context(None, here=tmp_path).root
    with pytest.raises(PactbookError, match=r"holds no contracts/ folder"):
        _ = Context(None, root=str(tmp_path)).root


def test_starting_imports_nothing_heavy():
    heavy = ["yaml", "jinja2", "git", "mkdocs", "jsonschema", "cryptography", "subprocess", "asyncio"]
    code = f"import sys, pactbook.cli.main as m; m.main(sys.argv[1:]); sys.exit(str([n for n in {heavy} if n in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
