"""«Журнал»: who did what, when and from where, narrowed down and page by page."""

import streamlit as st

import ui
from core.actor import Permission
from services import journal_view
from services.journal_view import PAGE, WORDS, Wanted

reader = ui.require(Permission.SEE_JOURNAL)
acts = {"": "Все действия", **dict(sorted(WORDS.items(), key=lambda entry: entry[1]))}
st.session_state.setdefault("journal-who", ui.asked("who"))
st.session_state.setdefault("journal-act", ui.asked("act") if ui.asked("act") in WORDS else "")

ui.title("Журнал", "Записи не меняются и не удаляются. Сверху новые.")
with st.container(key="p-bar", horizontal=True, vertical_alignment="bottom"):
    wanted = Wanted(
        who=st.text_input(
            "Кто", placeholder="Имя, почта или рег. номер", key="journal-who", persist_state="session", width=260
        ),
        act=st.selectbox(
            "Что", list(acts), format_func=acts.__getitem__, key="journal-act", persist_state="session", width=300
        ),
        thing=st.text_input(
            "Номер", placeholder="Например, 001/26", key="journal-thing", persist_state="session", width=180
        ),
        since=st.date_input("С", None, format="DD.MM.YYYY", key="journal-since", persist_state="session", width=160),
        until=st.date_input("По", None, format="DD.MM.YYYY", key="journal-until", persist_state="session", width=160),
    )

trail = ui.Trail("journal", repr(wanted))
lines = journal_view.newest(reader, wanted, before=trail.after, limit=PAGE + 1)
shown, more = lines[:PAGE], len(lines) > PAGE
if not shown:
    ui.say("Таких записей нет. Измените условия отбора.", muted=True)
else:
    ui.draw(
        ui.table(
            ("Когда", "Кто", "Откуда", "Что", "Номер", "Подробности"),
            [(ui.moment(line.at), line.who or "—", line.address, line.act, line.thing, line.facts) for line in shown],
            cls="p-dense p-journal",
        )
    )
trail.draw(shown[-1].id if more else None)
