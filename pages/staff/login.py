"""Login of employees."""

import streamlit as st

import ui

_, middle, _ = st.columns([1, 2, 1])
with middle:
    ui.login_form("Вход для сотрудников")
    ui.link("forgotten", "Забыли пароль?")
