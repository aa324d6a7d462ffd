"""Records of any schema: each field absent, blank, or filled with something likely, unlikely or wrong."""

from hypothesis import strategies as st

WORDS = """
提高 ≥98% 284个 100万元 2023年12月底前 及时 显著提高 无 约３０场次 0.5 XX项目 e\u0301 ⼀是 待\u200b定
培训合格率 培训人数 服务对象满意度 工作经费成本控制数 完成时间 社会稳定 党的二十大 建立建全
一是抓培训。三是抓督查。 涉密工作另行安排 2022年完成100人次培训，2024年完成 <p>完成100人</p>
开展全市综治网格化管理培训3期，培训100人，投入100万元，确保培训合格率达到98%以上。
"""
TEXTS = WORDS.split()
NUMBERS = ["0", "1", "5", "100", "100.00", "154.01", "-3", "0.01", "3417.69"]
ODD = ["２", "约5", "1e3", " 7 ", "1,000", "9" * 30, "　6", "", "   "]


def records(catalogue):
    """Return a strategy of records that need not be valid, but are shaped as the catalogue says."""
    return (_object(catalogue.root, _any) | _object(catalogue.root, _likely)).map(
        lambda made: {**made, "form": catalogue.form}
    )


def _object(owner, value):
    children = {key: child for key, child in owner.children.items() if not child.view and not child.derived}
    values = {key: _value(child, value) for key, child in children.items()}
    return st.fixed_dictionaries({}, optional=values) if value is _any else st.fixed_dictionaries(values)


def _value(field, value):
    if field.type == "group":
        return _object(field, value)
    if field.type == "list":
        return st.lists(_object(field, value), min_size=0 if value is _any else 2, max_size=4)
    return value(field)


def _likely(field):
    if field.type == "integer":
        return st.sampled_from([5, 2023, 2024])
    if field.type in ("money", "number"):
        return st.sampled_from(NUMBERS)
    return st.sampled_from([one for one in field.enum if one] or TEXTS)


def _any(field):
    blank = st.none() | st.sampled_from(ODD)
    if field.type == "integer":
        return st.none() | st.sampled_from([0, 1]) | st.integers(1949, 2999)
    return blank | _likely(field) | (st.nothing() if field.enum else st.text(max_size=8))
