import pytest

from db import upsert
from db.models import Counter
from db.session import transaction
from tests._kept import kept


@pytest.mark.usefixtures("database")
def test_a_row_is_inserted_once_and_changed_afterwards() -> None:
    for last in (7, 8):
        with transaction() as session:
            statement = upsert.insert(session, Counter).values(series="s", last=last)
            session.execute(
                statement.on_conflict_do_update(index_elements=[Counter.series], set_={"last": statement.excluded.last})
            )

    assert [(row.series, row.last) for row in kept(Counter)] == [("s", 8)]
