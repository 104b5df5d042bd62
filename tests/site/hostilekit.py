"""A community that is out to harm its readers: the demo with attacks in every text that the schemas let pass."""

import copy
import shutil
from pathlib import Path

import yaml

from commops.workspace.load import load
from commops.workspace.shape.kinds import kinds
from commops.workspace.shape.schemas import schema

CLONE = Path(__file__).parents[2]
FLAG = "window.__ran"
EVIL = "https://evil.example"
ATTACKS = (
    (
        f'"\'><script>{FLAG}=1</script><img src="{EVIL}/x.png" onerror="{FLAG}=1"><svg onload={FLAG}=1>'
        f"</title></textarea></style><!--](javascript:{FLAG}=1) {{{{ 7*7 }}}} {{%raw%}} `x` [a](//evil.example/y) "
        "&#60;script&#62;"
    ),
    f'"><img src=x onerror={FLAG}=1>',
    "<b onclick=1>",
    "\"'<",
)
"""From the worst to the shortest; a text gets the first that its schema lets pass."""
BODY = f"""# <script>{FLAG}=1</script>

<img src="{EVIL}/b.png" onerror="{FLAG}=1"> <iframe src="{EVIL}"></iframe> <a href="javascript:{FLAG}=1">x</a>

![picture]({EVIL}/c.png) [click](javascript:{FLAG}=1) [data](data:text/html,<script>{FLAG}=1</script>)

[here]: javascript:{FLAG}=1
[here] <{EVIL}> | a {{ onclick={FLAG}=1 }}

```html
</code></pre><script>{FLAG}=1</script>
```

| <svg onload={FLAG}=1> | b |
|---|---|
| {{{{ config.extra }}}} | ]]><script>{FLAG}=1</script> |
"""


def write_hostile(root):
    """Write the workspace; returns how many texts carry an attack."""
    for name in ("community", "content", "events"):
        shutil.copytree(CLONE / name, root / name)
    poisoned = 0
    for path, source in sorted(load(root).sources.items()):
        kind = kinds().by_name[source.kind]
        if not path.endswith((".yml", ".yaml", ".md")):
            continue
        data, count = _poisoned(copy.deepcopy(source.data), schema(kind.schema))
        poisoned += count
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
        (root / path).write_text(f"---\n{text}---\n{BODY}" if path.endswith(".md") else text, encoding="utf-8")
    profile = root / "community/community.yml"
    links = {"links": [{"url": "https://example.org/?a=1&b=2", "label": {"en": ATTACKS[1], "zh": ATTACKS[1]}}]}
    profile.write_text(profile.read_text("utf-8") + yaml.safe_dump(links, allow_unicode=True), "utf-8")
    return poisoned + 2


def _poisoned(data, judge):
    count = 0
    for holder, key in list(_texts(data)):
        before = holder[key]
        # A number, a date or a name of a thing may be a text that the schema takes for free; those must stay.
        if str(before)[:1].isdigit() or key in ("id", "path", "file"):
            continue
        for attack in ATTACKS:
            holder[key] = f"{before} {attack}" if len(attack) < 90 else f"{attack} {before}"
            if not judge.refusals(data):
                count += 1
                break
            holder[key] = before
    return data, count


def _texts(node):
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        if isinstance(value, str):
            yield node, key
        else:
            yield from _texts(value)
