"""Pages as the engine makes them, for the tests of the theme: every kind, with text of realistic length."""

from __future__ import annotations

from pactbook.site.page import AgreementMeta, ClauseMeta, Fact, Link, ManualMeta, Page, Siblings, chip

HOME = Link("Larkfield outsourcing agreements", "index.md")
VENDORS = Link("Vendors", "vendors/index.md")
BRIGHTLINE = Link("Brightline Contact Centres Ltd", "vendors/brightline/index.md")
HOW_TO_CHANGE = Link("How a change is made", "about/changes.md")
MANUAL = "manuals/brightline/customer-support"

SECTIONS = (
    ("Term and renewal", "term-and-renewal", ("Initial term", "Renewal", "Notice of non-renewal")),
    ("Services and statements of work", "services", ("Statements of work", "Standard of performance", "No exclusivity")),
    ("Relationship of the parties", "relationship", ("Independent contractor", "No authority to bind")),
    ("Order of precedence", "precedence", ("Which document prevails", "How an SOW changes this agreement")),
    ("Change control", "change-control", ("Requests", "Assessment", "Approval", "Changes of the operations manual")),
    ("Charges and payment", "charges", ("Invoices", "Payment", "Disputed amounts", "Late payment")),
    ("Taxes", "taxes", ("Value added tax", "Withholding")),
    ("Records and audit", "audit", ("Records", "Audit on notice", "Audit without notice", "Findings")),
    ("Confidentiality", "confidentiality", ("Duty", "Exceptions", "Compelled disclosure", "How long it lasts")),
    ("Data ownership", "data-ownership", ("Client Data", "Derived data")),
    ("Data retention and return", "retention", ("Retention", "Return and deletion")),
    ("Personal data protection", "data-protection", ("Roles", "Instructions", "Notice of a breach", "Sub-processors")),
    ("Information security", "security", ("Measures", "Access", "Testing", "Security Incidents")),
    ("Third-party due diligence", "due-diligence", ("Before engagement", "Every year")),
    ("Subcontracting", "subcontracting", ("Consent", "Liability for subcontractors")),
    ("Business continuity", "continuity", ("Plan", "Test", "Invocation")),
    ("Personnel and working conditions", "personnel", ("Vetting", "Working conditions", "Removal on request")),
    ("Key personnel", "key-personnel-clause", ("Naming", "Replacement")),
    ("Insurance", "insurance", ("Minimum cover", "Evidence")),
    ("Warranties", "warranties", ("By both parties", "By the Vendor")),
    ("Intellectual property", "ip", ("What each party keeps", "What is made for the Client")),
    ("Indemnities", "indemnities", ("By the Vendor", "By the Client", "Conduct of claims")),
    ("Limitation of liability", "limitation-of-liability", ("General cap", "Increased cap", "What is never limited")),
    ("Force majeure", "force-majeure", ("Relief", "Long events")),
    ("Termination", "termination", ("For breach", "For insolvency", "For convenience", "Effect")),
    ("Exit and transition", "exit", ("Exit plan", "Transition help", "Price of help")),
    ("Dispute resolution", "disputes", ("Escalation", "Mediation", "Courts")),
    ("Assignment", "assignment", ("Consent",)),
    ("Notices", "notices", ("Form", "Addresses")),
    ("Governing law", "governing-law", ("Law", "Jurisdiction")),
)
DEFINITIONS = {
    "business-day": ("Business Day", "means a day on which banks in Dublin are open for ordinary business, Saturdays excepted."),
    "client-data": (
        "Client Data",
        "means all data of the Client, its customers and its personnel that the Vendor receives, makes or handles for the Services.",
    ),
    "confidential-information": (
        "Confidential Information",
        (
            "means information in any form that one party makes available to the other and that is marked as confidential or is evidently so, "
            "including prices, procedures, Client Data and the content of this agreement."
        ),
    ),
    "general-cap": ("General Cap", "means the amount stated in section 23.1 (General cap)."),
    "security-incident": ("Security Incident", "means unauthorised access to, or loss, alteration or disclosure of, Client Data."),
}
SERVICE_LEVELS = """
| Service level | Target | Minimum | Window | Weight | Measured at |
|---|---:|---:|---|---:|---|
| First contact resolution | 82 % | 76 % | calendar month | 40 % | seven days after the contact closes, in the Client's case system |
| Time to resolution, 90th percentile | 24 hours | 36 hours | calendar month | 20 % | from first contact to closure |
| Customer effort | 4.0 points | 3.6 points | calendar quarter | 15 % | survey after closure, all channels |
| Resolution rate | 94 % | 90 % | calendar month | 15 % | closed cases in the Client's case system |
| Compliance accuracy | 99 % | 97 % | calendar month | 10 % | audited sample of 200 contacts |
| Response time (tracked only) | 80 % | 72 % | calendar month | 0 % | telephone system, 30 seconds voice and 60 seconds chat |
"""
PRICES = """
| Price line | Unit | From | To | Price |
|---|---|---:|---:|---:|
| Resolved contact by voice | resolved contact | 1 | 40,000 | EUR 4.85 |
| Resolved contact by voice | resolved contact | 40,001 | no limit | EUR 4.55 |
| Resolved contact by chat | resolved contact | 1 | no limit | EUR 3.60 |
"""


