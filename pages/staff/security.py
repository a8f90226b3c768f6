"""«Моя учётная запись»: how long my session lasts, where I am logged in, and how I log in."""

import streamlit as st

import ui
from core.actor import Permission

employee = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Моя учётная запись", employee.name)
mine, _ = st.columns([3, 2])
with mine:
    ui.own_sessions(employee)
    ui.own_password(employee)
    ui.own_factor(employee)
