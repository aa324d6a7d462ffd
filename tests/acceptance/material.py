"""A good form, a good rule, and where the program was installed."""

import sys
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "checker"

FORM = """2024年度部门整体预算绩效目标表

部门名称\t青岚市水务局
基本信息\t财政供养人员数\t45\t下属二级单位数\t3
预算整体情况\t部门预算支出\t预算金额（万元）\t收入来源\t预算金额（万元）
\t基本支出\t800\t财政拨款\t1300
\t项目支出\t500\t其他资金\t0
总体绩效目标\t完成12公里河道清淤，供水水质达标率达到98%以上。
年度重点工作任务\t名称\t主要实施内容\t拟投入的资金（万元）\t期望达到的目标（概述）
\t河道清淤\t清淤12公里\t500\t清淤12公里
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t河道清淤长度\t≥12公里
\t\t质量指标\t清淤合格率\t≥95%
\t\t时效指标\t完工时间\t2024年11月30日前
\t\t成本指标\t清淤成本\t≤40万元/公里
\t效益指标\t社会效益指标\t水质达标率\t≥98%
\t满意度指标\t服务对象满意度指标\t居民满意度\t≥90%
"""

RULE = """id: REC-01
title: 部门预算收支相等
review_item: 勾稽
applies_to: [department_overall]
severity: error
require: 基本支出 + 项目支出 == 财政拨款 + 其他资金
tolerance: 0.01
message: 支出合计 {基本支出 + 项目支出}，收入合计 {财政拨款 + 其他资金}。
suggestion: 请核对各栏。
basis:
  - {document: 中华人民共和国预算法实施条例, provision: 第五条, verified: true}
confidence: high
cases:
  - {name: 相等, given: {基本支出: 1, 项目支出: 2, 财政拨款: 3, 其他资金: 0}, expect: pass}
  - {name: 不等, given: {基本支出: 1, 项目支出: 2, 财政拨款: 4, 其他资金: 0}, expect: fail}
"""
