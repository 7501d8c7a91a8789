"""Visibles: a static site generator for the public monitoring of attacks, protection measures and impunity."""
