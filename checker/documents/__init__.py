"""From bytes to records: decode, read into a grid, recognise the form, keep where each value stood."""
