from forms._questions import check
from forms._retyped import retyped
from forms.tp_15 import ApplicationUpTo15
from tests._people import valid_answers
from tests.forms.test_rows import TWO, Staged

FILES = {"passport_copy": ("passport",), "title_documents": ("title",)}


def test_what_was_sent_is_typed_again_without_files_and_confirmations() -> None:
    sent = check(ApplicationUpTo15, valid_answers(ApplicationUpTo15) | FILES).model_dump(mode="json")

    again = retyped(ApplicationUpTo15, sent)

    assert (again["power_new_kw"], again["phone"]) == ("7,5", "+7 (910) 123-45-67")
    assert (again["birth_date"], again["voltage"]) == ("1990-05-20", "0.22")
    assert again.keys().isdisjoint({"consent", "truth", "passport_copy", "power_total_kw"})
    assert check(ApplicationUpTo15, again | FILES | {"consent": True, "truth": True}).model_dump(mode="json") == sent


def test_rows_are_typed_again_one_by_one() -> None:
    sent = check(Staged, TWO | {"papers": ["act"]}).model_dump(mode="json")

    again = retyped(Staged, sent)

    assert again["stages"] == ["0", "1"]
    assert again["stages.1.power_kw"] == "10,5"
    assert check(Staged, again).model_dump(mode="json") == sent


def test_an_answer_that_holds_no_more_is_left_out() -> None:
    assert "snils" not in retyped(ApplicationUpTo15, {"snils": "112-233-445 96", "last_name": "Щербакова"})
