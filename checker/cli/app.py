"""The commands and their options, in Chinese; each imports what it needs when it runs, so that help comes at once."""

from __future__ import annotations

from typing import Annotated

import typer

from checker.cli import output
from checker.cli.chinese import ChineseCommand, ChineseGroup
from checker.cli.options import AsOf, Format, Forms, Identifier, Rules, Waived, one_of
from checker.errors import Fault, UsageError
from checker.version import VERSION

_CODES = """
退出码：
  0  核对完成，没有达到 --fail-on 级别的问题（未能判定的项按规则的级别算）
  1  有达到 --fail-on 级别的问题
  2  没能完成核对：表读不了、规则有错、命令写错，或某条规则运行出错
"""

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    help="核对部门整体预算绩效目标表：读出表中各栏，按规则逐条检查，指出问题在哪一行、哪一格。",
    epilog="每个命令都可以加 --help 看详细说明，例如：checker check --help",
)
rules_app = typer.Typer(
    cls=ChineseGroup, add_completion=False, invoke_without_command=True, help="查看规则，或用规则自带的例子测试规则。"
)
app.add_typer(rules_app, name="rules")


@app.callback()
def start(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="显示版本号。")] = False,
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,
) -> None:
    """Show the version, or the help when no command is given."""
    output.DEBUG.set(debug)
    if version:
        typer.echo(f"checker {VERSION}")
        raise typer.Exit
    _help_alone(context)


@rules_app.callback()
def rules_start(context: typer.Context) -> None:
    """Show the help when no command is given."""
    _help_alone(context)


def _help_alone(context: typer.Context) -> None:
    """Show the help when no command follows; nothing was done, and the exit code says so."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


@app.command(
    cls=ChineseCommand,
    help="核对一份或几份表，列出问题。",
    epilog=f"""{_CODES}
例子：
  checker check 目标表.txt
  checker check *.txt --format json
  checker check 目标表.txt --rules 本地规则 --fail-on warning
  checker check *.txt --waivers 豁免
""",
)
def check(
    forms: Forms,
    rules: Rules = None,
    reporter: Format = "table",
    as_of: AsOf = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="error|warning|info",
            help="有这个级别或更重的问题时退出码为 1：error 错误，warning 警告，info 提示。",
            callback=one_of("--fail-on", "error", "warning", "info"),
        ),
    ] = "error",
    waivers: Waived = None,
) -> int:
    """Check forms."""
    from checker.cli import checking

    return checking.check(forms, rules, reporter, as_of, fail_on, waivers)


@app.command(
    cls=ChineseCommand,
    help="只读表，不核对：把表中各栏按 JSON 输出。",
    epilog="例子：\n  checker extract 目标表.txt --where",
)
def extract(
    forms: Forms,
    *,
    where: Annotated[bool, typer.Option("--where", help="一并输出每个值在表上的位置、原文和存疑之处。")] = False,
) -> int:
    """Print records."""
    from checker.cli import checking

    return checking.extract(forms, where=where)


@app.command(
    cls=ChineseCommand,
    help="说明一条规则在一份表上为什么是这个结果：看了哪些值、在第几行、哪个条件成立哪个不成立。",
    epilog="""例子：
  checker why REC-01 目标表.txt
  checker why REL-06 目标表.txt --item 5
  checker why REL-06 目标表.txt --item 培训合格率 --format json
  checker why REC-01 目标表.txt --waivers 豁免

