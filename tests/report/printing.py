"""Findings made up for the tests of printers, and texts that try to do something where they are shown."""

from commops.findings import Finding, Location, Severity
from commops.report.material import Material
from commops.report.summary import Summary
from commops.texts import Text

PAYLOADS = (
    "::error::x",
    "\n::stop-commands::t",
    "##[add-mask]a",
    "x ##[group]y",
    "%0A::warning::z",
    "\x1b[2J\x1b]52;c;aGk=\x07",
    "\x9b31m",
    "a\u202eb\u2066c",
    "zero\u200bwidth\ufeff",
    "@everyone @org/team",
    "全员@lin-xi看",
    "#1 fixes #23 org/repo#45 GH-6",
    "!7 ~label %mile $8 &9 *iteration:1",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709 and 1234567",
    "[click](https://evil.example)",
    "![pixel](https://evil.example/a.png)",
    "https://evil.example www.evil.example ftp://evil.example mailto:a@evil.example",
    "<https://evil.example> <b>x</b> <img src=x onerror=y>",
    "<!-- commops-review --> <script>alert(1)</script>",
    "a|b\\|c\\\\|d",
    "`code` ``` ~~~ ````",
    "**b** _i_ ~~s~~ ==m== $x$ $$y$$",
    "# heading",
    "- item\n1. one\n> quote\n\tcode",
    "1) one",
    "[^1] [ref]: https://evil.example [x]",
    ":octocat: :+1:",
    "&lt;b&gt; &#64;name &amp;",
    "]]> <![CDATA[ \x00\x0b\ufffe\uffff",
    "{0} {1} {zh: a}",
    "\ud800 lone \udc80",
    "```suggestion\nevil\n```",
    "/close\n/assign me",
)


def finding(severity=Severity.ERROR, line=1, message="m", fix="f", path="content/a.md", rule="unknown-key", **more):
    at = Location(path, line, more.pop("column", 3), more.pop("length", 2))
    return Finding(rule, severity, at, Text(message, message), Text(fix, fix), **more)


def material(findings, lang="en", line="标题👩‍🔧: 乱 b", **more):
    """A report whose files consist of one line said over and over."""
    return Material(findings, Summary.of(findings, files=4), lang, lambda _path, _number: line, **more)
