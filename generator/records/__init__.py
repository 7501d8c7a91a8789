"""Case files and vocabularies: read, checked, and reduced to what may be published."""
