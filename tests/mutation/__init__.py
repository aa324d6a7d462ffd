"""Whether tests notice when a comparison or a boundary is changed. Nothing here belongs to the test suite."""
