"""Why a case may be taken back: a short list, which the command line offers before anything else is loaded."""

from __future__ import annotations

REASONS = ("request", "risk", "error", "duplicate", "other")
"""For the editors of a case; told nowhere."""
