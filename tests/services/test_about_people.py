"""A new table about people must be thought of twice: when they take their data along, and when they go."""

from types import ModuleType

from db.base import Row
from services import deletion, my_data_told, profile

KEPT = {
    "journal": "proves who did what, and names nobody",
    "consents": "prove that the processing was lawful",
    "deletion_requests": "prove that the term was kept",
    "application_events": "part of a card that is kept for ever (ПП 861, п. 80)",
    "documents": "part of a card that is kept for ever (ПП 861, п. 80)",
    "applications": "kept for ever (ПП 861, п. 80)",
}
"""Tables about people of which a deletion leaves every row as it is, and why."""
NOT_TOLD = {
    "recovery_codes": "hashes only, of no use to anybody",
    "account_links": "hashes only; the letters with the links are told",
    "application_events": "told within the card",
}
"""Tables about people that the archive does not read itself, and why."""
ABOUT_PEOPLE = {
    table.name
    for table in Row.metadata.sorted_tables
    for key in table.foreign_keys
    if key.column.table.name in {"users", "consumers"}
}


def named_in(*modules: ModuleType) -> set[str]:
    """Return the tables the modules know by name."""
    known = [value for module in modules for value in vars(module).values()]
    return {row.__tablename__ for row in known if isinstance(row, type) and issubclass(row, Row) and row is not Row}


def test_every_table_about_people_is_forgotten_or_kept_for_a_reason() -> None:
    assert ABOUT_PEOPLE - named_in(deletion) - set(KEPT) == set()


def test_every_table_about_people_is_in_the_archive_or_left_out_for_a_reason() -> None:
    assert ABOUT_PEOPLE - named_in(my_data_told, profile) - set(NOT_TOLD) == set()
