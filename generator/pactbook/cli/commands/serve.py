"""`pactbook serve`: shows the built site on this machine."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context

HELP = "show the site at an address of this machine until you press Ctrl+C"


def add_arguments(parser: ArgumentParser) -> None:
    """The folder and the port."""
    parser.add_argument("--out", metavar="DIR", help="the folder of the sites (default: site/ in the book)")
    parser.add_argument("--audience", metavar="NAME", default="internal", help="whose site: internal (the default), or a vendor")
    parser.add_argument("--port", type=int, default=8000, metavar="PORT", help="the port (default: 8000)")


def run(context: Context) -> int:
    """Serve until interrupted."""
    from pactbook.site.serve import HOST, server

    args = context.args
    folder = (Path(args.out) if args.out else context.root / "site") / args.audience
    try:
        running = server(folder, args.port)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "ports go from 0 to 65535"
        message = f"port {args.port} can't be used ({why}); name another with --port"
        raise PactbookError(message) from None
    with running:
        print(f"the site stands at http://{HOST}:{running.server_port}/ until you press Ctrl+C", flush=True)
        with suppress(KeyboardInterrupt):
            running.serve_forever()
    return 0
