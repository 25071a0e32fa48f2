"""Contract text written for these tests, and the real texts beside the checkout where there are some."""

import os
from pathlib import Path

import pytest

ASSEMBLED = """# Master services agreement

Between Northfield Retail plc (the **Client**) and Calder Support Ltd (the **Vendor**).

## 1. Definitions {#definitions}

**Service Credit** means the amount that the Vendor owes under [section 2.2 (Service credits)](#levels.credits).

**Monthly Cap** means the highest Service Credit of a calendar month.

## 2. Service levels {#levels}

### 2.1 Measurement {#levels.measurement}

The Vendor measures each service level. A Service Credit is computed once.

| Level | Credit |
|---|---|
| Answered | Monthly Cap applies |

### 2.2 Service credits {#levels.credits}

A Service Credit never goes above the Monthly Cap; see [section 3 (Cure)](#cure) and [section 9 (Gone)](#gone).

## 3. Cure {#cure}

The Vendor cures within 30 calendar days.

## Schedule 1: Prices {#pricing}

`Service Credit` is a code word here.
"""

PLAIN = """EXHIBIT 10.4

                       SUPPORT OUTSOURCING AGREEMENT

This Agreement (the "Agreement") is made between Northfield Retail plc ("Client") and Calder Support Ltd (the
"Vendor" and, together with Client, the "Parties").

                              TABLE OF CONTENTS

ARTICLE I  DEFINITIONS .......... 1
1.1  Terms ............. 1
1.2  Reading ........... 2
ARTICLE II  SERVICES ......... 3
2.1  Scope .......... 3
EXHIBIT A  Price List ....... 9

                                  RECITALS

A. Client sells furniture.

                                 ARTICLE I

                                DEFINITIONS

      1.1 Terms. In this Agreement:

      (a) "Service Hours" means 08:00 to 20:00 on
every Business Day;

      (b) "Response Time" or "RT' shall mean the time in Section 2.1(b); and

      (c) "Fees" has the meaning given in Exhibit A.

      1.2 Reading. Headings do not matter. 2.5 seconds is not a number of a section.

12

                                 ARTICLE I1

                                  SERVICES

      2.1 Scope   Vendor shall provide the services during Service Hours * and [as agreed] #1:

            (i) voice; and
            (ii) chat under Section 12(c) of the Communications Act.

      2.2 Reports. Sections 1.1 and 9.9 apply, as do Article II (Services) and Section 4 of the Licence Agreement.
      1. First item
      2. Second item

EXHIBIT A

Price List

1. Voice. EUR 4.85 per call, less <b>discounts</b> of <Client name> & others.
2. Chat. EUR 3.60 per chat; see Section 1 of this Exhibit and Section 2.1.
"""

BOUGHT_MARKDOWN = """# Support terms

## 1. Uptime

1.1 Target. The Vendor keeps <span class="x">the **Service**</span> up. "Service" means the hosted desk.

**1.2 Reports.** The Service is reported monthly under section 1.1.

## 2. Money

- One item with the Service
- Another & more

| A | B |
|---|---|
| x | [link](https://example.com/a_b) |
"""

# No figures after the colon on purpose: the numbers are the point.
RUN_TOGETHER = (
    'MASTER AGREEMENT between Northfield Retail plc (the "Client") and Calder Support Ltd (the "Vendor"). 1. Services. The Vendor answers calls. '
    "2. Fees and Payment. (a) The Client pays monthly. (b) Late sums bear interest of 3. percent as section 1 says. 3. Term. This Agreement runs for "
    "two years. 5. Governing Law. The law of Ireland."
)


LIBRARY = """
## 3. Definitions for the sections that follow {#definitions}

**Client Data** means the data of the Client.

## 4. Confidentiality {#confidentiality}

Client Data stays secret, as [section 4.1 (Return)](#confidentiality.return) says, for:

1. two years;
2. longer where *law* says so.

### 4.1 Return {#confidentiality.return}

(a) Client Data goes back.
"""
PLAIN_AND_LIBRARY = PLAIN + LIBRARY
MARKDOWN_AND_LIBRARY = BOUGHT_MARKDOWN + LIBRARY


@pytest.fixture(params=["ASSEMBLED", "PLAIN", "BOUGHT_MARKDOWN", "RUN_TOGETHER"])
def sample(request):
    return globals()[request.param]


@pytest.fixture
def assembled():
    return ASSEMBLED


@pytest.fixture
def plain():
    return PLAIN


@pytest.fixture
def bought_markdown():
    return BOUGHT_MARKDOWN


@pytest.fixture
def plain_and_library():
    return PLAIN_AND_LIBRARY


@pytest.fixture
def markdown_and_library():
    return MARKDOWN_AND_LIBRARY


@pytest.fixture
def run_together():
    return RUN_TOGETHER


def _corpus():
    folder = Path(os.environ.get("PACTBOOK_CORPUS") or Path(__file__).resolve().parents[2].parent / "shared" / "corpus")
    return sorted([*folder.glob("*.txt"), *folder.glob("common-paper*.md")]) if folder.is_dir() else []


def pytest_generate_tests(metafunc):
    if "real_text" in metafunc.fixturenames:
        files = _corpus()
        metafunc.parametrize("real_text", [file.read_text("utf-8") for file in files], ids=[file.stem[:20] for file in files])
