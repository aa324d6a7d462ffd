"""Where a character of a value was typed, whatever the style of its scalar."""

import pytest

from checker.documents.strict_yaml import compose
from checker.rulesets.locate import locate

STYLES = {
    "plain": "require: 基本支出 > 甲处 + 1\n",
    "double": 'require: "基本支出 > 甲处 + 1"\n',
    "single": "require: '基本支出 > 甲处 + 1'\n",
    "literal": "require: |\n  基本支出 >\n    甲处 + 1\n",
    "folded": "require: >\n  基本支出 >\n  甲处 + 1\n",
    "folded, stripped": "require: >-  # 说明\n\n  基本支出 >\n\n  甲处 + 1\n",
    "plain, two lines": "require: 基本支出 >\n  甲处 + 1\n",
    "plain, blank line": "require: 基本支出 >\n\n  甲处 + 1\n",
    "double, two lines": 'require: "基本支出 >\n   甲处 + 1"\n',
    "single, two lines": "require: '基本支出 >   \n   甲处 + 1'\n",
    "double, escapes": 'require: "\\u57fa\\x41\\"\\\\\\n > 甲处"\n',
    "double, joined lines": 'require: "基本支出 \\\n    > 甲处"\n',
    "double, joined at the place": 'require: "基本支出 > \\\n    甲处"\n',
    "single, quotes": "require: 'a == ''b'' or 甲处'\n",
    "quoted in a flow": '{when: 1, require: "基本支出 > 甲处"}\n',
    "plain in a flow": "{when: 1, require: 基本支出 > 甲处, on: 2}\n",
    "windows": "title: 题\r\nrequire: 基本支出 >\r\n  甲处 + 1\r\n",
    "value on the next line": "require:\n  基本支出 > 甲处\n",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_character_is_found_again(style):
    text = STYLES[style]
    value = compose(text, "a.yaml")
    line, column = value.marks[("require",)]
    content = value.data["require"]
    row, column = locate(text, line, column, content, content.index("甲处"))
    assert text.splitlines()[row - 1][column - 1 :].startswith("甲处")


@pytest.mark.parametrize("style", STYLES)
def test_the_first_character_and_the_end_are_within_the_text(style):
    text = STYLES[style]
    value = compose(text, "a.yaml")
    line, column = value.marks[("require",)]
    content = value.data["require"]
    lines = [*text.splitlines(), ""]
    for offset in (0, len(content)):
        row, place = locate(text, line, column, content, offset)
        assert 1 <= row <= len(lines)
        assert 1 <= place <= len(lines[row - 1]) + 1
    row, place = locate(text, line, column, content, 0)
    assert lines[row - 1][place - 1 :][:1] in (content[0].strip(), "\\")


def test_a_block_that_ends_the_file():
    text = "require: |"
    assert locate(text, 1, 10, "", 0) == (1, 11)
