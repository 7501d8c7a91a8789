"""Pages and files become a site folder: whole, checked, and in place at once."""
