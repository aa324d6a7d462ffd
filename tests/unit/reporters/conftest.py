import pytest
from handmade import make


@pytest.fixture
def report():
    return make()
