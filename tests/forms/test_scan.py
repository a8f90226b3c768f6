import pytest

from core.errors import Invalid
from forms._questions import check
from forms._scan import Scan


def test_a_scan_is_sent_with_at_least_one_file() -> None:
    with pytest.raises(Invalid) as refused:
        check(Scan, {"comment": "Заявка и паспорт"})

    assert list(refused.value.remarks) == ["files"]
    assert check(Scan, {"files": ("id",)}).files == ("id",)
