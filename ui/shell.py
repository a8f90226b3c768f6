"""What surrounds every page: who looks, what a refusal looks like, header, menu and footer."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from core.actor import Actor, Duty, Permission, Side
from core.errors import Refusal
from core.settings import settings
from services import notifications, people
from services.sessions import Known
from ui import login, once, own_factor, renewal, session
from ui.html import Html, beside, document_link, draw, joined, tag, telephone

# A folder called pages/ makes Streamlit guess the site map of its very first session from it, and a deep link would be
# called not found; the site map is ours from the first run on.
PagesManager.uses_pages_directory = False

LOGIN = "pages/{side}/login.py"
PAYS = {Duty.NEW_PASSWORD: "first-password", Duty.SECOND_FACTOR: "second-factor"}
"""Which screen pays a duty: while it is owed that screen stands at every address, and never otherwise."""
OPENING = "Открываем личный кабинет…"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page of the site map."""

    path: str
    title: str
    url: str
    """Empty for the first page."""
    menu: bool = False
    needs: Permission | None = None
    """Who does not have it, does not see it."""
    public: bool = False
    """Open to visitors too."""
    several: bool = False
    """Only for applicants who may have several people: organisations and entrepreneurs."""
    about: str = ""
    """What it is for, on the map of the site; empty: only other pages lead there."""
    under: str | None = None
    """Address of the page it belongs to, which is drawn as the way back; ``None``: it stands by itself."""


def serve_public(screens: Sequence[Screen]) -> None:
    """Serve the consumer portal."""
    _serve(Side.PUBLIC, screens)


def serve_staff(screens: Sequence[Screen]) -> None:
    """Serve the staff app."""
    _serve(Side.STAFF, screens)


def _serve(side: Side, screens: Sequence[Screen]) -> None:
    st.session_state["portal_side"] = side
    with login.in_turn():
        _draw(side, screens)


def _draw(side: Side, screens: Sequence[Screen]) -> None:
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    known = session.current()
    open_to = [screen for screen in screens if _opens(screen, known)]
    pages = _pages(screens, open_to, known, side)
    st.session_state["portal_pages"] = pages
    st.session_state["portal_screens"] = open_to
    chosen = st.navigation(list(pages.values()), position="hidden")
    with st.container(key=f"p-{side}"):
        if session.bridging():
            st.info(OPENING)
            st.stop()
        if known is not None:
            session.arrive(known, chosen.url_path)
        _header(side, known, [screen for screen in open_to if screen.menu] if known else [])
        _said()
        with st.container(key="p-main"):
            _inside(chosen, known, next((screen for screen in open_to if screen.url == chosen.url_path), None))
        _footer(side)
        if known is None:
            session.beckon()


def _inside(chosen: st.Page, known: Known | None, screen: Screen | None) -> None:
    if known is None and session.halfway():
        login.code()
    elif known is None or not (own_factor.codes_to_keep() or once.memo()):  # what is shown once goes before all else
        if screen is not None and screen.under is not None:
            crumbs(*dict.fromkeys(("", screen.under)), here=screen.title)
        _run(chosen)


def require(*permissions: Permission) -> Actor:
    """Return who acts; raise ``Forbidden`` unless they have one of *permissions*."""
    actor = session.actor()
    actor.must(*permissions)
    return actor


def owing(duty: Duty) -> Actor:
    """Return who acts; raise ``Forbidden`` unless *duty* is what they must do first."""
    actor = session.actor()
    actor.must_owe(duty)
    return actor


def page(url: str) -> st.Page:
    """Return the page of the site map at *url*."""
    found: st.Page = st.session_state["portal_pages"][url]
    return found


def has(url: str) -> bool:
    """Tell whether the person has a page at *url*."""
    return url in st.session_state["portal_pages"]


def link(target: str, label: str) -> None:
    """Draw a link to *target*: page and query, such as ``application?no=001/26``."""
    url, _, query = target.partition("?")
    given = dict(part.split("=", 1) for part in query.split("&") if "=" in part)
    if has(url):
        st.page_link(page(url), label=label, query_params=given or None)
    else:
        st.markdown(label)


def go(target: str) -> None:
    """Open *target*: page and query."""
    url, _, query = target.partition("?")
    st.switch_page(page(url), query_params=dict(part.split("=", 1) for part in query.split("&") if "=" in part))


def crumbs(*above: str, here: str) -> None:
    """Draw the way here from the main page (order 186, item 32): the pages *above*, by address, and this one."""
    with st.container(key="p-crumbs", horizontal=True, gap="xsmall"):
        draw(tag("span", "Вы здесь:", cls="p-unseen"))
        for url in above:
            link(url, "Главная" if not url else page(url).title)
        draw(tag("span", here, aria_current="page"))


def site_map() -> list[Screen]:
    """Return the pages one may open by themselves; the ways in are for those who are not in."""
    known = session.current() is not None
    return [screen for screen in st.session_state["portal_screens"] if screen.about and not (known and screen.public)]


PROFILE = (
    ("profile", "Данные"),
    ("security", "Вход и безопасность"),
    ("consents", "Согласия"),
    ("history", "История"),
    ("people", "Сотрудники"),
)
"""Pages of «Профиль», by their addresses."""


