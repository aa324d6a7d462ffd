"""Rule files to a rule set: load, check, run their cases."""
