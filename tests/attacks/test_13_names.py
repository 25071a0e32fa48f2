"""Names: quoting, line breaks, bytes that are no text, Unicode twins, reserved names, short names, trees that no honest git makes."""

from __future__ import annotations

from attacked_books import AGREEMENT, EVIL
from attacks import SILENT, STOP, Cases
from signed_books import BOTH, MSA, OUTLINE, SOW

CASES = Cases(13, "Names")


@CASES.twin("Free pages with names of the world", pattern=False, owners=False)
def names_of_the_world(book):
    """Umlauts, spaces, Irish and Japanese in names of manual pages."""
    book.write({f"{OUTLINE}/{name}.md": "# A page\n" for name in ("Rückgabe und Umtausch", "fáilte", "案内")})


@CASES.twin("A signed file with an odd but plain name", pattern=True, owners=True)
def plain_names(book):
    """`Annex_2+a@v1.md` is a name everywhere."""
    book.write({f"{MSA}/Annex_2+a@v1.md": "# Annex\n"})
    book.sign(MSA, *BOTH)


@CASES.twin("A page named like git's own words", pattern=False, owners=False)
def like_gits_words(book):
    """Pages called `HEAD.md`, `--all.md` and `:(exclude)x.md` are pages."""
    book.write({f"{OUTLINE}/HEAD.md": "x\n", f"{OUTLINE}/--all.md": "x\n", f"{OUTLINE}/:(exclude)x.md": "x\n"})


def refused(text, gate="", *, pattern=True, owners=True):
    return {"hook": text, "gate": gate or text, "pattern": pattern, "owners": owners}


def tree_of(book, root, *entries):
    """A commit whose tree is the book's with the entries of one folder as an honest git would not write them."""
    lines = [*entries, *book.git("ls-tree", f"HEAD:{root}" if root else "HEAD").splitlines()]
    tree = book.git("mktree", stdin="".join(f"{line}\n" for line in lines).encode())
    folder = root
    while folder:
        folder, _, name = folder.rpartition("/")
        lines = [
            line for line in book.git("ls-tree", f"HEAD:{folder}" if folder else "HEAD").splitlines() if not line.endswith(f"\t{name}")
        ]
        tree = book.git("mktree", stdin="".join(f"{line}\n" for line in [*lines, f"040000 tree {tree}\t{name}"]).encode())
    commit = book.git("commit-tree", tree, "-p", "HEAD", "-m", "odd")
    book.git("update-ref", "refs/heads/main", commit)


def blob(book, content):
    return book.git("hash-object", "-w", "--stdin", stdin=content.encode())


@CASES.attack("Quotes and control characters", plain_names, **refused(f'L020 {MSA}/a"b\\u{{9}}', f'L012 {MSA}/a"b\\u{{9}}'))
def quotes(book):
    """A name that git quotes in every listing: the file is passed on under another name than it has."""
    book.write({f'{MSA}/a"b\t.md': "# Side letter\n"})


@CASES.attack("A line break in a name", plain_names, **refused("L013 contracts/acme/x\\u{a}README.md"))
def line_break(book):
    """A name of two lines, of which the second looks like a free file."""
    book.write({"contracts/acme/x\nREADME.md": "# Side letter\n"})


@CASES.attack("A name that is no text", plain_names, **refused(f"L020 {MSA}/annex\\u{{dcff}}.md", f"L016 {MSA}/annex"))
def no_text(book):
    """A name with a byte that is not UTF-8."""
    book.write({f"{MSA}/annex\udcff.md": "# Side letter\n"})


@CASES.attack("Escape codes in a name", plain_names, **refused("L013 contracts/acme/\\u{1b}[2K"))
def escape_codes(book):
    """A name that wipes the line on which a terminal would show it."""
    book.write({"contracts/acme/\x1b[2K\x1b[1Anothing.md": "# Side letter\n"})


@CASES.attack("A name like an option", plain_names, **refused("L013 contracts/--output=x"))
def like_an_option(book):
    """A name that a careless script hands to git as an option."""
    book.write({"contracts/--output=x": "x\n"})


@CASES.attack(
    "A pattern as a name", like_gits_words, hook=f"L020 {AGREEMENT} … signed", gate=f"L012 {AGREEMENT} … signed", pattern=True, owners=True
)
def pattern_as_a_name(book):
    """A file called `:(exclude)contracts` beside an edited agreement: git reads such names as patterns."""
    book.write({":(exclude)contracts": "x\n", AGREEMENT: EVIL})


@CASES.attack(
    "Wide letters",
    names_of_the_world,
    **refused("L015 ops-manuals/acme/support/\\u{ff4f}utline.yaml … is the locked", pattern=False, owners=False),
)
def wide_letters(book):
    """`outline.yaml` with a first letter of full width."""
    book.write({f"{OUTLINE}/\uff4futline.yaml": "schema: 1\n"})


