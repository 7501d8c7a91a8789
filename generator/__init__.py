"""Visibles: a static site generator for the public monitoring of attacks, protection measures and impunity."""

import os

# What a record may hold is decided here alone; and to look for plug-ins among all packages takes time at every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
