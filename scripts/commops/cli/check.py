"""``commops check``: run all rules over the workspace and print what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from commops.cli._fix import fix_options, repair, suggester
from commops.cli._options import Finished, as_of_option, lang_option, message_language, root_option, today, use_color
from commops.report.registry import names, printer
from commops.texts import Lang, Text

_NOT_AN_ADDRESS = Text(
    "网址要写成 https://example.org/handbook 的样子。", "Write it like https://example.org/handbook."
)
_NO_PATH = Text("工作区里没有“{path}”。", 'There is no "{path}" in the workspace.')
_NEAR = Text("是不是想写“{near}”？", ' Did you mean "{near}"?')


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATHS...]", type=click.Path(path_type=Path))
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(names()),
    default="text",
    help="How to print. 输出格式。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the report to this file instead of printing it. 把结果写进文件。",
)
@click.option(
    "--docs-url",
    metavar="URL",
    help="Address of the site with the pages of the rules. 规则说明所在的网站。 [default: site_url of community.yml]",
)
@click.option("--strict", is_flag=True, help="Exit with 1 also when there are only warnings. 只有警告时也以 1 退出。")
@click.option("--info", is_flag=True, help="Show notes too, not only errors and warnings. 连提示也列出来。")
@click.option(
    "--base",
    metavar="REF",
    help="Compare with where HEAD left this git version; only new errors count. 与这个版本比较，只算新增的错误。",
)
@click.option(
    "--policy-ref",
    metavar="REF",
    help="Take schemas/, community/policy.yml and community/terms/ from this git version. 检查规则取自这个版本。",
)
@click.option(
    "--all", "everything", is_flag=True, help="With --base, show also what was there before. 连原有的也列出来。"
)
@click.option(
    "--cache/--no-cache",
    default=True,
    envvar="COMMOPS_CACHE",
    help="Keep verdicts in .commops/cache/, so that the next check is faster. 把结果存起来，下次更快。 [default: yes]",
)
@fix_options
@as_of_option
@lang_option
def command(
    paths: tuple[Path, ...],
    root: Path,
    form: str,
    output: Path | None,
    docs_url: str | None,
    strict: bool,
    info: bool,
    base: str | None,
    policy_ref: str | None,
    everything: bool,
    cache: bool,
    fix: bool,
    diff: bool,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Check the workspace. 检查全部文件。

    With PATHS (files or folders) only findings in them are shown; the whole workspace is read all the same. Exits
    with 1 when there is an error (with --base, a new one), with 2 when it is used wrongly.

    With --base the files as they are here, committed or not, are compared with the commit at which HEAD and REF went
    apart (git merge-base), as a pull request does. A file that moved keeps its findings.

    \b
    commops check                          everything  全部文件
    commops check content/posts/2026/12    one folder  一个文件夹
    commops check --fix --diff             what --fix would do  看看会自动改什么
    commops check --base origin/main       only what I changed  只看我改了什么
    """
    from commops.collector import no_collector
    from commops.git import LISTING, Answer

    # What is loaded and read stays to the end.
    click.get_current_context().with_resource(no_collector())
    # Asked first, so that git looks for the files while the rest of the program is loaded.
    listing = None if fix or diff else Answer(root, *LISTING)
    from commops.checking import Request, check_folder
    from commops.files import write_atomic
    from commops.findings import Severity, State
    from commops.report.material import ADDRESS, Material, lines_in, site_in
    from commops.report.summary import Summary

    if docs_url and not ADDRESS.fullmatch(docs_url):
        raise click.BadParameter(_NOT_AN_ADDRESS.get(message_language(lang)), param_hint="--docs-url")
    if fix or diff:
        from commops.workspace.load import load

        ws = load(root, as_of=as_of, today=today(), base=base)
        if repair(root, ws, message_language(lang, ws.languages[0]), diff=diff) is None:
            return
    checked = check_folder(Request(root, as_of, today(), base, policy_ref, keep=cache, listing=listing))
    speaks = message_language(lang, checked.languages[0])
    wanted = [_inside(path, root, checked.tree.sizes, speaks) for path in paths]
    findings = [found for found in checked.findings if not paths or _covered(found.at.path, wanted)]
    material = Material(
        findings,
        Summary.of(findings, files=checked.files, waived=checked.waived),
        speaks,
        lines_in(checked.text_of),
        root=root,
        site=docs_url or site_in(checked.site_url, checked.languages, speaks),
        color=use_color() and output is None,
        info=info,
        all=everything,
        repair=suggester(root, as_of),
    )
    report = printer(form).render(material)
    if output is None:
        click.echo(report)
    else:
        # What a console cannot show is escaped there; a file name that is not UTF-8 must not end a report here.
        write_atomic(output, f"{report}\n".encode(errors="backslashreplace"))
    ours = (found.severity.rank for found in findings if found.state in (None, State.NEW))
    worst = min(ours, default=Severity.INFO.rank)
    raise Finished(worst <= (Severity.WARNING if strict else Severity.ERROR).rank)


def _inside(path: Path, root: Path, files: Collection[str], lang: Lang) -> str:
    """A path as the workspace names it, seen from here or else from the workspace. Ends the command if unknown."""
    top = root.resolve()
    for place in (Path.cwd() / path, top / path):
        try:
            name = place.resolve().relative_to(top).as_posix()
        except ValueError:
            continue
        if name == "." or _covers(name, files):
            return name
    from difflib import get_close_matches

    known = sorted({part for name in files for part in (name, *(p.as_posix() for p in Path(name).parents))})
    near = get_close_matches(path.as_posix(), known, n=1)
    told = _NO_PATH.fill(path=path).get(lang) + (_NEAR.fill(near=near[0]).get(lang) if near else "")
    raise click.UsageError(told)


def _covers(name: str, names: Collection[str]) -> bool:
    """Whether a name is a file of the workspace or a folder of some."""
    return name in names or any(path.startswith(f"{name}/") for path in names)


def _covered(path: str, wanted: Sequence[str]) -> bool:
    return any(name in (".", path) or path.startswith(f"{name}/") for name in wanted)
