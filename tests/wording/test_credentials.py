"""Each kind of secret is named for what it opens, and what programs and manuals are full of is left alone."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from commops.wording.credentials import credentials, entropy

HEX = "9f2c4b7d1e8a6053c4d2f1a09b8e7c6d"
FOUND = [
    (f"https://oapi.dingtalk.com/robot/send?access_token={HEX}{HEX}", "DingTalk"),
    (f"加签SEC{HEX}{HEX}", "DingTalk"),
    ("https://open.feishu.cn/open-apis/bot/v2/hook/8d2f41aa-0b6c-4a1e-9c57-3f60d1b2a987", "Feishu"),
    ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=4b1f2a70-9c3d-4e85-8a6b-1d7c0e9f5a32", "WeCom"),
    (f"公众号 AppSecret：{HEX}", "token"),
    ("1234567890:AAE4xQm-7tKp2Zr9vLb1NcWd8YfGh3JsUo5", "Telegram"),
    ("xoxb-123456789012-1234567890123-Ab3dEf6hIj9kLm2nOp5qRs8t", "Slack"),
    ("ghp_Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb3d", "GitHub"),
    ("glpat-Ab3d-f6hIj9kLm2nOp5q", "GitLab"),
    ("AKIAQ3EGXMPL7ABCDEFG", "AWS"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----", "private key"),
    ("Wi-Fi 密码：Moon2026lamp", "password"),
    ("postgres://reader:Moon2026lamp@db.internal/app", "password"),
    ("Authorization: Bearer aB3dE5gH7jK9mN1pQ3rS5t", "OAuth"),
]
QUIET = [
    "token: ${{ secrets.WECOM_KEY }}",
    "password = self._get_new_credentials(url)",
    "safe_user_passwords: Collection[str]) ->",
    "secret_key = s3_connection",
    "token = cls._process_token(tdef[1])",
    '"NextToken": "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0"',
    '"encryptionKey": "arn:aws:kms:us-west-2:123456789012:alias/aws/s3"',
    "https://user:pass@host.example/x",
    ".fa-compass:before{content:x}",
    "key: retention_classic",
    "max_tokens: 1200",
    "密码是什么？请问阿林",
    "口令：冬天的第一本书",
    "AKIAIOSFODNN7EXAMPLE",
    f"sha256: {HEX}{HEX}",
    "seed_hash: a0c1d64af6daa8b0c8e472d52a27050e94677c62e296735ab99a097b1d3d62a1",
    "sk-learn-contrib-reading-night",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_each_kind_is_found_and_named(text, kind):
    (found,) = credentials(text)
    assert found.kind == kind
    assert found.end - found.start >= 6


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_one_is_left_alone(text):
    assert credentials(text) == []


@given(st.text(alphabet="密码token:= \"'aB3-_/@.keysecret://hook", max_size=120))
def test_places_lie_inside_the_text_and_never_overlap(text):
    end = 0
    for found in credentials(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_entropy():
    assert entropy("") == 0
    assert entropy("aaaa") == 0
    assert entropy("abcd") == 2
