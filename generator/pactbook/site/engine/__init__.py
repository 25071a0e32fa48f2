"""Makes the sites of a large book quickly: pages are printed in processes side by side, and nothing is done twice that came out the same before.

`bodies` turns markdown into HTML (`blocks`, `inline` and `tree` make each step of that quicker), `plainly` reads off what the search finds
(`sections` where that takes more care), `press` prints pages (`shell` what stands around them), `batch` prints some pages of a site, `assembly`
makes a site of them, `record` remembers what a site was made of, `packs` keeps bodies between builds, and `store` other things that were worked out.
"""
