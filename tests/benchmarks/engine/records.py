"""Forms the size of a real one, most of them with a few defects; the same for the same seed."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
DEPARTMENTS = ["青澜市财政局", "青澜市教育局", "青澜市水务局", "青澜市交通运输局", "青澜市人民医院", "青澜市委宣传部"]
NAMES = [
    "培训基层网格员人数", "改造老旧管网长度", "河道巡查覆盖率", "设备验收合格率", "项目按期完成率", "窗口平均办理时限",
    "人均培训成本", "宣传活动场次", "采购设备数量", "数据报送及时率", "投诉办结率", "带动就业人数", "节约用水量",
    "公共服务知晓度", "空气质量优良天数", "制度完善程度", "群众满意度", "企业满意度", "受训人员满意度", "档案归档率",
    "应急演练次数", "安全检查覆盖率", "预算执行率", "工程验收通过率", "信息系统可用率", "年度维护费用控制数",
]  # fmt: skip
SENTENCES = [
    "全年组织业务培训十二期，覆盖全部乡镇和街道的一线人员", "完成三条主干河道的清淤和岸线整治，恢复行洪能力",
    "更换超过使用年限的检测设备，保证样品当天出结果", "建成数据共享平台，减少群众重复提交材料",
    "按季度公开资金使用情况，接受社会监督", "对二百四十户困难家庭逐户走访，落实救助政策",
    "把安全检查纳入日常，隐患当月清零", "委托第三方开展评估，结果用于下一年度预算安排",
]  # fmt: skip
PLACES = [
    "青澜市", "城区", "云坪区", "石桥镇", "柳河镇", "东湖街道", "南山乡", "北关街道", "开发区", "全市", "双井村",
    "白沙镇", "临港片区", "红旗社区", "老城区", "高铁新区", "青石县", "望江县", "月亮湾", "西郊", "五个山区县",
    "沿河十二村", "各区县", "市本级", "直属单位", "",
]  # fmt: skip
PROJECTS = [
    "乡村振兴示范带", "雪亮工程", "数字政务二期", "河长制", "粮食安全保障", "义务教育薄弱环节改善", "中小河流治理",
    "困境儿童关爱", "高标准农田", "基层卫生", "老旧小区改造", "森林防火", "就业见习", "农村公路养护", "智慧水务",
    "文物保护", "食品安全抽检", "残疾人康复", "职业技能提升", "道路交通安全", "城市绿化", "科技特派员",
    "农机购置补贴", "社区养老", "法律援助", "消防救援", "档案数字化", "公共图书馆", "招商引资", "",
]  # fmt: skip
UNITS = ["个", "家", "人", "次", "件", "场次"]
VAGUE = ["提高", "显著", "较好", "逐步提高"]


def generate(count: int, indicators: int = 25, seed: int = 7) -> list[dict[str, Any]]:
    """Return ``count`` records with so many indicators each; another seed gives others."""
    chance = random.Random(seed)  # noqa: S311 - test data
    return [_record(chance, indicators) for _ in range(count)]


def _text(chance: random.Random, least: int, most: int) -> str:
    wanted, parts = chance.randint(least, most), ""
    while len(parts) < wanted:
        parts += chance.choice(SENTENCES) + chance.choice("。；，")
    return parts[:wanted]


def _money(chance: random.Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randint(low * 100, high * 100)) / 100


def _record(chance: random.Random, indicators: int) -> dict[str, Any]:
    funds = [_money(chance, 10, 400) for _ in range(6)]
    basic, project = _money(chance, 600, 4000), sum(funds) + _money(chance, 0, 300)
    other = _money(chance, 0, 50) if chance.random() < 0.4 else None
    special = _money(chance, 10, 300) if chance.random() < 0.3 else None
    city = None if special is None else special / 2
    record: dict[str, Any] = {
        "form": "department_overall",
        "year": chance.randint(2018, 2026),
        "department": {"name": chance.choice(DEPARTMENTS), "staff_count": chance.randint(90, 400)},
        "budget": {
            "basic_expenditure": basic,
            "project_expenditure": project,
            "fiscal_appropriation": basic + project + (special or 0) - (other or 0),
            "other_funds": other,
            "special_funds": special,
            "city_level_funds": city,
            "transfer_payments": None if special is None or city is None else special - city,
        },
        "overall_goal": _text(chance, 350, 650),
        "tasks": [
            {
                "name": _text(chance, 6, 20),
                "content": _text(chance, 100, 300),
                "funds": amount,
                "goal": _text(chance, 10, 60),
            }
            for amount in funds
        ],
        "indicators": [_indicator(chance, number, indicators) for number in range(indicators)],
    }
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 5])):
        _spoil(chance, record)
    return record


def _indicator(chance: random.Random, number: int, indicators: int) -> dict[str, Any]:
    share = number / indicators
    level1 = "产出指标" if share < 0.48 else "效益指标" if share < 0.84 else "满意度指标"
    level2 = LEVELS[level1][number % len(LEVELS[level1])]
    name = chance.choice(PLACES) + chance.choice(PROJECTS) + NAMES[number % len(NAMES)]
    if number >= len(NAMES):
        name += str(number)
    percent = f"{chance.choice(['≥', '≥ ', ''])}{chance.randint(60, 99)}%"
    values = {
        "数量指标": percent
        if "率" in name
        else f"{chance.choice(['≥', '', '不少于'])}{chance.randint(1, 999)}" + chance.choice(UNITS),
        "质量指标": percent if "率" in name else chance.choice(["符合国家标准", "通过专家评审", percent]),
        "时效指标": chance.choice(
            [f"2024年{chance.randint(1, 12)}月底前", f"{chance.randint(5, 60)}个工作日内", percent]
        ),
        "成本指标": f"≤{_money(chance, 1, 800)}万元",
        "服务对象满意度指标": percent,
    }
    plain = chance.choice([f"同比增长{chance.randint(1, 30)}%", "制度全部落实", "群众普遍知晓"])
    other = percent if "率" in name else plain
    return {"level1": level1, "level2": level2, "name": name, "value": values.get(level2, other)}


def _spoil(chance: random.Random, record: dict[str, Any]) -> None:
    """Put one defect into a record; there is one for each of the rules."""
    department = record["department"]
    budget, indicators = record["budget"], record["indicators"]
    item, task = chance.choice(indicators), chance.choice(record["tasks"] or [{}])
    place, key, value = chance.choice(
        [
            (department, "name", None), (record, "year", chance.choice([None, 2003])),
            (department, "staff_count", chance.choice([None, 0, 3])), (budget, "basic_expenditure", None),
            (budget, "project_expenditure", None), (budget, "basic_expenditure", Decimal("12.5")),
            (budget, "fiscal_appropriation", _money(chance, 600, 900)), (record, "overall_goal", None),
            (record, "overall_goal", "<p>" + (record["overall_goal"] or "") + "</p>"),
            (record, "overall_goal", (record["overall_goal"] or "") + "具体方案待定"), (item, "value", None),
            (item, "value", chance.choice(VAGUE)), (item, "name", "数"), (item, "level1", "产出类"),
            (item, "level2", "数目指标"), (item, "value", "284个"), (item, "value", "≥120%"), (task, "name", None),
            (task, "funds", chance.choice([None, Decimal(-3), Decimal("99999.99")])), (task, "content", None),
            (task, "content", "开展工作"), (task, "goal", "无"), (item, "name", indicators[0]["name"]),
            (item, "value", "按照年初下达的计划和本部门的职责分工逐项推进落实" * 5),
            (department, "name", "青澜"), (budget, "fiscal_appropriation", None), (item, "name", ""),
            (budget, "special_funds", Decimal("0.5")), (item, "name", "参训学员满意度"), (record, "tasks", []),
            (task, "content", f"<p>{task.get('content')}"), (record, "indicators", indicators[len(indicators) // 2 :]),
            (record, "indicators", [one for one in indicators if one["level1"] != "效益指标"]),
        ]
    )  # fmt: skip
    place[key] = value
