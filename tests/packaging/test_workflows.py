"""What runs on a forge: rights, pinned actions, nothing untrusted in a script; copies for users are the same."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

import pytest
import yaml

from commops.rule import PAGES

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / ".github/workflows"
TEMPLATES = ROOT / "scripts/commops/starter/templates"
THEIRS = TEMPLATES / "github/dot-github/workflows"
WORKFLOWS = [*sorted(OWN.glob("*.yml")), *sorted(THEIRS.glob("*.yml"))]
READ_ONLY = {"contents": "read"}


def loaded(path):
    content = yaml.safe_load(path.read_text("utf-8"))
    # YAML 1.1 takes the key `on` for a truth value.
    return content | {"on": content.pop(True)} if True in content else content


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: f"{path.parent.parent.name}-{path.name}")


@each(WORKFLOWS)
def test_rights_are_given_to_single_jobs_only(path):
    workflow = loaded(path)
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


@each(WORKFLOWS)
def test_actions_are_pinned_to_commits(path):
    for step in steps(loaded(path)):
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))
    for line in path.read_text("utf-8").split("\n"):
        assert "uses:" not in line or re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)


@each(WORKFLOWS)
def test_scripts_hold_no_expression(path):
    for step in steps(loaded(path)):
        assert "${{" not in step.get("run", "")


@each(WORKFLOWS)
def test_no_token_stays_in_a_checkout(path):
    checkouts = [step for step in steps(loaded(path)) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@each(WORKFLOWS)
def test_no_workflow_runs_with_rights_on_the_code_of_a_pull_request(path):
    workflow = loaded(path)
    assert "pull_request_target" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        assert all(job["permissions"] == READ_ONLY for job in workflow["jobs"].values())
        assert "secrets." not in path.read_text("utf-8")


@each([OWN / "review.yml", THEIRS / "review.yml"])
def test_the_review_is_judged_by_the_base(path):
    workflow = loaded(path)
    told = {step["name"]: step for step in steps(workflow) if "name" in step}
    assert workflow["env"] == {"PYTHONSAFEPATH": "1", "BASE": "HEAD^1"}
    assert workflow["concurrency"]["cancel-in-progress"] is True
    for step in told.values():
        for line in step["run"].split("\n"):
            if line.startswith("commops "):
                assert '--base "$BASE" --policy-ref "$BASE"' in line
    setup = next(step["run"] for name, step in told.items() if name.startswith("Set up"))
    assert '"$BASE' in setup
    assert "make setup" not in setup
    upload = steps(workflow)[-1]
    assert upload["if"] == "${{ !cancelled() }}"
    names = [Path(line).name for line in upload["with"]["path"].strip().split("\n")]
    assert names == ["review.html", "summary.md", "fix.diff", "findings.json"]


@each([OWN / "comment.yml", THEIRS / "comment.yml"])
def test_the_comment_trusts_nothing_of_the_pull_request(path):
    workflow = loaded(path)
    (job,) = workflow["jobs"].values()
    assert workflow["on"] == {"workflow_run": {"workflows": ["Review"], "types": ["completed"]}}
    assert job["permissions"] == {"contents": "read", "actions": "read", "pull-requests": "write"}
    checkout, *_, download, post = job["steps"]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert download["with"]["skip-decompress"] is True
    assert download["with"]["run-id"] == "${{ github.event.workflow_run.id }}"
    event = {key: value for key, value in post["env"].items() if "workflow_run" in value}
    assert event == {
        "HEAD_SHA": "${{ github.event.workflow_run.head_sha }}",
        "RUN_ID": "${{ github.event.workflow_run.id }}",
    }


@each([OWN / "check.yml", THEIRS / "preview.yml"])
def test_each_pull_request_gives_the_handbook_as_one_file(path):
    workflow = loaded(path)
    last = [job["steps"][-2:] for job in workflow["jobs"].values()]
    build, upload = next(pair for pair in last if pair[1].get("uses", "").startswith("actions/upload-artifact@"))
    assert "pull_request" in workflow["on"]
    assert build["run"].removeprefix(".venv/bin/") == "commops build --offline"
    assert upload["with"] == {"path": "build/*-handbook.zip", "archive": False, "retention-days": 7}


@pytest.mark.parametrize("hosting", ["github", "gitlab"])
def test_a_preview_is_made_by_the_program_of_the_base(hosting):
    path = THEIRS / "preview.yml" if hosting == "github" else TEMPLATES / "gitlab/dot-gitlab-ci.yml"
    job = loaded(path)["jobs" if hosting == "github" else "preview"]
    assert "$BASE:requirements.txt" in str(job)
    assert "commops build --offline" in str(job)


def without_setup(path):
    workflow = loaded(path)
    kept = [step for step in steps(workflow) if not step.get("name", "").startswith("Set up")]
    return [{key: str(value).replace(".venv/bin/", "") for key, value in step.items()} for step in kept], workflow["on"]


@pytest.mark.parametrize("name", ["review.yml", "comment.yml"])
def test_users_get_what_is_used_here(name):
    assert without_setup(OWN / name) == without_setup(THEIRS / name)


def test_forms_and_templates_are_the_same_for_users():
    there = TEMPLATES / "github/dot-github"
    for name in (
        "PULL_REQUEST_TEMPLATE.md",
        *(f"ISSUE_TEMPLATE/{path.name}" for path in ROOT.glob(".github/ISSUE_TEMPLATE/*")),
    ):
        assert (there / name).read_bytes() == (ROOT / ".github" / name).read_bytes()
    merge = TEMPLATES / "gitlab/dot-gitlab/merge_request_templates/Default.md"
    assert merge.read_bytes() == (there / "PULL_REQUEST_TEMPLATE.md").read_bytes()


def test_filling_in_a_template_changes_nothing_but_the_version():
    for path in TEMPLATES.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert Template(text).safe_substitute(commops_version="1", community="x") == text.replace(
                "${commops_version}", "1"
            )


def test_five_questions_in_both_languages():
    rows = re.findall(
        r"^\| \*\*(.+?)\*\* .+<br>\*\*(.+?)\*\*", (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8"), re.M
    )
    assert [zh for zh, _ in rows] == ["有用吗？", "有趣吗？", "有针对性吗？", "不重样吗？", "有新意吗？"]
    assert all(en.endswith("?") for _, en in rows)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", sorted(ROOT.glob(".github/ISSUE_TEMPLATE/[0-9]*.yml"))),
        ("github-issue-config", [ROOT / ".github/ISSUE_TEMPLATE/config.yml"]),
        ("gitlab-ci", [TEMPLATES / "gitlab/dot-gitlab-ci.yml"]),
        ("dependabot", [TEMPLATES / "github/dot-github/dependabot.yml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_have_the_shape_that_the_forge_expects(schema, files):
    checker = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run([checker, "--builtin-schema", f"vendor.{schema}", *files], check=True, capture_output=True)


def test_the_workflows_pass_the_security_audit():
    audit = Path(sys.executable).with_name("zizmor")
    subprocess.run([audit, "--offline", "--quiet", OWN, THEIRS], check=True, capture_output=True)


def test_forms_ask_in_both_languages_and_for_nothing_personal():
    for path in ROOT.glob(".github/ISSUE_TEMPLATE/[0-9]*.yml"):
        form = yaml.safe_load(path.read_text("utf-8"))
        labels = [part["attributes"]["label"] for part in form["body"] if "label" in part["attributes"]]
        for text in (form["name"], form["description"], *labels):
            zh, _, en = text.partition(" / ")
            assert re.search("[\u4e00-\u9fff]", zh)
            assert en
            assert not re.search("[\u4e00-\u9fff]", en)
        assert not re.search(r"手机号(?!、)|e-?mail|邮箱|姓名：", " ".join(labels))
        assert form["body"][0]["type"] == "markdown"


@pytest.fixture
def repository(tmp_path):
    """The faultless example workspace, committed."""
    shutil.copytree(PAGES / "example_base", tmp_path / "ws")

    def git(*words):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=tmp_path / "ws", check=True
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "start")
    return tmp_path / "ws", git


def hooks():
    own = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    theirs = yaml.safe_load((TEMPLATES / "common/dot-pre-commit-config.yaml").read_text("utf-8"))
    return [*own, *theirs["repos"][0]["hooks"]]


@pytest.mark.slow
def test_the_hook_stops_a_commit_with_an_error(repository):
    folder, git = repository
    for hook in hooks():
        assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("commops-check", "python", False)
        program, *words = shlex.split(hook["entry"])
        entry = [Path(sys.executable).with_name(program), *words]
        post = folder / "content/posts/2026/11/2026-11-24-a.md"
        assert re.search(hook["files"], post.relative_to(folder).as_posix())
        assert subprocess.run(entry, cwd=folder, capture_output=True).returncode == 0
        post.parent.mkdir(parents=True, exist_ok=True)
        post.write_text("---\ntitel: x\n---\n", "utf-8")
        git("add", ".")
        done = subprocess.run(entry, cwd=folder, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 1
        assert "2026-11-24-a.md:2:1" in done.stdout
        git("rm", "-q", "-f", str(post))
