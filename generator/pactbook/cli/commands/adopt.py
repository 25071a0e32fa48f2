"""`pactbook adopt INSTRUMENT`: takes a negotiated draft into place as the version to be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load import key_dates as clock

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.lock.signing.adopt import Adoption
    from pactbook.problems import Problem
    from pactbook.trees.worktree import WorkTree

HELP = "take the negotiated draft/ of a contract into place, as the next version to be signed"


def add_arguments(parser: ArgumentParser) -> None:
    """The contract."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder that holds draft/, for example contracts/acme/msa")


def run(context: Context) -> int:
    """Refuse a draft with errors, else bring it into place."""
    from pactbook.cli.findings import report
    from pactbook.cli.instruments import named
    from pactbook.lock.signing.adopt import adopt, adoption
    from pactbook.trees.placing import sweep
    from pactbook.trees.worktree import WorkTree

    name = named(context, context.args.instrument).removesuffix("/draft")
    sweep(context.root)
    tree = WorkTree(context.root)
    adopted = adoption(tree, name)
    wrong = _errors(tree, adopted)
    if wrong:
        report(wrong)
        print("nothing was adopted")
        return 1
    adopt(context.root, adopted)
    print(f"adopted: {adopted.draft} is now {name}")
    for path in adopted.files:
        print(f"    {name}/{path}")
    for path in adopted.gone:
        print(f"    {name}/{path} removed: the draft has no such file")
    if adopted.waiting:
        print(f"version {adopted.waiting.version}, which waits for signatures, has other content; signing makes it anew")
    print(f"nobody has signed it yet: 'pactbook sign {name}' or 'pactbook request {name}'")
    return 0


def _errors(tree: WorkTree, adopted: Adoption) -> tuple[Problem, ...]:
    """What would be wrong with the contract in place, told of the draft; a drift of its text from its terms too."""
    from pactbook.findings.judge import judge
    from pactbook.problems import Problem, Severity, in_order
    from pactbook.trees.overlay import Overlay

    name = adopted.instrument
    files = {f"{name}/{path}": file for path, file in adopted.files.items()}
    gone = tuple(f"{name}/{path}" for path in adopted.gone)
    judged = judge(Overlay(tree, files, hidden=(adopted.draft, f"{name}/signoffs"), gone=gone), clock.today())
    contract = judged.book.contracts.get(name)
    clauses = {f"clauses/{use.clause_id}/" for use in contract.terms.clauses if use.use} if contract else set()
    return in_order(
        Problem(problem.path.replace(name, adopted.draft, 1), *problem[1:]) if problem.path.startswith(f"{name}/") else problem
        for problem in judged.problems
        if problem.rule.severity is Severity.ERROR and problem.path.startswith((f"{name}/", *clauses))
    )
