"""The files around a new community: a README, what Git leaves out, the version, editor settings, workflows."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from commops import __version__, resources
from commops.devtools.editor import editor_files
from commops.resources import PACKAGE
from commops.starter.answers import Answers

TEMPLATES = PACKAGE / "starter" / "templates"
"""A folder per place where a community may be hosted; ``common`` is for all. ``${name}`` is filled in, nothing else."""

_IGNORED = """# Raw chat logs, the private store, and what is built: none of it belongs into Git.
/exports/
/.commops/
/build/
/.venv/
"""


def files(answers: Answers) -> Iterator[tuple[str, str]]:
    """Path and text of each file."""
    yield ".gitignore", _IGNORED
    yield "requirements.txt", f"# The program that checks and publishes this community.\ncommops=={__version__}\n"
    yield "README.md", _readme(answers)
    yield from editor_files(resources.folder("schemas")).items()
    yield ".vscode/extensions.json", '{\n  "recommendations": ["redhat.vscode-yaml"]\n}\n'
    for folder in ("common", answers.hosting):
        yield from _templates(folder, answers)


def _templates(folder: str, answers: Answers) -> Iterator[tuple[str, str]]:
    """The files below a folder of templates; a name that begins with ``dot-`` is that of a hidden file or folder."""
    top = TEMPLATES / folder
    for path in sorted(top.rglob("*")) if top.is_dir() else ():
        if path.is_file():
            name = "/".join(f".{part[4:]}" if part.startswith("dot-") else part for part in path.relative_to(top).parts)
            text = Template(path.read_text(encoding="utf-8"))
            yield name, text.safe_substitute(commops_version=__version__, community=answers.name)


def _readme(answers: Answers) -> str:
    zh = f"""# {answers.name}

这个仓库就是社群的运营手册：群规、团队、渠道、内容日历、活动和数据都在这里。改文件，提交合并请求，合并之后网站自动更新。

```sh
python -m venv .venv
.venv/bin/pip install -r requirements.txt
.venv/bin/commops check      # 检查全部文件
.venv/bin/commops build      # 生成网站，打开 build/site/index.html
.venv/bin/commops status     # 这一周谁手上有什么事
.venv/bin/commops new post   # 新建一篇内容
```

- `community/` 社群档案、团队、渠道、群规
- `content/` 内容支柱、素材、每一篇内容
- `events/` 活动，一个活动一个文件夹

聊天记录只放在 `exports/`，它不会进入 Git。
"""
    en = f"""# {answers.name}

This repository is how the community is run: rules, team, channels, content calendar, events and numbers. Change a file,
open a pull request; once it is merged, the site follows.

```sh
python -m venv .venv
.venv/bin/pip install -r requirements.txt
.venv/bin/commops check      # check every file
.venv/bin/commops build      # build the site: open build/site/index.html
.venv/bin/commops status     # what waits for whom this week
.venv/bin/commops new post   # start a post
```

- `community/` profile, team, channels, rules
- `content/` subjects, pictures, every post
- `events/` events, one folder each

Chat logs go to `exports/` only, which Git leaves out.
"""
    return answers.plain(zh, en)
