import pytest

from tests._people import a_consumer
from tests.web._client import Browser


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/files/x", "/documents/pdn", "/documents/none", "/ui/boot.js", "/x/y"]
)
def test_every_answer_carries_the_security_headers(public: Browser, path: str) -> None:
    public.log_in(a_consumer())

    answer = public.get(path)

    assert "default-src 'none'" in answer.header("content-security-policy")
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("x-frame-options") == "DENY"
    assert answer.header("referrer-policy") == "same-origin"
    assert answer.header("cross-origin-opener-policy") == "same-origin"
    assert answer.header("server") == ""


def test_the_policy_allows_no_inline_script_no_eval_and_no_other_host(public: Browser) -> None:
    policy = public.get("/").header("content-security-policy")

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