def _sentence(title: str, heading: str) -> str:
    return (
        f"The Vendor keeps to the rules on {heading.lower()} in this section ({title}) throughout the Term. Where "
        "[Confidential Information](#definitions.confidential-information){.pb-term} or [Client Data](#definitions.client-data){.pb-term} is "
        "concerned, it acts within 5 [Business Days](#definitions.business-day){.pb-term} of the Client's written request and keeps evidence of what it did. "
        "Section 9.2 (Exceptions) applies: see [section 9.2 (Exceptions)](#confidentiality.exceptions)."
    )


def agreement_text() -> str:
    """A long agreement as `pactbook assemble` writes it: explicit ids, numbered headings, schedules with tables."""
    out = [
        "# Master services agreement {#agreement}",
        "between **Larkfield Home Ltd** (the Client) and **Brightline Contact Centres Ltd** (the Vendor).",
    ]
    out += ["## Definitions {#definitions}", "In this agreement:"]
    out += [f"**{term}** {meaning}\n{{#definitions.{key}}}" for key, (term, meaning) in DEFINITIONS.items()]
    for number, (title, key, headings) in enumerate(SECTIONS, start=1):
        out.append(f"## {number}. {title} {{#{key}}}")
        for place, heading in enumerate(headings, start=1):
            slug = heading.lower().replace(" ", "-")
            out.append(f"### {number}.{place}. {heading} {{#{key}.{slug}}}")
            out.append(_sentence(title, heading))
            if place == 1:
                out.append(
                    "1. a written record is kept for 7 years;\n2. the record names who decided and when;\n3. the Client may inspect it on 10 business days' notice."
                )
    out += [
        "### 30.3. Sub-clauses of an own text {#own}",
        "(a) first limb of an own text, long enough to wrap over more than one line so that its hanging number shows;\n{.pb-sub1}",
    ]
    out += ["(i) a limb within the limb, likewise long enough to wrap over more than one line in the column of the agreement;\n{.pb-sub2}"]
    out += ["## Schedule A. Service levels {#service-levels}", SERVICE_LEVELS.strip(), "## Schedule B. Prices {#pricing}", PRICES.strip()]
    return "\n\n".join(out) + "\n"


def _facts() -> tuple[Fact, ...]:
    return (
        Fact("Client", "Larkfield Home Ltd, Dublin"),
        Fact("Vendor", "Brightline Contact Centres Ltd, Cork"),
        Fact("Term", "1 January 2026 to 31 December 2028"),
        Fact("Last day to give notice", "4 July 2028", "vendors/brightline/msa.md#term-and-renewal.notice-of-non-renewal"),
        Fact("Renewal", "automatic, 12 months, at most twice"),
        Fact("Governing law", "Ireland", "vendors/brightline/msa.md#governing-law"),
        Fact("General cap", "EUR 2,000,000.00 a contract year", "vendors/brightline/msa.md#limitation-of-liability.general-cap"),
        Fact("Payment", "30 calendar days"),
    )


