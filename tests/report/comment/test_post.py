"""Commenting on a pull request: the right one, one comment, nothing twice; GitHub is played by a dictionary."""

import io
import json
import re
import urllib.error
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from commops.cli.main import cli
from commops.errors import InputError
from commops.report.comment.api import Api, send
from commops.report.comment.post import AUTHOR, MARKER, Outcome, body_of, find_pull, post

SHA = "a" * 40
RUN = "https://github.com/o/r/actions/runs/7"
PATCH = "diff --git a/content/a.md b/content/a.md\n--- a/content/a.md\n+++ b/content/a.md\n@@ -1 +1 @@\n-x\n+y\n"


def pull(number=5, sha=SHA, repo="o/r", state="open"):
    return {"number": number, "state": state, "head": {"sha": sha}, "base": {"repo": {"full_name": repo}}}


class GitHub:
    """Answers requests from its lists and remembers what was written."""

    def __init__(self, **lists):
        self.lists = {
            f"/repos/o/r/commits/{SHA}/pulls": [pull()],
            "/repos/o/r/pulls": [],
            "/repos/o/r/issues/5/comments": [],
            "/repos/o/r/pulls/5/files": [{"filename": "content/a.md", "patch": "@@ -0,0 +1 @@\n+x"}],
            "/repos/o/r/pulls/5/comments": [],
        } | {f"/repos/o/r/{path}": rows for path, rows in lists.items()}
        self.written = []

    def __call__(self, request):
        assert request.get_header("Authorization") == "Bearer secret"
        where = urlsplit(request.full_url)
        if request.method == "GET":
            query = parse_qs(where.query)
            page = int(query["page"][0])
            return json.dumps(self.lists[where.path][100 * (page - 1) : 100 * page]).encode()
        self.written.append((request.method, where.path, json.loads(request.data)))
        return b"{}"

    @property
    def api(self):
        return Api("https://api.github.com", "secret", self)


TEXTS = {"summary.md": "## 评审\n\n@all", "fix.diff": PATCH}


def test_the_first_review_is_written():
    github = GitHub()
    assert post(github.api, "o/r", SHA, RUN, TEXTS) == Outcome(5, "written", 1)
    (_, where, comment), (_, review_of, review) = github.written
    assert where == "/repos/o/r/issues/5/comments"
    assert comment["body"].startswith(f"{MARKER}\n## 评审\n\n@&#8203;all\n")
    assert f"]({RUN})" in comment["body"]
    assert review_of == "/repos/o/r/pulls/5/reviews"
    assert (review["commit_id"], review["event"]) == (SHA, "COMMENT")
    (entry,) = review["comments"]
    assert (entry["path"], entry["line"], entry["side"]) == ("content/a.md", 1, "RIGHT")


def test_a_later_review_updates_the_comment_and_repeats_no_suggestion():
    github = GitHub()
    post(github.api, "o/r", SHA, RUN, TEXTS)
    body, suggestion = github.written[0][2]["body"], github.written[1][2]["comments"][0]["body"]
    bot = {"login": AUTHOR}
    others = [{"id": n, "user": {"login": "eve"}, "body": body} for n in range(150)]
    there = {
        "issues/5/comments": [*others, {"id": 999, "user": bot, "body": body}],
        "pulls/5/comments": [{"id": 1, "user": bot, "body": suggestion}],
    }
    same = GitHub(**there)
    assert post(same.api, "o/r", SHA, RUN, TEXTS) == Outcome(5, "unchanged", 0)
    assert same.written == []
    later = GitHub(**there)
    assert post(later.api, "o/r", SHA, RUN, {"summary.md": "new"}) == Outcome(5, "updated", 0)
    ((method, where, _),) = later.written
    assert (method, where) == ("PATCH", "/repos/o/r/issues/comments/999")


def test_the_mark_of_somebody_else_is_not_ours():
    github = GitHub(**{"issues/5/comments": [{"id": 1, "user": {"login": "eve"}, "body": MARKER}]})
    assert post(github.api, "o/r", SHA, RUN, {"summary.md": "x"}).comment == "written"


@pytest.mark.parametrize(
    "wrong",
    [pull(sha="b" * 40), pull(repo="evil/r"), pull(state="closed"), {"number": 5}, {"base": None, "head": None}],
)
def test_only_the_open_pull_request_with_this_head_is_written_to(wrong):
    github = GitHub(**{f"commits/{SHA}/pulls": [wrong]})
    assert post(github.api, "o/r", SHA, RUN, TEXTS) == Outcome(None)
    assert github.written == []


def test_a_pull_request_from_a_fork_is_found_in_the_list():
    github = GitHub(**{f"commits/{SHA}/pulls": [], "pulls": [pull(4, "c" * 40), pull(5)]})
    assert find_pull(github.api, "o/r", SHA) == 5


def test_without_a_summary_people_are_told_so():
    assert "did not finish" in body_of("", RUN)
    assert len(body_of("长" * 65_000, RUN)) <= 60_000


def test_an_answer_that_is_none_is_told():
    def refuse(request):
        raise urllib.error.HTTPError(request.full_url, 403, "no", {}, io.BytesIO())

    with pytest.raises(InputError) as told:
        post(Api("https://api.github.com", "secret", refuse), "o/r", SHA, RUN, TEXTS)
    assert "403" in told.value.what.en
    assert "secret" not in str(told.value)
    with pytest.raises(InputError):
        post(Api("https://api.github.com", "secret", lambda _request: b"<html>"), "o/r", SHA, RUN, TEXTS)


def test_the_token_goes_over_https_only():
    with pytest.raises(InputError):
        Api("http://api.github.com", "secret")


def test_redirects_are_not_followed(monkeypatch):
    import http.server
    import threading
    import urllib.request

    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_arguments):
            """Quiet."""

    monkeypatch.setenv("no_proxy", "*")
    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(urllib.error.HTTPError) as refused:
            send(urllib.request.Request(f"http://127.0.0.1:{server.server_port}/first"))
        refused.value.close()
        server.shutdown()
    assert seen == ["/first"]


def test_the_command(tmp_path, monkeypatch):
    github = GitHub()
    monkeypatch.setattr("commops.report.comment.api.Api.__init__.__defaults__", (github,))
    with zipfile.ZipFile(tmp_path / "review.zip", "w") as archive:
        archive.writestr("summary.md", "x")
    words = ["review-comment", str(tmp_path), "--repository", "o/r", "--commit", SHA, "--run-url", RUN, "--lang", "en"]
    done = CliRunner(env={"COMMOPS_TOKEN": "secret"}).invoke(cli, words)
    assert done.output == "Pull request 5: comment written, 0 new suggestions.\n"
    assert CliRunner(env={"COMMOPS_TOKEN": None}).invoke(cli, words).exit_code == 2


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--commit", "main"),
        ("--repository", "o/r/../x"),
        ("--run-url", "https://evil.example/x"),
        ("--commit", f"{SHA}/x"),
    ],
)
def test_odd_values_are_refused(tmp_path, option, value):
    given = {"--repository": "o/r", "--commit": SHA, "--run-url": RUN, "--token": "t"} | {option: value}
    words = [word for pair in given.items() for word in pair]
    done = CliRunner().invoke(cli, ["review-comment", str(tmp_path), *words])
    assert done.exit_code == 2
    assert re.search(option, done.output)