def tabs(entries: Sequence[tuple[str, str]], here: str) -> None:
    """Draw the ways between pages that belong together; those the person may not open are left out."""
    with st.container(key="p-tabs", horizontal=True, gap="small"):
        for url, label in entries:
            if url == here:
                draw(tag("span", label, cls="p-tab", aria_current="page"))
            elif has(url):
                link(url, label)


def asked(name: str) -> str:
    """Return what the address says about *name*, without marks no number has; empty if nothing."""
    return "".join(mark for mark in st.query_params.get(name, "") if mark.isprintable())


def number(name: str) -> int:
    """Return the number the address gives as *name*; 0, which nothing is called, if there is none."""
    given = asked(name)
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0  # noqa: PLR2004 - of 32 bits


def _opens(screen: Screen, known: Known | None) -> bool:
    if known is None:
        return screen.public
    if known.actor.duty is not None or screen.url in PAYS.values():
        return False
    if screen.several and not people.possible(known.actor):
        return False
    return screen.needs is None or known.actor.may(screen.needs)


def _pages(screens: Sequence[Screen], open_to: Sequence[Screen], known: Known | None, side: Side) -> dict[str, st.Page]:
    if known is not None and known.actor.duty is not None:
        paying = next(screen for screen in screens if screen.url == PAYS[known.actor.duty])
        return {
            screen.url: st.Page(paying.path, title=paying.title, url_path=screen.url or None, default=not screen.url)
            for screen in screens
        }
    return {screen.url: _page(screen, known, side) for screen in screens if screen in open_to or known is None}


def _page(screen: Screen, known: Known | None, side: Side) -> st.Page:
    # A visitor finds the login at every address, and after it the very page that was asked for.
    here = screen.path if known is not None or screen.public else LOGIN.format(side=side)
    title = screen.title if known is not None or screen.public else "Вход"
    return st.Page(here, title=title, url_path=screen.url or None, default=not screen.url)


def _run(chosen: st.Page) -> None:
    try:
        chosen.run()
    except Refusal as refusal:
        draw(tag("div", tag("h1", "Не получилось"), tag("p", str(refusal)), cls="p-refusal", role="alert"))
        st.page_link(page(""), label="На главную")


def _header(side: Side, known: Known | None, menu: Sequence[Screen]) -> None:
    with st.container(key="p-header"):
        draw(_brand(side), _contact(side, known))
    if known is None:
        return
    with st.container(key="p-menu", horizontal=True, gap="small"):
        _menu(side, known, menu, "wide")
    with st.container(key="p-menu-small"), st.popover("Меню", width="stretch"):
        _menu(side, known, menu, "small")
    with st.container(key="portal_hidden"):
        st.button("Сеанс завершён", key="portal_over", on_click=session.expire)
        if known.actor.duty is None:
            renewal.bridge()
    if known.actor.duty is None:
        renewal.prompt(known)


def _menu(side: Side, known: Known, menu: Sequence[Screen], where: str) -> None:
    for screen in menu:
        label = screen.title
        if side is Side.PUBLIC and screen.url == "notifications" and (count := notifications.unread(known.actor)):
            label = f"{label} :blue-badge[{count}]"
        st.page_link(page(screen.url), label=label)
    st.button("Выйти", key=f"p-exit-{where}", type="tertiary", on_click=session.sign_out)


def _brand(side: Side) -> Html:
    name = settings().company_name
    return tag(
        "a",
        Html('<img src="/ui/favicon.svg" alt="" width="40" height="40">'),
        tag("span", tag("strong", name), tag("small", "Личный кабинет" if side is Side.PUBLIC else "Рабочее место")),
        cls="p-brand",
        href="/",
    )


def _contact(side: Side, known: Known | None) -> Html:
    told = []
    if side is Side.PUBLIC:
        call = joined("Центр обслуживания потребителей ", telephone(settings().hot_line))
        told.append(tag("span", call, beside("/help", "Помощь", cls="p-help")))
    if known is not None:
        role = f", {known.actor.role.label}" if known.actor.role else ""
        told.append(tag("span", f"{known.actor.name}{role} · сеанс ", session.clock(), cls="p-who"))
    return tag("div", *told, cls="p-contact")


def _said() -> None:
    # It has its place even when empty: what moved down would lose what is being typed into it.
    place = st.container(key="p-told")
    if (said := st.session_state.pop("portal_said", None)) is not None:
        kind, text = said
        {"success": place.success, "info": place.info, "warning": place.warning, "error": place.error}[kind](text)


def _footer(side: Side) -> None:
    if side is Side.STAFF:
        return
    company = settings()
    links = (
        beside("/help", "Помощь"),
        beside("/help?part=documents", "Документы и согласия"),
        document_link("disclosure", "Раскрытие информации"),
        document_link("phases", "Как проходит присоединение"),
        beside("/help?part=map", "Карта сайта"),
    )
    draw(
        tag(
            "footer",
            tag("div", f"{company.company_name}, {company.company_address}"),
            tag("div", f"Часы работы: {company.company_hours}"),
            tag("nav", *links, aria_label="Помощь и документы"),
            cls="p-footer",
        )
    )
