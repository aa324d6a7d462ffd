"""Arguments and options that several commands have, described once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from checker.errors import Fault, UsageError
from checker.text import nearest

Forms = Annotated[
    list[str],
    typer.Argument(metavar="表格文件…", help="要处理的表，可以写几份；写 - 表示从标准输入读。", show_default=False),
]
Rules = Annotated[
    str | None, typer.Option("--rules", metavar="目录", help="规则所在的目录；不写时用随程序安装的规则。")
]
Identifier = Annotated[str, typer.Argument(metavar="规则编号", help="例如 REC-01。", show_default=False)]


def one_of(option: str, *choices: str) -> Callable[[str], str]:
    """Return a callback that lets only ``choices`` through."""

    def chosen(value: str) -> str:
        if value in choices:
            return value
        hint = nearest(value, choices) or f"可以写：{'、'.join(choices)}。"
        raise UsageError(Fault(f"{option} 不能写“{value}”。", hint=hint))

    return chosen


Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json",
        help="输出格式：table 给人看，json 给程序用。",
        callback=one_of("--format", "table", "json"),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="年-月-日", help="核对基准日，决定用哪些有效的规则；不写时为表上年度的最后一天。"),
]
Waived = Annotated[
    str | None,
    typer.Option("--waivers", metavar="文件或目录", help="经批准豁免的问题（YAML）：照样核对，另行列出。"),
]
