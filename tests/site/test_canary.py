"""A canary for each vendor in every channel: nothing of one vendor, not even its name, is anywhere in another's site."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from datetime import date

import pytest

import books
from pactbook.site.executors import Here
from pactbook.site.settings import read_settings
from pactbook.site.sites import Work, build_sites
from pactbook.site.source import read_book
from signed_books import GOVERNANCE, Keys
from whole_books import CLAUSES, CLIENT, LAYERS, SIGNED_ON, VENDOR, WholeBook

DAY = date(2026, 6, 1)
OTHER = "counsel@zenith.example"
CANARY = {"acme": "canacmeryx7", "zenith": "canzenithryq9"}
NAMES = {"acme": ("acme", CANARY["acme"]), "zenith": ("zenith", CANARY["zenith"])}


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


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """A signed book of two vendors with canaries, history and versions; the sites of both and of the client."""
    folder = tmp_path_factory.mktemp("canary")
    (folder / "keys").mkdir()
    book = WholeBook(folder / "book", Keys(folder / "keys"))
    book.write({path: text for path, text in books.FILES.items() if "acme" not in path})
    book.write({**of_vendor("acme", books.FILES), **of_vendor("zenith", books.FILES)})
    book.write({"contracts/governance/policy.yaml": policy(book.keys), ".gitattributes": "contracts/** -text\nclauses/** -text\n"})
    book.write({"mkdocs.yml": "site_name: Contracts\nrepo_url: https://git.globex.example/contracts\n"})
    shared = "ops-manuals/acme/shared"
    outline = books.FILES[books.OUTLINE].replace("title: Support manual", "title: Shared manual\naudience: [acme, zenith]")
    book.write(
        {
            f"{shared}/outline.yaml": outline,
            f"{shared}/index.md": books.FILES[books.PAGE],
            f"{shared}/refunds.md": "# Refunds\n\nThe price is {{ sow.pricing.lines.voice.price }}.\n",
        }
    )
    assert book.run("assemble") == 0, book.printed
    book.sign(GOVERNANCE, CLIENT, today=SIGNED_ON)
    for instrument in (*CLAUSES, "ops-manuals/acme/support", "ops-manuals/zenith/support", shared):
        book.sign(instrument, CLIENT, today=SIGNED_ON, note="first")
    for vendor, person in (("acme", VENDOR), ("zenith", OTHER)):
        for name in ("msa", "sow-support"):
            book.sign(f"contracts/{vendor}/{name}", CLIENT, person, today=SIGNED_ON, note=f"{CANARY[vendor]}-statement")
    book.commit(f"{CANARY['acme']} and {CANARY['zenith']} in a message")
    for vendor, person in (("acme", VENDOR), ("zenith", OTHER)):
        path = f"contracts/{vendor}/msa/agreement.md"
        book.change(path, "keeps secrets", f"keeps {CANARY[vendor]}-redline secrets")
        book.sign(
            f"contracts/{vendor}/msa",
            CLIENT,
            person,
            today=date(2026, 5, 1),
            effective=date(2026, 9, 1),
            note=f"{CANARY[vendor]}-amendment",
        )
    book.commit("amended")
    source = read_book(book.path, DAY)
    assert source.problems == ()
    out = folder / "sites"
    names = ("internal", "acme", "zenith")
    done = list(build_sites(source, out, names, lambda name: read_settings(book.path, name, "Globex"), Work(Here())))
    assert [each.problems for each in done] == [(), (), ()]
    return out


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


@pytest.mark.parametrize(("vendor", "other"), [("acme", "zenith"), ("zenith", "acme")])
def test_nothing_of_another_vendor_is_anywhere(sites, vendor, other):
    assert where(sites / vendor, *NAMES[other]) == []


@pytest.mark.parametrize(
    ("vendor", "price", "period"), [("acme", "9,199.37", "29 business days"), ("zenith", "4,713.85", "21 business days")]
)
def test_nor_are_its_figures(sites, vendor, price, period):
    assert where(sites / vendor, price, period) == []


@pytest.mark.parametrize("vendor", ["acme", "zenith"])
@pytest.mark.parametrize(
    "channel",
    [
        "title",
        "summary",
        "data",
        "outline",
        "heading",
        "text",
        "link",
        "alt",
        "bytes",
        "note",
        "code",
        "cell",
        "foot",
        "statement",
        "amendment",
        "redline",
        "proposal",
    ],
)
def test_a_vendor_sees_its_own_so_that_the_canary_can_sing(sites, vendor, channel):
    assert where(sites / vendor, f"{CANARY[vendor]}-{channel}")


@pytest.mark.parametrize("vendor", ["acme", "zenith"])
@pytest.mark.parametrize("word", ["-waiver", "git.globex.example", "fallback", "negotiators", "Suggest a change", "rules/c0"])
def test_what_is_for_the_client_alone_is_in_no_vendors_site(sites, vendor, word):
    found = where(sites / vendor, f"{CANARY[vendor]}{word}" if word == "-waiver" else word)
    allowed = ("how-changes", "search/") if word == "Suggest a change" else ("-",)
    # A waiver in a contract is part of what both sides signed, so the vendor's own sealed record holds it, and nothing else does.
    assert [name for name in found if not (name.startswith(allowed) or (word == "-waiver" and "-sealed-record.zip/" in name))] == []


def test_the_clients_own_site_has_all_of_them(sites):
    for canary in CANARY.values():
        assert where(sites / "internal", f"{canary}-statement")


def test_a_shared_manual_speaks_of_each_vendors_own_contract(sites):
    texts = {
        vendor: (sites / f"{vendor}/vendors/{vendor}/manuals/shared/refunds.html").read_text(encoding="utf-8")
        for vendor in ("acme", "zenith")
    }
    assert "GBP 4,713.85" in texts["acme"].replace("\u00a0", " ")
    assert "GBP 9,199.37" in texts["zenith"].replace("\u00a0", " ")