def _agreement() -> Page:
    digest = "sha256:3f2a9c1d77b051aa0e6c4b8f9d2e11c7a5b3f60489deca7715f2b6a0c3d4e5f6"
    meta = AgreementMeta(
        status="In force",
        status_tone="good",
        version="2",
        effective="1 December 2026",
        kicker="Brightline Contact Centres Ltd",
        summary=(
            "This agreement sets the rules for all work that Brightline does for Larkfield: who owns data, what stays secret, how liability is limited and how the "
            "relationship ends.\n\nIt runs for 36 months and renews by 12 months unless one side says no 180 calendar days before."
        ),
        facts=_facts(),
        proof=(
            Fact("Signed for the Client", "legal@larkfield.example, filed 14 November 2026"),
            Fact("Signed for the Vendor", "counsel@brightline.example, filed 16 November 2026"),
            Fact("Digest of the statement", digest, code=True),
            Fact("Check it yourself", "pactbook verify --root-digest sha256:…", code=True),
        ),
        running_head="Master services agreement, Larkfield and Brightline, version 2, in force from 1 December 2026",
    )
    return Page(
        path="vendors/brightline/msa.md", title="Master services agreement", markdown=agreement_text(), kind="agreement", meta=meta,
        crumbs=(VENDORS, BRIGHTLINE), locked=HOW_TO_CHANGE, siblings=_vendor_documents(), search_weight=1.0,
    )  # fmt: skip


def _vendor_documents() -> Siblings:
    return Siblings(
        "Brightline",
        (
            Link("Overview", "vendors/brightline/index.md"),
            Link("Master services agreement", "vendors/brightline/msa.md"),
            Link("Customer support manual", f"{MANUAL}/index.md"),
        ),
    )


MANUAL_TITLES = (
    ("index", "Start here"), ("refunds", "Refunds and returns"), ("complaints", "Complaints"), ("escalation", "Escalation path"), ("training", "Training plan"),
    ("scenarios", "Sample scenarios"), ("quality", "Quality form"), ("forecasting", "Forecasting and scheduling"),
)  # fmt: skip

REFUNDS = """# Refunds and returns

An agent refunds alone up to **EUR 60.00**. A team lead refunds up to **EUR 250.00**. Everything above goes to the Client operations manager, see the
[escalation path](escalation.md#who-decides).

!!! note "Before you start"
    Open the order in the case system. Never refund to another card than the one that paid.

## Who may refund

| Amount | Who decides | How fast | Record |
|---|---|---|---|
| up to EUR 60.00 | Vendor agent | at once | reason code in the case |
| EUR 60.01 to EUR 250.00 | Vendor team lead | within 30 minutes | reason code and a note |
| above EUR 250.00 | Client operations manager | 2 business hours | approval attached to the case |

## Steps

1. Check that the order is within **30 calendar days** of delivery.
2. Ask what is wrong with the goods; choose the reason code.
3. Refund to the card that paid.
    - [ ] amount and order number read back to the customer
    - [x] confirmation e-mail sent
4. Close the case with the reason code.

## Edge cases {#edge-cases}

### The customer paid by gift card

Refund to a new gift card, never to a bank account. The contract says why: see [section 10.1 (Client Data)](../../../vendors/brightline/msa.md#data-ownership.client-data).

### The goods are gone

!!! warning "Do not promise"
    Goods that were lost on the way back are a claim against the carrier.[^1]

[^1]: The back office opens the claim file within 2 business days.
"""


def _manual() -> list[Page]:
    links = tuple(Link(title, f"{MANUAL}/{name}.md") for name, title in MANUAL_TITLES)
    near = Siblings("Customer support manual", links)
    basis = Link("SOW LKF-BRI-01, Customer support", "vendors/brightline/msa.md#services")
    pages = []
    for name, title in MANUAL_TITLES:
        meta = ManualMeta(
            basis, "Vendor team lead", "12 November 2026", "90 calendar days", name == "complaints", ("workflows", "scenarios")
        )
        text = (
            REFUNDS
            if name == "refunds"
            else f"# {title}\n\nHow Brightline works with Larkfield's customers.\n\n## Who decides\n\nThe Vendor team lead.\n\n## What next\n\nRead on.\n"
        )
        pages.append(
            Page(
                path=f"{MANUAL}/{name}.md", title=title, markdown=text, kind="manual" if name == "index" else "manual-page", meta=meta,
                source=f"ops-manuals/brightline/customer-support/{name}.md", siblings=near, search_weight=2.0,
                crumbs=(VENDORS, BRIGHTLINE, Link("Customer support manual", f"{MANUAL}/index.md")),
            )
        )  # fmt: skip
    return pages


