"""The frame around every page: the few blocks of Material we replace, its words, its stylesheet."""
