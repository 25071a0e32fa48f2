"""What somebody might write into a manual page to run a script, load something, cover or hide locked text, or lead readers away."""

from __future__ import annotations

from pactbook.site.page import AgreementMeta, Fact, Link, ManualMeta, Page

AWAY = "http://away.example/x"
HOSTILE: dict[str, str] = {
    "script": "<script>window.pwned = 1</script>",
    "script-inline": "Text <script>window.pwned = 1</script> text",
    "script-split": "<scr<script>ipt>window.pwned = 1</scr</script>ipt>",
    "script-in-comment": "<!-- --><script>window.pwned = 1</script><!-- -->",
    "processing": "<?php window.pwned = 1 ?><![CDATA[<script>window.pwned = 1</script>]]>",
    "image-error": '<img src="x" onerror="window.pwned = 1">',
    "svg-load": '<svg onload="window.pwned = 1"><animate onbegin="window.pwned = 1"/></svg>',
    "details-toggle": '<details open ontoggle="window.pwned = 1"><summary>x</summary></details>',
    "frame": f'<iframe src="{AWAY}" srcdoc="<script>parent.pwned = 1</script>"></iframe>',
    "object": f'<object data="{AWAY}"></object><embed src="{AWAY}">',
    "form": f'<form action="{AWAY}"><button>Go</button></form>',
    "meta-refresh": f'<meta http-equiv="refresh" content="0;url={AWAY}">',
    "base": f'<base href="{AWAY}">',
    "style": "<style>.md-content { display: none }</style>",
    "style-attribute": '<div style="position: fixed; inset: 0; background: red; z-index: 99">covered</div>',
    "markdown-in-html": '<div markdown="1" onclick="window.pwned = 1" class="md-overlay">\n\n**text**\n\n</div>',
    "script-link": "[go](javascript:window.pwned=1)",
    "script-link-case": "[go](JaVaScRiPt:window.pwned=1)",
    "script-link-entity": "[go](&#106;avascript:window.pwned=1)",
    "script-link-entity-hex": "[go](&#x6A;avascript&colon;window.pwned=1)",
    "script-link-entity-twice": "[go](&amp;#106;avascript:window.pwned=1)",
    "script-link-entity-thrice": "[go](&amp;amp;#106;avascript:window.pwned=1)",
    "script-link-no-semicolon": "[go](&#106avascript:window.pwned=1)",
    "script-link-tab": "[go](java&Tab;script:window.pwned=1)",
    "script-link-newline": "[go](java&NewLine;script:window.pwned=1)",
    "script-link-escape": "[go](javascript\\:window.pwned=1)",
    "script-link-control": "[go](\x01javascript:window.pwned=1)",
    "script-link-space": "[go](< javascript:window.pwned=1>)",
    "script-link-code": "[go](`javascript:`window.pwned=1)",
    "data-link": "[go](data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTwvc2NyaXB0Pg==)",
    "vbscript-link": "[go](vbscript:msgbox)",
    "file-link": "[go](file:///etc/passwd)",
    "protocol-relative": "[go](//away.example/x)",
    "reference": '[go][x]\n\n[x]: javascript:window.pwned=1 "<script>window.pwned = 1</script>"',
    "reference-image": "![x][y]\n\n[y]: http://away.example/x.png",
    "autolink": "<javascript:window.pwned=1>",
    "autolink-away": "<http://away.example/x>",
    "automail": "<javascript@away.example>",
    "title": '[go](http://away.example/x "\\" onmouseover=\\"window.pwned=1")',
    "image-away": "![x](http://away.example/x.png)",
    "image-data": "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "image-script": "![x](javascript:window.pwned=1)",
    "image-protocol-relative": "![x](//away.example/x.png)",
    "image-title": '![x" onerror="window.pwned=1](http://away.example/x.png "y\\" onload=\\"window.pwned=1")',
    "attributes": "[go](https://ok.example){onclick=window.pwned=1 style=position:fixed}",
    "attributes-href": "[go](https://ok.example){href=javascript:window.pwned=1}",
    "attributes-block": "Text\n{: onclick=window.pwned=1 style=position:fixed class=md-overlay }",
    "attributes-heading": "## Heading {onmouseover=window.pwned=1 data-toc-label='<img src=x onerror=window.pwned=1>'}",
    "attributes-image": "![x](a.png){onerror=window.pwned=1 srcset=http://away.example/x.png}",
    "class-overlay": "Text\n{: .md-overlay .pb-popover .md-search__overlay }",
    "class-fixed": "[covered](https://ok.example){.md-top .md-header .pb-term}",
    "admonition-title": '!!! note "<img src=x onerror=window.pwned=1><script>window.pwned = 1</script>"\n    text',
    "admonition-class": '!!! md-overlay md-dialog "covered"\n    text',
    "admonition-quote": '!!! note " onclick=\\"window.pwned=1"\n    text',
    "fence-language": '```html onload="window.pwned=1"\n<script>window.pwned = 1</script>\n```',
    "fence-attributes": '``` {.mermaid #x onclick="window.pwned=1"}\ngraph TD\n```',
    "fence-id": "``` {#__config .md-overlay}\n{}\n```",
    "mermaid": "```mermaid\ngraph TD\n```",
    "code": "`<img src=x onerror=window.pwned=1>`",
    "footnote": "Text[^a]\n\n[^a]: <img src=x onerror=window.pwned=1> [go](javascript:window.pwned=1)",
    "footnote-name": 'Text[^"><script>]\n\n[^"><script>]: text',
    "table": '| <img src=x onerror=window.pwned=1> | b | c |\n|---|---|---|\n| <script>window.pwned = 1</script> | [go](javascript:window.pwned=1) | " onload=x |',
    "heading": "## <img src=x onerror=window.pwned=1> &lt;script&gt;window.pwned = 1&lt;/script&gt;",
    "heading-code": "## `<img src=x onerror=window.pwned=1>`",
    "heading-id": "## Config {#__config}\n\n## Search {#__search}\n\n## __palette_0",
    "heading-words": "## __config\n\n## md-overlay\n\n## pb popover",
    "abbreviation": "*[HTML]: <script>window.pwned = 1</script>\n\nHTML",
    "snippet": '--8<-- "mkdocs.yml"\n\n{% include "mkdocs.yml" %}\n\n{{ config.site_dir }}',
    "emoji": ":material-lock:{ onclick=window.pwned=1 }",
    "autoref": "[text][some.identifier] and [][other]",
    "placeholder": "\x02wzxhzdk:0\x03 \x02klzzwxh:0001\x03 [x](\x02amp\x03#106;avascript:window.pwned=1)",
    "entities": "&lt;script&gt;window.pwned = 1&lt;/script&gt; &#60;img src=x onerror=window.pwned=1&#62;",
    "list": "- <img src=x onerror=window.pwned=1>\n- [ ] <script>window.pwned = 1</script>",
    "template": "{{ ''.__class__ }} ${window.pwned = 1}",
    "unclosed": '<img src="x" onerror="window.pwned = 1"\n\n<a href="javascript:window.pwned=1\n\n<div',
    "text-area": "<textarea><xmp><noscript><plaintext><title>",
}
"""Each fragment is put onto a page of its own, between a heading and a sentence that must stay to be seen."""