HOME_TEXT = f"""# What Larkfield has agreed, and how the work is done

Three vendors work for Larkfield Home Ltd under signed agreements. Here is what binds, until when, and the manuals by which the work is done.
{{.pb-lead}}

<div class="pb-cards" markdown>
<div class="pb-card" markdown>
### Brightline Contact Centres
{chip("In force", "good")}

Customer support and back office, from Cork and Porto.

[Agreements and manuals](vendors/brightline/index.md)
{{.pb-more}}
</div>
<div class="pb-card" markdown>
### Corvane Services
{chip("Scheduled from 1 February 2026", "coming")}

Customer support and IT services, from Porto.

[Agreements and manuals](vendors/index.md)
{{.pb-more}}
</div>
<div class="pb-card" markdown>
### Quillmark Finance Operations
{chip("Waiting for signatures", "waiting")}

Finance and accounting, from Krakow.

[Agreements and manuals](vendors/index.md)
{{.pb-more}}
</div>
</div>

## Agreements

| Agreement | Vendor | Status | In force from | Ends | Last day for notice |
|---|---|---|---|---|---|
| [Master services agreement](vendors/brightline/msa.md) | Brightline | {chip("In force", "good")} | 2026-01-01 | 2028-12-31 | 2028-07-04 |
| [Customer support, LKF-BRI-01](vendors/brightline/msa.md) | Brightline | {chip("Draft", "draft")} | 2026-01-01 | 2027-12-31 | 2027-10-02 |
| [Master services agreement, version 1](vendors/brightline/msa.md) | Brightline | {chip("Superseded", "past")} | 2024-01-01 | 2025-12-31 | – |
| [Finance and accounting, LKF-QUI-01](vendors/index.md) | Quillmark | {chip("Does not verify", "problem")} | 2026-01-01 | 2028-12-31 | 2028-10-02 |

## Next key dates

| Date | What | Where |
|---|---|---|
| 2026-12-01 | Version 2 of the agreement with Brightline comes into force | [Master services agreement](vendors/brightline/msa.md) |
| 2026-12-15 | Targets of first contact resolution are reviewed | [Service levels](vendors/brightline/msa.md#service-levels) |
"""


def _plain(path: str, title: str, text: str, kind: str, nav: tuple[str, ...] | None, **more: object) -> Page:
    return Page(path=path, title=title, markdown=text, kind=kind, trusted=True, nav=nav, **more)  # type: ignore[arg-type]


def pages() -> list[Page]:
    """The whole fixture book."""
    clause = ClauseMeta(
        "Current",
        "good",
        "2",
        "Clause library",
        ("liability",),
        (Fact("Used by", "3 agreements", "vendors/index.md"), Fact("Clause", "limitation-of-liability/v2")),
    )
    brightline = "# Brightline Contact Centres Ltd\n\nCork, Ireland. Sites in Cork and Porto.\n\n## Agreements\n\n- [Master services agreement](msa.md)\n\n## Manuals\n\n- [Customer support](../../manuals/brightline/customer-support/index.md)\n"
    vendors = (
        "# Vendors\n\n| Vendor | Agreements | Manuals |\n|---|---|---|\n| [Brightline Contact Centres Ltd](brightline/index.md) | 3 | 2 |\n"
    )
    glossary = (
        "# Glossary\n\nFCR\n:   First contact resolution: the share of cases that one contact settles.\n\nSOW\n:   Statement of work.\n"
    )
    return [
        _plain("index.md", "Larkfield outsourcing agreements", HOME_TEXT, "home", ("Home",)),
        _plain("vendors/index.md", "Vendors", vendors, "list", ("Vendors",)),
        _plain("vendors/brightline/index.md", "Brightline Contact Centres Ltd", brightline, "vendor", ("Vendors", "Brightline"), crumbs=(VENDORS,), siblings=_vendor_documents()),
        _agreement(),
        *_manual(),
        _plain("clauses/index.md", "Clause library", "# Clause library\n\n| Clause | Covers | Version |\n|---|---|---|\n| [Limitation of liability](limitation-of-liability.md) | liability | 2 |\n", "list", ("Clause library",)),
        Page("clauses/limitation-of-liability.md", "Limitation of liability", "# Limitation of liability\n\n## 1. General cap {#general-cap}\n\nEach party's liability in a contract year is limited to the General Cap.\n\n## 2. What is never limited {#unlimited}\n\nNothing limits liability for:\n\n1. fraud;\n2. death or personal injury caused by negligence.\n", "clause", meta=clause, crumbs=(Link("Clause library", "clauses/index.md"),), locked=HOW_TO_CHANGE),
        _plain("glossary.md", "Glossary", glossary, "glossary", ("Glossary",)),
        _plain("about/changes.md", "How a change is made", "# How a change is made\n\nA manual page: suggest a change. A locked text: ask legal.\n", "about", ("How a change is made",)),
    ]  # fmt: skip
