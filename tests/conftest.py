"""Puts this folder on the path: helper modules stand beside the tests that use them, those that many use stand here."""