@CASES.attack(
    "An invisible letter",
    names_of_the_world,
    **refused("L015 ops-manuals/acme/support/out\\u{200d}line.yaml … is the locked", pattern=False, owners=False),
)
def invisible_letter(book):
    """`outline.yaml` with a joiner of no width in it."""
    book.write({f"{OUTLINE}/out\u200dline.yaml": "schema: 1\n"})


@CASES.attack("A letter in two forms", plain_names, **refused(f"L020 {MSA}/annexe\\u{{301}}.md", f"L016 {MSA}/annexe\\u{{301}}.md"))
def two_forms(book):
    """An accent as a character of its own: macOS takes the name for another file's."""
    book.write({f"{MSA}/annexe\u0301.md": "# Side letter\n"})


@CASES.attack(
    "A full stop at the end",
    names_of_the_world,
    **refused("L015 ops-manuals/acme/support/outline.yaml. … is the locked", pattern=False, owners=False),
)
def full_stop(book):
    """Windows drops it, and `outline.yaml.` is `outline.yaml`."""
    book.write({f"{OUTLINE}/outline.yaml.": "schema: 1\n"})


@CASES.attack(
    "A stream of a file",
    names_of_the_world,
    **refused("L015 ops-manuals/acme/support/outline.yaml::$DATA … is the locked", pattern=False, owners=False),
)
def stream(book):
    """`outline.yaml::$DATA` is the file itself on Windows."""
    book.write({f"{OUTLINE}/outline.yaml::$DATA": "schema: 1\n"})


@CASES.attack(
    "A short name", names_of_the_world, **refused("L015 ops-manuals/acme/support/OUTLIN~1.YAM … short name", pattern=False, owners=False)
)
def short_name(book):
    """`OUTLIN~1.YAM` is what Windows itself calls `outline.yaml`: a checkout writes one over the other."""
    book.write({f"{OUTLINE}/OUTLIN~1.YAM": "schema: 1\n"})


@CASES.attack(
    "A short name of the whole folder",
    names_of_the_world,
    **refused("L015 CONTRA~1/acme/msa/agreement.md … short name", "L015 CONTRA~1 … which is locked", pattern=False, owners=False),
)
def short_folder(book):
    """`CONTRA~1/acme/msa/agreement.md` lands in `contracts/` on Windows."""
    book.write({"CONTRA~1/acme/msa/agreement.md": EVIL})


@CASES.attack("A backslash", names_of_the_world, **refused("L015 contracts\\acme\\msa\\agreement.md", pattern=False, owners=False))
def backslash(book):
    """One file at the root, whose name is a path on Windows."""
    book.write({"contracts\\acme\\msa\\agreement.md": EVIL})


@CASES.attack("The name of a device", plain_names, **refused(f"L020 {MSA}/aux.md", f"L016 {MSA}/aux.md … device"))
def device(book):
    """`aux.md` can't be checked out on Windows, and half a contract would be missing there."""
    book.write({f"{MSA}/aux.md": "# Annex\n"})


@CASES.attack("A vendor called governance", plain_names, **refused("L013 contracts/machinery/msa/agreement.md … does not hold"))
def reserved(book):
    """A contract in the folder of the policy, and so in no vendor's."""
    book.write({"contracts/machinery/msa/agreement.md": EVIL, "contracts/governance/draft/msa/agreement.md": EVIL})


@CASES.attack("A name twice in one tree", plain_names, hook=SILENT, gate=f"{STOP} {AGREEMENT} … stands twice", pattern=None, owners=True)
def name_twice(book):
    """A folder that git stores with `agreement.md` twice: one reader takes the first, another the last."""
    tree_of(book, MSA, f"100644 blob {blob(book, EVIL)}\tagreement.md")


@CASES.attack(
    "A path that climbs", plain_names, hook=SILENT, gate=f"L016 {MSA}/../agreement.md … '..' is not allowed", pattern=None, owners=True
)
def climbing(book):
    """A folder that git stores under the name `..`."""
    tree_of(book, MSA, f"040000 tree {book.git('rev-parse', f'HEAD:{SOW}')}\t..")


@CASES.attack(
    "A repository in a contract",
    plain_names,
    hook=SILENT,
    gate=f"L016 {MSA}/.git/config … '.git' is not allowed",
    pattern=None,
    owners=True,
)
def git_folder(book):
    """A folder `.git` in a contract, with a configuration that runs a program on checkout."""
    inner = book.git("mktree", stdin=f"100644 blob {blob(book, '[core]')}\tconfig\n".encode())
    tree_of(book, MSA, f"040000 tree {inner}\t.git")


@CASES.attack(
    "An odd mode", plain_names, hook=SILENT, gate=f"L012 {MSA}/annex.md … was signed without this file", pattern=None, owners=True
)
def odd_mode(book):
    """A file with a mode that git stopped writing long ago."""
    tree_of(book, MSA, f"100664 blob {blob(book, EVIL)}\tannex.md")


test_it_is_refused = CASES.refused()
test_its_twin_passes = CASES.passed()
