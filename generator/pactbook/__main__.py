"""`python -m pactbook` is the console command."""

import sys

from pactbook.cli.main import main

sys.exit(main())
