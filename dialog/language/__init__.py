"""Danish as people write and read it: clean text, dates, numbers, lists and readability. Pure."""
