"""A rule set and a record to a report."""
