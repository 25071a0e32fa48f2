"""A signed book of two vendors, each with a canary wherever an author can write, and a manual that both share."""

from __future__ import annotations

import gzip
import io
import shutil
import struct
import tempfile
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path

import books
from signed_books import GOVERNANCE, Keys
from whole_books import CLAUSES, CLIENT, LAYERS, SIGNED_ON, VENDOR, WholeBook

OTHER = "counsel@zenith.example"
CANARY = {"acme": "canacmeryx7", "zenith": "canzenithryq9"}
SHARED = "ops-manuals/acme/shared"
BOTH = (("acme", VENDOR), ("zenith", OTHER))


def png(words):
    """A small picture with words in its bytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"tEXt", b"Comment\0" + words.encode()) + body + chunk(b"IEND", b"")


def of_vendor(vendor, files):
    """The vendor's files of the small book, with its canary wherever an author can write."""
    canary = CANARY[vendor]
    made = {}
    for path, text in files.items():
        if "acme" in path:
            made[path.replace("acme", vendor)] = (
                text.replace("acme", vendor).replace("Acme", vendor.capitalize()).replace("GLX-ACM", f"GLX-{vendor[:3].upper()}")
            )
    sow, msa = f"contracts/{vendor}/sow-support/terms.yaml", f"contracts/{vendor}/msa/terms.yaml"
    made[sow] = (
        made[sow]
        .replace("Statement of work for support", f"Statement of work for support {canary}-title")
        .replace(f"{vendor.capitalize()} answers customers", f"{canary}-summary answers customers")
        .replace("Calls of customers.", f"Calls of customers {canary}-data.")
        .replace("GBP 4.85", "GBP 4,713.85" if vendor == "acme" else "GBP 9,199.37")
        .replace("20 business days", "21 business days" if vendor == "acme" else "29 business days")
    )
    made[sow] += (
        f"definitions:\n  {canary.capitalize()}term: a term of {canary}\nwaivers:\n  - {{rule: C105, at: service_levels.fcr, reason: {canary}-waiver, until: 2027-01-01}}\n"
    )
    made[msa] += f"documents: [{{title: {canary}-document, reference: {canary}-reference}}]\n"
    outline = f"ops-manuals/{vendor}/support/outline.yaml"
    made[outline] = made[outline].replace("How agents work.", f"How agents work {canary}-outline.")
    page = f"ops-manuals/{vendor}/support/{canary}.md"
    made[page] = (
        f"# {canary}-heading\n\nText {canary}-text, [{canary}-link](https://{canary}.example/x), ![{canary}-alt](images/{canary}.png)\n\n"
        f'!!! note "{canary}-note"\n    Inside.\n\n```\n{canary}-code\n```\n\n| {canary}-cell |\n| --- |\n| x |\n\n[^1]: {canary}-foot\n\nSee[^1].\n'
    )
    made[f"ops-manuals/{vendor}/support/images/{canary}.png"] = png(f"{canary}-bytes")
    made[f"ops-manuals/{vendor}/support/results/{canary}.csv"] = f"level,result\n{canary},1\n"
    made[f"contracts/{vendor}/sow-support/draft/terms.yaml"] = (
        made[sow]
        .replace("$schema=../../../", "$schema=../../../../")
        .replace("82 %", "84 %")
        .replace(f"{canary}-summary", f"{canary}-proposal")
    )
    return made


def policy(keys):
    """A policy with the client and two vendors."""
    head = books.FILES["contracts/governance/policy.yaml"].partition("parties:")[0]
    lines = ["parties:"]
    people = {
        "globex": (CLIENT, "Globex Telecom Ltd"),
        "acme": (VENDOR, "Acme Contact Centres Inc"),
        "zenith": (OTHER, "Zenith Contact Centres Inc"),
    }
    for party, (person, name) in people.items():
        lines += [f"  {party}:", f"    name: {name}", "    signers:", f"      {person}: {{role: legal, keys: ['{keys.public(person)}']}}"]
    return head + "\n".join(lines) + "\n" + LAYERS


def signed(folder):
    """The book, everything signed and in one commit."""
    (folder / "keys").mkdir()
    book = WholeBook(folder / "book", Keys(folder / "keys"))
    book.write({path: text for path, text in books.FILES.items() if "acme" not in path})
    book.write({**of_vendor("acme", books.FILES), **of_vendor("zenith", books.FILES)})
    book.write({"contracts/governance/policy.yaml": policy(book.keys), ".gitattributes": "contracts/** -text\nclauses/** -text\n"})
    book.write({"mkdocs.yml": "site_name: Contracts\nrepo_url: https://git.globex.example/contracts\n"})
    outline = books.FILES[books.OUTLINE].replace("title: Support manual", "title: Shared manual\naudience: [acme, zenith]")
    book.write(
        {
            f"{SHARED}/outline.yaml": outline,
            f"{SHARED}/index.md": books.FILES[books.PAGE],
            f"{SHARED}/refunds.md": "# Refunds\n\nThe price is {{ sow.pricing.lines.voice.price }}.\n",
        }
    )
    assert book.run("assemble") == 0, book.printed
    book.sign(GOVERNANCE, CLIENT, today=SIGNED_ON)
    for instrument in (*CLAUSES, "ops-manuals/acme/support", "ops-manuals/zenith/support", SHARED):
        book.sign(instrument, CLIENT, today=SIGNED_ON, note="first")
    for vendor, person in BOTH:
        for name in ("msa", "sow-support"):
            book.sign(f"contracts/{vendor}/{name}", CLIENT, person, today=SIGNED_ON, note=f"{CANARY[vendor]}-statement")
    book.commit(f"{CANARY['acme']} and {CANARY['zenith']} in a message")
    return book


@lru_cache(maxsize=1)
def _template():
    return signed(Path(tempfile.mkdtemp(prefix="pactbook-two-vendors-")))


def fresh(path):
    """A book of the test's own."""
    template = _template()
    shutil.copytree(template.path, path, symlinks=True)
    made = WholeBook(path, template.keys)
    made._minute, made.root_digest = template._minute, template.root_digest
    return made


def commit_on(book, day, *, author="somebody"):
    """Commit everything that was changed, on a day."""
    book.git("add", "--all")
    book.git(
        "commit",
        "--quiet",
        "--no-verify",
        f"--author={author} <{author}@globex.example>",
        "-m",
        "x",
        env={"GIT_COMMITTER_DATE": f"{day}T10:00:00+00:00"},
    )


def contents(folder):
    """Every name and every text of a site: files, and what is packed in them."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if path.is_file():
            yield from unpacked(name, path.read_bytes())


def unpacked(name, data):
    yield name, data
    if data[:2] == b"\x1f\x8b":
        yield from unpacked(f"{name} (unzipped)", gzip.decompress(data))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield f"{name}/{inner}", inner.encode()
                yield from unpacked(f"{name}/{inner}", archive.read(inner))


def where(folder, *words):
    return sorted({name for name, data in contents(folder) for word in words if word.lower().encode() in data.lower()})
