"""The sealed record that a page offers: a vendor checks it with plain OpenSSH, by the very commands of its README; and what a broken book shows."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date

import pytest
from sample_book import AS_OF, copy_book, pactbook

from pactbook.site.reading.judge import BookProblemsError
from pactbook.site.reading.source import read_book

SCHEDULED = "vendors/quillmark/sow-finance-accounting"
LATER = "2027-02-01"
OTHERS = ("brightline", "corvane")
ON_LINUX = ("On Linux", "On macOS")


def unzipped(content, folder):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(not name.startswith("/") and ".." not in name.split("/") for name in archive.namelist())
        archive.extractall(folder)
    return folder


def commands(readme, start, end=None):
    """What is set in between two headings of a README."""
    part = readme.partition(f"\n{start}\n")[2]
    part = part.partition(f"\n{end}\n")[0] if end else part
    return [line[4:] for line in part.splitlines() if line.startswith("    ") and not line.startswith("     ")]


def checked(folder, start="On Linux", end="On macOS"):
    """Types the commands of the README as a person would; gives what they print, and whether each succeeded."""
    readme = next(folder.glob("*/README.txt")).read_text(encoding="utf-8")
    first, *rest = commands(readme, start, end)
    assert first.startswith("cd ")
    place = folder / first.removeprefix("cd ")
    if not place.is_dir():
        return [("", False)]
    done = [subprocess.run(line, shell=True, cwd=place, capture_output=True, text=True, check=False) for line in rest]  # noqa: S602 - as it is typed
    return [(each.stdout + each.stderr, each.returncode == 0) for each in done]


def holds(folder, readme):
    """Whether a person who follows the README would find everything in order."""
    found = checked(folder)
    digests = re.findall(r"^ {6}([0-9a-f]{64})$", readme.partition("\nOn Linux\n")[2].partition("\nOn macOS\n")[0], re.MULTILINE)
    older = [text for text, _ in found if "statement.txt" in text]
    return all(good for _, good in found) and all(any(digest in text for text in older) for digest in digests)


@pytest.fixture(scope="module")
def later(book):
    """The book on the day on which its second version is in force."""
    return read_book(book, date.fromisoformat(LATER))


def record(source, path, audience="internal"):
    return next(each.content for page in source.pages(audience) for each in page.downloads if each.path == path)


@pytest.fixture
def second(later, tmp_path):
    return unzipped(record(later, f"{SCHEDULED}-v2-sealed-record.zip"), tmp_path / "zip")


def test_a_vendor_takes_the_record_from_the_site_and_checks_it_with_openssh(site, address, page, tmp_path):
    page.goto(f"{address}/vendors/brightline/msa.html")
    page.locator("details.pb-proof summary").click()
    with page.expect_download() as waiting:
        page.locator("details.pb-proof a[href$='.zip']").click()
    target = tmp_path / "record.zip"
    waiting.value.save_as(target)
    folder = unzipped(target.read_bytes(), tmp_path / "zip")
    found = checked(folder)
    assert all(good for _, good in found)
    printed = "".join(text for text, _ in found)
    assert "files/agreement.md: OK" in printed
    assert printed.count('Good "pactbook-signoff" signature for ') == 2
    shown = page.locator("details.pb-proof").inner_text()
    for fingerprint in re.findall(r"SHA256:\S+", printed):
        assert fingerprint in shown
    assert (site / "vendors/brightline/msa-v1-sealed-record.zip").read_bytes() == target.read_bytes()


def test_every_version_that_is_complete_offers_its_record(later):
    offered = {each.path for page in later.pages("internal") for each in page.downloads if each.path.endswith(".zip")}
    assert {
        f"{SCHEDULED}-v1-sealed-record.zip",
        f"{SCHEDULED}-v2-sealed-record.zip",
        "vendors/brightline/msa-v1-sealed-record.zip",
    } <= offered
    assert not any("sow-it-services" in path or "proposal" in path for path in offered)  # drafts and proposals


def test_the_record_of_a_clause_is_for_the_client_alone_and_holds_by_the_same_commands(later, tmp_path):
    path = "clauses/limitation-of-liability-record-1-sealed-record.zip"
    folder = unzipped(record(later, path), tmp_path / "zip")
    readme = next(folder.glob("*/README.txt")).read_text(encoding="utf-8")
    assert readme.startswith("Clause Limitation of liability, version 1: the sealed record\n")
    assert holds(folder, readme)
    page = next(each for each in later.pages("brightline") if each.path == "clauses/limitation-of-liability.md")
    assert page.downloads == ()
    proof = {fact.label: fact for fact in page.meta.proof}
    assert proof["Signed for Larkfield Home Ltd"].value == "legal@larkfield.example, legal"
    assert not any(fact.href for fact in page.meta.proof)
    assert not any(
        each.path.startswith("clauses/")
        for audience in ("brightline", "corvane")
        for page in later.pages(audience)
        for each in page.downloads
    )


def test_the_commands_of_the_readme_hold(second):
    readme = next(second.glob("*/README.txt")).read_text(encoding="utf-8")
    assert holds(second, readme)
    assert commands(readme, "On macOS")[1] == commands(readme, "On Linux", "On macOS")[1].replace("sha256sum", "shasum -a 256")


def test_the_commands_for_windows_name_every_file_with_its_digest(second):
    readme = next(second.glob("*/README.txt")).read_text(encoding="utf-8")
    windows = readme[readme.index("\nOn Windows") :]
    statement = next(second.glob("*/0002/statement.txt")).read_text(encoding="utf-8")
    rows = re.findall(r"sha256:(\w+) \d+ (\S+)$", statement, re.MULTILINE)
    assert rows
    for digest, path in rows:
        assert f"certutil -hashfile files\\{path} SHA256\n      {digest}\n" in windows
    typed = [line.strip() for line in windows.splitlines() if line.strip().startswith("ssh-keygen")]
    assert typed == [line for line in commands(readme, "On Linux", "On macOS") if line.startswith("ssh-keygen")]


def test_it_says_what_it_does_not_prove(second):
    readme = " ".join(next(second.glob("*/README.txt")).read_text(encoding="utf-8").split())
    assert "Whose keys these are." in readme
    assert "Compare each fingerprint below" in readme
    assert "Never take it from a web page or from this file alone" in readme
    assert "That no later version exists" in readme


def changed(path, old, new):
    def tamper(folder):
        file = next(folder.glob(f"*/{path}"))
        data = file.read_bytes()
        assert old in data
        file.write_bytes(data.replace(old, new, 1))

    return tamper


def removed(path):
    return lambda folder: next(folder.glob(f"*/{path}")).unlink()


def swapped(folder):
    place = next(folder.glob("*/0002"))
    shutil.copy(place / "legal@larkfield.example.sig", place / "legal@quillmark.example.sig")


def foreign_key(folder):
    """Somebody signs again with a key that they made themselves."""
    place = next(folder.glob("*/0002"))
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / "own")], check=True)
    (place / "legal@quillmark.example.sig").unlink()
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "pactbook-signoff", "-f", str(place / "own"), "statement.txt"],
        cwd=place,
        check=True,
        capture_output=True,
    )
    (place / "statement.txt.sig").rename(place / "legal@quillmark.example.sig")


def other_namespace(folder):
    place = next(folder.glob("*/0002"))
    file = place / "allowed_signers"
    file.write_text(file.read_text().replace('namespaces="pactbook-signoff"', 'namespaces="file"'))


TAMPERED = {
    "a digit of the agreement": changed("0002/files/agreement.md", b"99.97", b"99.07"),
    "a digit of the terms": changed("0002/files/terms.yaml", b"99.97", b"99.07"),
    "a file that is gone": removed("0002/files/terms.yaml"),
    "the day from which it holds": changed("0002/statement.txt", b"effective: 2027-02-01", b"effective: 2027-01-01"),
    "the digest in the statement": changed("0002/statement.txt", b"100644 sha256:", b"100644 sha256:0"),
    "an empty manifest": changed("0002/statement.txt", b"100644", b"000000"),
    "a signature": changed("0002/legal@quillmark.example.sig", b"U1NIU0lH", b"U1NIU0lI"),
    "the signature of somebody else": swapped,
    "a signature that is gone": removed("0002/legal@quillmark.example.sig"),
    "a signature by another key": foreign_key,
    "a key": changed("0002/allowed_signers", b"AAAAC3NzaC1lZDI1NTE5AAAAI", b"AAAAC3NzaC1lZDI1NTE5AAAAJ"),
    "a signer": changed("0002/allowed_signers", b"legal@quillmark", b"legal@quillmerk"),
    "what the keys are for": other_namespace,
    "the version before": changed("0001/statement.txt", b"version: 1", b"version: 3"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_whatever_is_tampered_with_is_seen(second, name):
    readme = next(second.glob("*/README.txt")).read_text(encoding="utf-8")
    TAMPERED[name](second)
    assert not holds(second, readme)


def test_the_statement_names_the_version_before(second):
    readme = next(second.glob("*/README.txt")).read_text(encoding="utf-8")
    statement = next(second.glob("*/0002/statement.txt")).read_text(encoding="utf-8")
    before = re.search(r"^supersedes: sha256:(\w+)$", statement, re.MULTILINE)[1]
    assert readme.count(f"      {before}\n") == 3


def test_the_same_book_gives_the_same_bytes(book, later):
    again = read_book(book, date.fromisoformat(LATER))
    path = f"{SCHEDULED}-v2-sealed-record.zip"
    assert record(later, path) == record(again, path) == record(again, path, "quillmark")
    with zipfile.ZipFile(io.BytesIO(record(later, path))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_no_record_holds_anything_of_another_vendor(later):
    policy = (later.book.policy.parties if later.book.policy else {}).items()
    keys = {key.split()[1] for party, each in policy if party in OTHERS for signer in each.signers.values() for key in signer.keys}
    assert keys
    for each in (each for page in later.pages("quillmark") for each in page.downloads if each.path.endswith(".zip")):
        with zipfile.ZipFile(io.BytesIO(each.content)) as archive:
            for name in archive.namelist():
                text = archive.read(name).decode()
                assert not any(other in name.lower() or other in text.lower() for other in OTHERS), name
                assert not any(key in text for key in keys), name


def test_the_keys_are_exactly_those_that_signed_this_version(later, second):
    state = later.known.states["contracts/quillmark/sow-finance-accounting"]
    rows = next(second.glob("*/0002/allowed_signers")).read_text(encoding="utf-8").splitlines()
    assert [row.split()[0] for row in rows] == sorted(signer.name for signer in state.versions[1].signers)


# A book that does not verify: what the page says, and how the build ends.
MSA = "contracts/brightline/msa"
PAGE = "vendors/brightline/msa"
POLICY = "contracts/governance/policy.yaml"


def rewrite(path, old, new):
    def tamper(book):
        file = book / path
        data = file.read_bytes()
        assert old in data
        file.write_bytes(data.replace(old, new, 1))

    return tamper


def forged(book):
    """A signature by a key of one's own."""
    place = book / MSA / "signoffs" / "0001"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(book / "own")], check=True)
    (place / "legal@brightline.example.sig").unlink()
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "pactbook-signoff", "-f", str(book / "own"), "statement.txt"],
        cwd=place,
        check=True,
        capture_output=True,
    )
    (place / "statement.txt.sig").rename(place / "legal@brightline.example.sig")
    for name in ("own", "own.pub"):
        (book / name).unlink()


