"""One set of rules on the same records in several engines."""
