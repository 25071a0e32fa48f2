"""Makes the sites of a large book quickly: pages are printed in processes side by side, and nothing is done twice that came out the same before.

`bodies` turns markdown into HTML (`inline` makes that quicker), `sections` cuts it for the search, `press` prints pages, `batch` prints some pages
of a site, `assembly` makes a site of them, `record` remembers what a site was made of, and `store` keeps bodies between builds.
"""