NO_SITE = frozenset({"attributes-image", "footnote-name", "placeholder"})
"""Fragments whose link leads nowhere: the build refuses them, so only their markup is looked at."""

EVIL_WORDS = "</title><script>window.pwned = 1</script>\"><img src=x onerror=window.pwned=1>'&quot;{{ 7*7 }}"


def hostile_pages() -> list[Page]:
    """One page per fragment, and pages whose data is hostile in every field that a template prints."""
    found = [
        Page(
            path=f"hostile/{name}.md",
            title=name,
            markdown=f"# {name}\n\n{text}\n\nThe end of the page.\n",
            kind="manual-page",
            source=f"ops-manuals/hostile/{name}.md",
        )
        for name, text in HOSTILE.items()
        if name not in NO_SITE
    ]
    here = Link(EVIL_WORDS, "index.md")
    fact = Fact(EVIL_WORDS, EVIL_WORDS, "index.md")
    agreement = AgreementMeta(
        EVIL_WORDS, "good", EVIL_WORDS, EVIL_WORDS, EVIL_WORDS, EVIL_WORDS, (fact, Fact("x", EVIL_WORDS, code=True)), (fact,), EVIL_WORDS
    )  # fmt: skip
    manual = ManualMeta(here, EVIL_WORDS, EVIL_WORDS, EVIL_WORDS, stale=True, defines=(EVIL_WORDS,))
    front = "---\ntitle: <script>window.pwned = 1</script>\ntemplate: 404.html\nhide: [navigation]\n---\n# Front matter\n\nThe end of the page.\n"
    return [
        *found,
        Page("hostile/front-matter.md", "Front matter", front, "manual-page", source="x.md"),
        Page("hostile/data-agreement.md", EVIL_WORDS, "# Agreement\n\nThe end of the page.\n", "agreement", meta=agreement, crumbs=(here,), locked=here, description=EVIL_WORDS),
        Page("hostile/data-manual.md", EVIL_WORDS, "# Manual\n\nThe end of the page.\n", "manual-page", meta=manual, nav=("Hostile", EVIL_WORDS), source=f"ops/{EVIL_WORDS}.md"),
    ]  # fmt: skip
