"""What the mutation runs try: each comparison and boundary, one at a time, wherever it stands."""

import ast

import pytest
from mutation.changes import changed, changes


@pytest.mark.parametrize(
    ("source", "tried"),
    [
        ("a < b", ["a < b → a <= b"]),
        ("a >= b", ["a >= b → a > b"]),
        ("a <= b < c", ["a <= b < c → a < b < c", "a <= b < c → a <= b <= c"]),
        ("a == b", ["a == b → a != b"]),
        ("a not in b", ["a not in b → a in b"]),
        ("a is None", ["a is None → a is not None"]),
        ("a and b", ["a and b → a or b"]),
        ("a or b or c", ["a or b or c → a and b or c", "a or b or c → a or (b and c)"]),
        ("not a", ["not a → not not a"]),
        ("max(a, b)", ["max(a, b) → min(a, b)"]),
        ("a[:3]", ["a[:3] → a[:4]", "a[:3] → a[:2]"]),
        ("a[:-1]", ["a[:-1] → a[:-2]", "a[:-1] → a[:-0]"]),
        ("a[max(b, 1)]", ["max(b, 1) → min(b, 1)", "max(b, 1) → max(b, 2)", "max(b, 1) → max(b, 0)"]),
        ("a = Decimal('0.7')", ["Decimal('0.7') → Decimal('1.7')", "Decimal('0.7') → Decimal('-0.3')"]),
        ("def f(a=1): return a", ["f: a=1 → a=2", "f: a=1 → a=0"]),
        ("class A:\n @property\n def b(self): return self.c > d", ["A.b: self.c > d → self.c >= d"]),
        ("TABLE = {x: lambda a, b: a < b}", ["a < b → a <= b"]),
        ("@cache(size=9)\ndef f(a: Number[3]) -> Number[3]: return True, 'text', Decimal(a[0][-1])", []),
    ],
)
def test_what_is_tried(source, tried):
    assert [str(one) for one in changes(source)] == tried


def test_each_change_is_made_alone():
    source = "one = a < b\nother = a in b and c == 2\n"
    made = [ast.unparse(changed(source, number)) for number in range(len(changes(source)))]
    assert made == [
        "one = a <= b\nother = a in b and c == 2",
        "one = a < b\nother = a in b or c == 2",
        "one = a < b\nother = a not in b and c == 2",
        "one = a < b\nother = a in b and c != 2",
        "one = a < b\nother = a in b and c == 3",
        "one = a < b\nother = a in b and c == 1",
    ]
    assert [change.line for change in changes(source)] == [1, 2, 2, 2, 2, 2]
