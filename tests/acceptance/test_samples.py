"""The samples, and what is expected of each: beside NAME.txt stands NAME.expected, a finding a line.

After a change that is meant, write them anew with ``python tests/acceptance/test_samples.py``.
"""

from pathlib import Path

import pytest

import checker
from checker.model import Outcome

SAMPLES = Path(__file__).parents[2] / "samples"
FORMS = sorted(SAMPLES.glob("*.txt"))


def told(path):
    """Return the findings on a sample, one a line: rule, severity, outcome, place."""
    rules = checker.load_rules()
    findings = [one for form in checker.read_file(path) for one in checker.check(form, rules).findings]
    return [f"{one.rule} {one.severity} {one.outcome} {one.location or ''} {one.at}" for one in findings]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_sample_gives_what_is_expected(path):
    assert told(path) == path.with_suffix(".expected").read_text("utf-8").splitlines()


@pytest.mark.parametrize("path", sorted((SAMPLES / "malformed").iterdir()), ids=lambda path: path.name)
def test_malformed_is_refused_in_one_sentence(path):
    with pytest.raises(checker.FormError) as error:
        checker.read_file(path)
    assert all(fault.message.endswith("。") and fault.file == str(path) for fault in error.value.faults)


def test_the_clean_sample_is_clean():
    assert told(SAMPLES / "clean.txt") == []


def test_every_rule_that_can_finds_something_somewhere():
    """Every shipped rule passes or fails on some sample: none looks at nothing everywhere."""
    rules = checker.load_rules()
    looked = set()
    for path in FORMS:
        for form in checker.read_file(path):
            for result in checker.check(form, rules).results:
                if result.counts.get(Outcome.PASS, 0) + result.counts.get(Outcome.FAIL, 0):
                    looked.add(result.rule)
    needs_other_columns = {"CMP-18", "CMP-19", "CMP-20", "FEA-07", "REC-08", "REC-10", "FEA-03"}
    assert {rule.id for rule in rules.rules} - looked <= needs_other_columns


if __name__ == "__main__":
    for sample in FORMS:
        sample.with_suffix(".expected").write_text("".join(f"{line}\n" for line in told(sample)), "utf-8")