退出码：0 说明完毕；2 没能说明（表读不了、规则有错、没有这条规则或这一项）。
""",
)
def why(
    identifier: Identifier,
    form: Annotated[
        str, typer.Argument(metavar="表格文件", help="要看的表；写 - 表示从标准输入读。", show_default=False)
    ],
    item: Annotated[
        str | None,
        typer.Option("--item", metavar="序号或名称", help="逐项检查的规则，只看这一项；不写时看问题最重的几项。"),
    ] = None,
    rules: Rules = None,
    as_of: AsOf = None,
    reporter: Format = "table",
    waivers: Waived = None,
) -> int:
    """Explain a rule on a form."""
    from checker.cli import why as commands

    return commands.why(identifier, form, item or "", rules, as_of, reporter, waivers)


@rules_app.command("list", cls=ChineseCommand, help="列出所有规则。")
def rules_list(rules: Rules = None, reporter: Format = "table") -> int:
    """List rules."""
    from checker.cli import rules as commands

    return commands.list_all(rules, reporter)


@rules_app.command(
    "show",
    cls=ChineseCommand,
    help="显示一条规则的全部内容；写了 --as-of 的，是那一天的。",
    epilog="例子：\n  checker rules show REC-01\n  checker rules show REC-01 --format json",
)
def rules_show(
    identifier: Identifier,
    rules: Rules = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="年-月-日", help="看那一天的规则；不写就看全部。")
    ] = None,
    reporter: Format = "table",
    *,
    origin: Annotated[
        bool, typer.Option("--origin", help="只列每一部分是哪一层规则集定的，写在哪个文件第几行。")
    ] = False,
) -> int:
    """Show one rule."""
    if origin:
        from checker.cli import origin as origins

        if as_of or reporter != "table":
            raise UsageError(Fault("--origin 只列出处。", hint="请去掉 --as-of 和 --format，或去掉 --origin。"))
        return origins.origin(identifier, rules)
    from checker.cli import rules as commands

    return commands.show(identifier, rules, as_of, reporter)


@rules_app.command(
    "docs",
    cls=ChineseCommand,
    help="把一套规则写成手册：每条规则一页，另有按评审项的目录，全部栏目、函数、词表各一页（Markdown）。",
    epilog="例子：\n  checker rules docs --rules 我的规则 --out 规则手册",
)
def rules_docs(
    out: Annotated[
        str, typer.Option("--out", metavar="目录", help="手册写到哪个目录；没有就新建。", show_default=False)
    ],
    rules: Rules = None,
) -> int:
    """Write the manual."""
    from checker.cli import manual

    return manual.write(rules, out)


@rules_app.command("test", cls=ChineseCommand, help="运行规则自带的全部例子，列出结果不符的。")
def rules_test(rules: Rules = None) -> int:
    """Run the cases of all rules."""
    from checker.cli import rules as commands

    return commands.test(rules)


@rules_app.command(
    "new",
    cls=ChineseCommand,
    help="新写一条规则：生成一个带说明和例子、装载得了的文件，在它上面改。",
    epilog="例子：\n  checker rules new REC-30 --title 专项资金不超总额 --to 我的规则",
)
def rules_new(
    identifier: Annotated[str, typer.Argument(metavar="规则编号", help="例如 REC-30。", show_default=False)],
    title: Annotated[str, typer.Option("--title", metavar="名称", help="规则的名称。", show_default=False)] = "",
    to: Annotated[str, typer.Option("--to", metavar="目录", help="写到规则集的哪个目录；不写就是当前目录。")] = ".",
) -> int:
    """Write a rule to begin with."""
    from checker.cli import create

    return create.create(identifier, title, to)


@rules_app.command(
    "lint",
    cls=ChineseCommand,
    help="检查规则写得好不好：装载时的错误，加上编号、依据、例子、参数等各方面的提醒。",
    epilog="退出码：0 没有要改的，1 有提醒，2 规则有错、装载不了。\n\n例子：\n  checker rules lint --rules 我的规则",
)
def rules_lint(rules: Rules = None) -> int:
    """Check how rules are written."""
    from checker.cli import lint

    return lint.lint(rules)


One = Annotated[str, typer.Argument(metavar="规则集甲", help="规则集的目录，或随带规则集的名字。", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="规则集乙", help="换成的规则集。", show_default=False)]
_DIFFERENCE = """
退出码：
  0  没有不同
  1  有不同
  2  没能比较：规则集或表读不了、规则有错、命令写错
"""


@rules_app.command(
    "diff",
    cls=ChineseCommand,
    help="比较两套规则：增减了哪些规则，哪些规则、参数、词表改了什么。",
    epilog=_DIFFERENCE + "\n例子：\n  checker rules diff national samples/layers/lanjiang",
)
def rules_diff(one: One, other: Other, reporter: Format = "table") -> int:
    """Compare two rule sets."""
    from checker.cli import diff

    return diff.diff(one, other, reporter)


@rules_app.command(
    "impact",
    cls=ChineseCommand,
    help="看换一套规则对这些表有什么影响：哪些问题出现、消失、改了级别或说明。",
    epilog=_DIFFERENCE
    + """
例子：
  checker rules impact national samples/layers/lanjiang 表*.txt
  checker rules impact national samples/layers/lanjiang 表*.txt --format json
""",
)
def rules_impact(one: One, other: Other, forms: Forms, as_of: AsOf = None, reporter: Format = "table") -> int:
    """Compare what two rule sets find on forms."""
    from checker.cli import impact

    return impact.impact(one, other, forms, as_of, reporter)
