"""The forms in which findings are handed on, held against published schemas and against what their readers undo."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from books import MSA, SOW, small_book
from books import PAGE as INDEX
from pactbook.findings.finding import Finding, Suppression
from pactbook.findings.fingerprints import with_fingerprints
from pactbook.findings.formats import FILES, render
from pactbook.findings.formats.markdown import MOST_BYTES
from pactbook.findings.formats.telling import Telling
from pactbook.problems import Position, Problem, Rule, Severity
from sources import ROOT

SCHEMAS = Path(__file__).parent / "schemas"
WARNING = Rule("C901", "Odd, 100 % and: more", "It says: nothing.", "Say it, all of it.", Severity.WARNING)
ERROR = Rule("M001", "Link to nothing", "A reader stands before a wall.", "Mend the link.")
HINT = Rule("C201", "Vague word", "Two people do two things.", "Write a time.", Severity.HINT)
PAGE, TERMS = "ops-manuals/acme/support/a, b: 100%.md", "contracts/acme/msa/terms.yaml"
UNTIL = date(2027, 6, 30)


def findings():
    waiver = Suppression("waiver", "Agreed | until June", UNTIL, TERMS, Position(90, 5))
    made = [
        Finding(Problem(TERMS, Position(3, 7), WARNING, "100 % of 'a, b': <b>*all*</b>"), "term.renewal", changed=True),
        Finding(Problem(TERMS, Position(4, 1), HINT, "again"), "term", suppressed=waiver),
        Finding(Problem(TERMS, Position(5, 1), HINT, "from before"), "term", suppressed=Suppression("baseline")),
        Finding(Problem(PAGE, Position(12, 1), ERROR, "the link 'x.md' leads nowhere (line 4)")),
    ]
    return with_fingerprints(made)


TELLING = Telling(prefix="legal/", titles={"contracts/acme/msa": "Acme: Master services agreement"}, notes=("2 signed files differ",))


def valid(data, name, kind=Draft202012Validator):
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    kind.check_schema(schema)
    assert [error.message for error in kind(schema).iter_errors(data)] == []


# SARIF


def sarif(found=None, telling=TELLING):
    whole = json.loads(render(findings() if found is None else found, "sarif", telling))
    valid(whole, "sarif-2.1.0.json", Draft4Validator)
    return whole["runs"][0]


def test_sarif_follows_the_published_schema_and_says_what_was_found():
    run = sarif()
    first, waived, before, last = run["results"]
    assert [each["level"] for each in run["results"]] == ["warning", "note", "note", "error"]
    assert first["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert unquote(last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == f"legal/{PAGE}"
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert first["suppressions"] == []
    assert (waived["suppressions"][0]["kind"], waived["suppressions"][0]["justification"]) == (
        "inSource",
        "Agreed | until June (until 2027-06-30)",
    )
    assert before["suppressions"][0]["kind"] == "external"
    assert len({each["partialFingerprints"]["pactbook/v1"] for each in run["results"]}) == 4


def test_sarif_of_nothing():
    assert sarif([], Telling())["results"] == []


def test_a_rule_in_sarif_brings_its_help_and_its_level():
    rule = next(each for each in sarif()["tool"]["driver"]["rules"] if each["id"] == "C201")
    assert rule["help"]["text"] == "Two people do two things. Write a time."
    assert rule["defaultConfiguration"] == {"level": "note"}


# GitLab


def test_gitlab_follows_its_schema_and_leaves_out_what_does_not_count():
    issues = json.loads(render(findings(), "gitlab", TELLING))
    valid(issues, "gitlab-code-quality.json")
    assert [(each["check_name"], each["severity"], each["location"]["path"]) for each in issues] == [
        ("C901", "minor", f"legal/{TERMS}"),
        ("M001", "critical", f"legal/{PAGE}"),
    ]
    valid(json.loads(render([], "gitlab")), "gitlab-code-quality.json")


# GitHub


def read_by_the_runner(line):
    """A workflow command as the runner of GitHub Actions takes it apart (ActionCommand.TryParseV2)."""
    command, _, data = line.removeprefix("::").partition("::")
    name, _, properties = command.partition(" ")

    def plain(text, marks):
        for mark, sign in marks:
            text = text.replace(mark, sign)
        return text

    data_marks = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    given = dict(each.split("=", 1) for each in properties.split(","))
    marks = [*data_marks[:2], ("%3A", ":"), ("%2C", ","), data_marks[2]]
    return name, {key: plain(value, marks) for key, value in given.items()}, plain(data, data_marks)


def test_github_reads_back_what_was_found_errors_first():
    lines = render(findings(), "github", TELLING).splitlines()
    (name, properties, text), (second, more, _), (notice, _, note) = map(read_by_the_runner, lines)
    assert (name, second, notice) == ("error", "warning", "notice")
    assert properties == {"file": f"legal/{PAGE}", "line": "12", "col": "1", "title": "M001 Link to nothing"}
    assert text == "the link 'x.md' leads nowhere (line 4)\nMend the link."
    assert more["title"] == "C901 Odd, 100 % and: more"
    assert note == "2 signed files differ"


def test_a_finding_cant_speak_to_the_runner():
    evil = Finding(Problem("a::set-output name=x::y.md", Position(), ERROR, "x\n::stop-commands::z\r\n%0A::error::"))
    (line,) = render([evil], "github").splitlines()
    assert read_by_the_runner(line)[1]["file"] == "a::set-output name=x::y.md"


# JSON


def test_json_follows_the_schema_that_is_shipped():
    whole = json.loads(render(findings(), "json", Telling(base="main")))
    schema = json.loads((ROOT / "generator/pactbook/schemas/findings.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(whole)] == []
    assert whole["counts"] == {"error": 1, "warning": 1, "hint": 0, "waiver": 1, "baseline": 1}
    assert whole["clean"] is False
    assert [each["changed"] for each in whole["findings"]] == [True, False, False, False]
    assert whole["findings"][1]["suppressed"]["until"] == "2027-06-30"


def test_the_schema_of_json_would_see_a_fault():
    whole = json.loads(render(findings(), "json"))
    del whole["findings"][0]["fingerprint"]
    schema = json.loads((ROOT / "generator/pactbook/schemas/findings.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(whole))


# What the command writes


@pytest.mark.parametrize(("name", "schema"), [("sarif", "sarif-2.1.0.json"), ("gitlab", "gitlab-code-quality.json")])
def test_what_check_writes_of_a_book_follows_the_published_schema(tmp_path, name, schema):
    book = small_book(tmp_path).append(MSA, "colour: red\n").append(INDEX, "\n[There](nowhere.md)\n")
    waiver = "waivers:\n  - {rule: C105, at: service_levels, reason: Agreed, until: 2099-12-31}\n"
    book.append(SOW, waiver).write("contracts/stray file.txt", "x")
    assert book.run("check", "--format", name) == 1
    whole = json.loads(book.printed)
    valid(whole, schema, Draft4Validator if name == "sarif" else Draft202012Validator)
    issues = whole["runs"][0]["results"] if name == "sarif" else whole
    prints = [each["partialFingerprints"]["pactbook/v1"] if name == "sarif" else each["fingerprint"] for each in issues]
    assert len(prints) == len(set(prints)) > 5
    assert {"S001", "M001", "B003"} <= {each.get("ruleId") or each["check_name"] for each in issues}


# Text


def test_text_says_the_remedy_below_and_counts_at_the_end():
    assert render(findings(), "text").splitlines() == [
        f"{TERMS}:3:7: C901 100 % of 'a, b': <b>*all*</b> [warning]",
        "    Say it, all of it.",
        f"{PAGE}:12:1: M001 the link 'x.md' leads nowhere (line 4)",
        "    Mend the link.",
        "",
        "1 error and 1 warning in 2 files; the error has to be mended, the rest is advice",
        "not counted: 1 waived and 1 in the baseline (--all shows them)",
    ]


def test_what_is_waived_is_shown_where_somebody_asks():
    shown = render(findings(), "text", Telling(waived=True))
    assert f"{TERMS}:4:1: C201 again [hint]\n    Waived until 2027-06-30 ({TERMS}:90): Agreed | until June\n" in shown
    assert "from before" not in shown
    assert "from before [hint]\n    Not counted: it stands in the baseline.\n" in render(findings(), "text", Telling(everything=True))


@pytest.mark.parametrize(("many", "shown", "more"), [(8, 8, None), (9, 9, None), (10, 8, "2 more"), (22, 8, "14 more")])
def test_many_of_one_rule_in_a_file_are_shortened(many, shown, more):
    found = [Finding(Problem(TERMS, Position(line, 1), HINT, f"word {line}")) for line in range(1, many + 1)]
    text = render([*found, Finding(Problem(PAGE, Position(), HINT, "word"))], "text")
    assert len(re.findall(r"^contracts.*word \d+ \[hint\]$", text, re.MULTILINE)) == shown
    assert (f"and {more} like it; --all shows them" in text) is bool(more)
    assert f"\n{many + 1} hints in 2 files; nothing has to be mended\n" in text
    assert len(re.findall(r"word \d+ \[hint\]", render(found, "text", Telling(everything=True)))) == many


# Markdown


def test_the_summary_says_in_plain_words_what_must_be_mended_by_contract():
    text = render(findings(), "markdown", Telling(base="main", titles=TELLING.titles))
    assert "1 thing must be mended and 1 thing should be looked at. 1 of them stands on lines that this proposal changes" in text
    assert text.index("### To be mended") < text.index("### To be looked at")
    assert "**Acme: Master services agreement** (`contracts/acme/msa`)" in text
    assert "- **new** `terms.yaml`, line 3 (term.renewal): 100 % of 'a, b': \\<b\\>\\*all\\*\\</b\\>. Say it, all of it. (C901)" in text
    assert "Not counted: 1 waived and 1 from before in the baseline." in text


def test_a_summary_fits_into_a_comment():
    found = [Finding(Problem(f"contracts/v{n}/msa/terms.yaml", Position(), ERROR, "long " * 60)) for n in range(900)]
    text = render(found, "markdown")
    assert len(text.encode()) < MOST_BYTES + 200
    assert re.search(r"… and \d+ lines more\. `pactbook check --all` shows everything\.\n$", text)


def test_a_summary_of_nothing():
    assert render([], "markdown") == "## pactbook check\n\nNothing to report.\n"


@pytest.mark.parametrize("name", FILES)
def test_every_form_takes_plain_problems_and_ends_its_last_line(name):
    text = render([Problem(PAGE, Position(2, 3), ERROR, "wrong")], name, Telling(tool="verify"))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "wrong" in text


@pytest.mark.parametrize("name", FILES)
def test_nothing_in_the_book_can_steer_the_terminal(tmp_path, name):
    book = small_book(tmp_path).replace(SOW, "period: 20 business days", '"p\\e[2J\\u202ex": {q: 1}')
    book.append(INDEX, "\n## A \x1b[2J heading {#x}\n\n[There](no\u202ewhere.md)\n")
    book.run("check", "--all", "--format", name)
    assert "\x1b" not in book.printed
    assert "\u202e" not in book.printed


def test_in_markdown_what_a_proposal_changes_in_the_manuals_is_a_list_under_a_heading():
    notes = (
        "what this changes in the manuals:",
        "    sow.values.limit: GBP 60.00 -> GBP 75.00",
        "        ops-manuals/acme/support/index.md:7:9: Agents refund up to *60* alone.",
        "no manual speaks of msa.term",
    )
    written = render([], "markdown", Telling(notes=notes))
    assert written.endswith(
        "### What this changes in the manuals\n\n"
        "- sow.values.limit: GBP 60.00 -\\> GBP 75.00\n"
        "  - `ops-manuals/acme/support/index.md` line 7: Agents refund up to \\*60\\* alone.\n\n"
        "no manual speaks of msa.term\n"
    )
