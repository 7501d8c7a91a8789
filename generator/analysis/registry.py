"""Every indicator that can be computed, by its code: their words, units and scopes are data. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from generator.analysis import documented, impunity, protection, trends
from generator.analysis.classes import Compute

REGISTRY: Mapping[str, Compute] = {
    **documented.COMPUTED,
    **impunity.COMPUTED,
    **protection.COMPUTED,
    **trends.COMPUTED,
}
"""Code of an indicator → what computes it."""
