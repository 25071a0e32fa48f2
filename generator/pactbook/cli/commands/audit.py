"""`pactbook audit`: every state that the protected branch has had."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.commands.verify import VARIABLE, given_digest
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.lock.auditing.audit import Audit

HELP = "judge every state that the protected branch has had, and write a report for an auditor"


def add_arguments(parser: ArgumentParser) -> None:
    """The branch, the pinned first policy, and where the report goes."""
    parser.add_argument("--ref", metavar="BRANCH", default="HEAD", help="the branch to audit (default: HEAD, the one that you are on)")
    parser.add_argument(
        "--root-digest", metavar="DIGEST", help=f"the digest of the first policy's statement, sha256:… (default: the variable {VARIABLE})"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the report for programs")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="write the report as a page")


def run(context: Context) -> int:
    """Print what is wrong and the summary, write the reports; 1 if anything is wrong."""
    from pactbook.cli.findings import printable
    from pactbook.cli.progress import Progress
    from pactbook.collector import put_off
    from pactbook.lock.auditing.audit import audit
    from pactbook.lock.auditing.audit_report import span, summary

    args = context.args
    pinned = given_digest(args.root_digest)
    with put_off(), Progress("states") as progress:
        found = audit(context.root, args.ref, pinned, progress.step)
    for finding in found.findings:
        note = "" if finding.is_error else f" [{finding.problem.rule.severity}]"
        print(printable(f"{finding.problem.line}{note}\n    {span(finding)}\n    {finding.problem.advice}"))
    print(printable("\n".join([*([""] if found.findings else []), *summary(found)])))
    _write(found, args.json, args.markdown)
    return 1 if found.errors else 0


def _write(found: Audit, data: Path | None, page: Path | None) -> None:
    from pactbook.lock.auditing.audit_report import as_data, as_markdown

    if data is not None:
        _put(data, json.dumps(as_data(found), indent=2, ensure_ascii=False) + "\n")
    if page is not None:
        _put(page, as_markdown(found))


def _put(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        message = f"{path} can't be written: {error.strerror or error}"
        raise PactbookError(message) from None
