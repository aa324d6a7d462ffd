"""How each function of the language is read aloud: ``{}`` are its arguments in their order.

A function that is a condition has its opposite beside it, since 并非 is hard to read.
"""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

ASKED: Mapping[str, Pair] = {
    "present": ("{}已填写", "{}没有填写"),
    "blank": ("{}没有填写", "{}已填写"),
    "readable": ("{}填的是数", "{}没有填成数"),
    "has_field": ("表上有“{}”这一栏", "表上没有“{}”这一栏"),
}
"""Questions about a field: as asked, and their opposites."""

READ_OUT: Mapping[str, Pair] = {
    "present": ("{}读得出", "{}读不出"),
    "blank": ("{}读不出", "{}读得出"),
}
"""The same about a part that is read out of a text, such as the unit of a value."""

KNOWN: Mapping[str, Pair] = {
    "present": ("有{}", "没有{}"),
    "blank": ("没有{}", "有{}"),
}
"""The same about what is known beside a form, such as that a row may be read in two ways."""

DATED: Mapping[str, Pair] = {"readable": ("{}认得出是日期", "{}认不出是日期")}
"""The same about a date."""

WALKED: Mapping[str, Pair] = {
    "count": ("{0}的项数", ""),
    "sum": ("{0}各项的{1}之和", ""),
    "values": ("{0}各项的{1}", ""),
    "all": ("{0}的每一项都〔{1}〕", "{0}中有一项不是〔{1}〕"),
    "any": ("{0}中至少有一项〔{1}〕", "{0}中没有一项〔{1}〕"),
    "none": ("{0}中没有一项〔{1}〕", "{0}中至少有一项〔{1}〕"),
}
"""Walks through a list: the list, then the value or the condition."""

HELD: Mapping[str, Pair] = {
    "contains": ("{}里有{}", "{}里没有{}"),
    "starts": ("{}以{}开头", "{}不以{}开头"),
    "ends": ("{}以{}结尾", "{}不以{}结尾"),
    "matches": ("{}里有{}", "{}里没有{}"),
    "has_word": ("{}里有{}里的词", "{}里没有{}里的词"),
    "mentions": ("{}里写到了同样的数量（{}、{}）", "{}里没有写到同样的数量（{}、{}）"),
    "linked": ("{}与{}除去{}后有 {} 个字以上连着相同", "{}与{}除去{}后没有 {} 个字以上连着相同"),
    "convertible": ("单位 {}可以换算成 {}", "单位 {}不能换算成 {}"),
}
"""Conditions on values, and their opposites."""

CALLED: Mapping[str, Pair] = {
    "abs": ("", "{}的绝对值"),
    "max": ("{all}中最大的", ""),
    "min": ("{all}中最小的", ""),
    "round": ("{}四舍五入到 {} 位小数", "{}四舍五入取整"),
    "share": ("{}占{}的百分数", ""),
    "percent": ("{}占{}的百分比", ""),
    "median": ("", "{}的中位数"),
    "convert": ("{}从 {}换算成 {}", ""),
    "lookup": ("{}在对照表{}里查到的数", ""),
    "length": ("", "{}的字数"),
    "matched": ("{}里的{}", ""),
    "found_words": ("{}里属于{}的词", ""),
    "past_words": ("{}里属于{}、在{}以前已经过去的词", ""),
    "corrections": ("{}里属于{}的词及其改正", ""),
    "common": ("{}与{}最长的相同文字", ""),
    "head": ("", "{}（不计末尾括号）"),
    "unlinked": ("{}中与{}除去{}后没有 {} 个字以上连着相同的那些", ""),
    "similarity": ("{}与{}的相似度", ""),
    "overlap": ("{}写在{}里的比例", ""),
    "nearest": ("与{}最相近的一段（从{}里找）", ""),
    "shared": ("{}与{}除去{}后最长的相同文字", ""),
    "quantities": ("", "{}里写到的数量"),
    "numbers_in": ("{}里以 {}为单位的数", ""),
    "stated": ("{}里说到{}的数（单位 {}）", ""),
    "differing": ("{}里说到{}、数量却和{}（{}）不同的写法", ""),
    "without": ("{}（不算{}）", ""),
    "excerpts": ("{}里{}（连同前后几个字）", ""),
    "masked": ("", "{}（遮住中间几位）"),
    "points": ("", "{}分项写的各点"),
    "numbering_faults": ("", "{}里的序号差错"),
    "size": ("", "{}的个数"),
    "joined": ("", "{}"),
    "distinct": ("", "{}（相同的只列一次）"),
    "duplicates": ("", "{}里的重复值"),
    "date": ("日期 {all}", "日期 {}"),
    "year_of": ("", "{}的年份"),
    "month_of": ("", "{}的月份"),
    "day_of": ("", "{}是几日"),
    "year_start": ("", "{}的年初"),
    "year_end": ("", "{}的年末"),
    "month_end": ("", "{}所在月份的最后一天"),
    "days_between": ("从{}到{}的天数", ""),
    "days_after": ("{}之后第 {} 天", ""),
    "years_in": ("", "{}里写到的年份"),
    "earlier_years": ("{}里早于{}的年份", ""),
    "later_years": ("{}里晚于{}的年份", ""),
}
"""All other functions: with several arguments, with one."""

SOME: Mapping[str, Pair] = {
    "matched": ("{}里有{}", "{}里没有{}"),
    "found_words": ("{}里有属于{}的词", "{}里没有属于{}的词"),
    "past_words": ("{}里有属于{}、在{}以前已经过去的词", "{}里没有属于{}、在{}以前已经过去的词"),
    "differing": ("{}里有说到{}、数量却和{}（{}）不同的写法", "{}里没有说到{}、数量却和{}（{}）不同的写法"),
    "numbering_faults": ("{}里有序号差错", "{}里没有序号差错"),
    "years_in": ("{}里写到了年份", "{}里没有写到年份"),
    "earlier_years": ("{}里有早于{}的年份", "{}里没有早于{}的年份"),
    "later_years": ("{}里有晚于{}的年份", "{}里没有晚于{}的年份"),
}
"""That a list of findings in a text has some, or none: how 几个(…) > 0 and 几个(…) == 0 are read."""
