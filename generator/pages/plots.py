"""Interactive figures: what Plotly is to draw, and its code, which a reader loads from this site on request only."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from textwrap import wrap

from msgspec import Struct

from generator.pages.charts import Point, list_falls
from generator.records.sealed_files import find_sealed, keep_sealed

BUNDLE_PATH = "assets/vendor/plotly.min.js"
"""Where the code lies below the site's root."""
KEPT = Path(__file__).parent / "__pycache__" / "plotly.gz"
"""Where what was compressed is kept."""

TONES: Mapping[str, tuple[str, str]] = {
    "yes": ("anil", ""),
    "part": ("anil", "-"),
    "no": ("grana", "/"),
    "since": ("grana", "."),
    "off": ("anil-soft", ""),
    "na": ("edge", "x"),
    "ink": ("ink", ""),
    "ink-lines": ("ink", "/"),
    "oro": ("oro-ink", ""),
    "oro-dots": ("oro-ink", "."),
}
"""Texture of the static chart → token of the stylesheet and pattern of the interactive one; the script takes both."""

_GUARD = re.compile(r'document\.getElementById\("([0-9a-f]{64})"\)')

_ROW = 38
_MARGINS = 160
_CURVES = 480
_LABEL = 24
"""How many letters a line of a label has."""


class Bundle(Struct, frozen=True):
    """Plotly's code."""

    code: bytes
    compressed: bytes
    """The same by gzip, with no time in it."""

    @property
    def guards(self) -> tuple[str, ...]:
        """Ids by which parts that are not used here, such as maps, see that their styles are already in the page.

        Where there are elements with these ids, the code writes no styles that the page's policy would stop.
        """
        return tuple(dict.fromkeys(_GUARD.findall(self.code.decode())))


class Series(Struct, frozen=True):
    """Amounts of one class, one for each row of a chart."""

    name: str
    texture: str
    amounts: tuple[int, ...]


MOST_POINTS = 250
"""A curve of so many points is given whole, of a longer one about so many."""


class CurveSeries(Struct, frozen=True):
    """A step curve: days and the share still waiting after each."""

    name: str
    points: tuple[Point, ...]
    is_dashed: bool


@cache
def read_bundle() -> Bundle:
    """Plotly's code, as its Python package brings it; compressed once, and kept as Python keeps code it compiled."""
    code = files("plotly").joinpath("package_data", "plotly.min.js").read_bytes()
    key = f"{hashlib.sha256(code).hexdigest()} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}"
    compressed = find_sealed(KEPT, key)
    if compressed is None:
        compressed = gzip.compress(code, 6, mtime=0)
        keep_sealed(KEPT, compressed, key)
    return Bundle(code, compressed)


def make_bars_plot(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Stacked bars, one for each label, the first on top, as JSON."""
    rows = ["<br>".join(wrap(label, _LABEL)) for label in labels]
    traces = [
        {
            "type": "bar",
            "x": one.amounts,
            "y": rows,
            "name": one.name,
            "orientation": "h",
            "meta": {"tone": TONES[one.texture][0], "shape": TONES[one.texture][1]},
        }
        for one in series
    ]
    height = _MARGINS + _ROW * len(labels)
    axes = {
        "xaxis": {"rangemode": "tozero"},
        "yaxis": {"autorange": "reversed", "automargin": True, "type": "category"},
    }
    return _write(traces, {"barmode": "stack", "height": height, **axes})


def make_curves_plot(series: Sequence[CurveSeries], *, days: str) -> str:
    """Step curves over days, as JSON; `days` names the axis."""
    shown = [(one, _thin(one.points)) for one in series]
    tones = ("ink", "anil", "grana", "oro-ink", "edge", "ink2")
    traces = [
        {
            "type": "scatter",
            "x": [0, *(day for day, _ in points)],
            "y": [1.0, *(round(float(share), 4) for _, share in points)],
            "name": one.name,
            "mode": "lines",
            "line": {"shape": "hv", "dash": "dot" if one.is_dashed else "solid"},
            "meta": {"tone": tones[index // 2 % len(tones)]},
        }
        for index, (one, points) in enumerate(shown)
    ]
    axes = {
        "xaxis": {"title": {"text": days}, "rangemode": "tozero", "tickformat": ",d"},
        "yaxis": {"range": [0, 1.02], "tickformat": ".0%"},
    }
    return _write(traces, {"height": _CURVES, **axes})


def _thin(points: Sequence[Point]) -> Sequence[Point]:
    """Of a long curve the points that differ from the one before by what a reader can see, and the last."""
    if len(points) <= MOST_POINTS:
        return points
    falls = tuple(list_falls(points, Fraction(1), Fraction(1, MOST_POINTS)))
    return falls if falls[-1] == points[-1] else (*falls, points[-1])


def _write(traces: Sequence[Mapping[str, object]], layout: Mapping[str, object]) -> str:
    """A figure without Plotly's own colours, as JSON. Tests let Plotly check it, which takes long to load."""
    shared = {
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
        "margin": {"t": 16, "r": 16, "b": 56, "l": 48},
        "separators": ".,",
        "template": {},
    }
    figure = {"data": traces, "layout": {**shared, **layout}}
    return json.dumps(figure, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
