"""The staff app: ASGI entry when imported, site map when Streamlit runs it."""

import streamlit as st

import ui

if __name__ != "__main__":
    from web import edge

    app = st.App(__file__, on_script_error=ui.apologise, **edge.staff())
else:
    ui.serve_staff([ui.Screen("pages/staff/queue.py", "Заявки", "", menu=True)])