BROKEN = {
    "forged signature": forged,
    "signature of another": lambda book: shutil.copy(
        book / MSA / "signoffs/0001/legal@larkfield.example.sig", book / MSA / "signoffs/0001/legal@brightline.example.sig"
    ),
    "altered sealed copy": rewrite(f"{MSA}/signoffs/0001/files/agreement.md", b"30 calendar days", b"90 calendar days"),
    "sealed copy gone": lambda book: (book / MSA / "signoffs/0001/files/agreement.md").unlink(),
    "altered statement": rewrite(f"{MSA}/signoffs/0001/statement.txt", b"effective: 2026", b"effective: 2025"),
    "statement gone": lambda book: (book / MSA / "signoffs/0001/statement.txt").unlink(),
    "altered text": rewrite(f"{MSA}/agreement.md", b"30 calendar days", b"90 calendar days"),
    "altered terms": rewrite(f"{MSA}/terms.yaml", b"30 calendar days", b"90 calendar days"),
    "a file more": lambda book: (book / MSA / "side-letter.md").write_text("The Vendor owes nothing.\n"),
    "altered policy": rewrite(POLICY, b"requires: {client.legal: 1, vendor.legal: 1}", b"requires: {client.legal: 1}"),
    "altered sealed policy": rewrite(
        "contracts/governance/signoffs/0001/files/policy.yaml",
        b"requires: {client.legal: 1, vendor.legal: 1}",
        b"requires: {client.legal: 1}",
    ),
    "signature of the policy gone": lambda book: (
        book / "contracts/governance/signoffs/0001/company-secretary@larkfield.example.sig"
    ).unlink(),
    "record of the policy gone": lambda book: shutil.rmtree(book / "contracts/governance/signoffs"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_does_not_verify_says_so(tmp_path, name):
    book = copy_book(tmp_path / "book")
    BROKEN[name](book)
    try:
        source = read_book(book, date.fromisoformat(AS_OF))
    except BookProblemsError:
        return  # nothing is shown at all rather than something wrong
    assert source.problems  # with which `pactbook build` ends with 1
    shown = next(page for page in source.pages("brightline") if page.path == f"{PAGE}.md")
    assert (shown.meta.status, shown.meta.status_tone) in {
        ("Does not verify", "problem"),
        ("Waiting for signatures", "waiting"),
        ("Draft", "draft"),
    }
    assert shown.meta.note
    if shown.meta.status != "Does not verify":
        assert not shown.downloads


@pytest.mark.parametrize("name", ["forged signature", "altered text", "signature of the policy gone"])
def test_the_built_page_has_no_green_sign_and_the_build_ends_with_1(tmp_path, name):
    book = copy_book(tmp_path / "book")
    BROKEN[name](book)
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"), "--audience", "brightline")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "does not verify" in done.stdout
    shown = (book / "site" / "brightline" / f"{PAGE}.html").read_text(encoding="utf-8").partition('class="pb-body"')[0]
    assert "pb-chip--good" not in shown
    assert "pb-note" in shown


def test_an_agreement_whose_records_are_all_gone_is_a_draft_and_nothing_more(tmp_path):
    book = copy_book(tmp_path / "book")
    shutil.rmtree(book / MSA / "signoffs")
    shown = next(page for page in read_book(book, date.fromisoformat(AS_OF)).pages("brightline") if page.path == f"{PAGE}.md")
    assert (shown.meta.status, shown.meta.proof, shown.downloads) == ("Draft", (), ())


def test_a_chain_with_a_gap_does_not_verify(tmp_path):
    book = copy_book(tmp_path / "book")
    shutil.rmtree(book / "contracts/quillmark/sow-finance-accounting/signoffs/0001")
    source = read_book(book, date.fromisoformat(LATER))
    shown = next(page for page in source.pages("quillmark") if page.path == f"{SCHEDULED}.md")
    assert shown.meta.status_tone == "problem"
    assert source.problems
