"""Puts this folder on the path: helper modules stand beside the tests that use them, those that many use stand here."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_settings(tmp_path_factory):
    """Keep what the command keeps between runs out of the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))
        yield
