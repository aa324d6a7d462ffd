"""The expression language: text to a checked tree, the tree to a value."""
