"""The HTTP edge of one portal: everything ``st.App`` needs beside the script."""

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from core.actor import Side
from core.settings import LOOPBACK, settings
from services import readiness
from web import auth, drafts, files, health, links, my_data, uploads
from web.access_log import AccessLog
from web.bodies import BoundedBodies
from web.faults import Faults, said
from web.frontend import FrontEnd, built
from web.gate import Gate
from web.headers import SecurityHeaders
from web.hosts import KnownHosts
from web.networks import OwnNetworks
from web.rates import Rates
from web.site import Site


def public() -> dict[str, Any]:
    """Return the edge of the consumer portal."""
    return _edge(Side.PUBLIC)


def staff() -> dict[str, Any]:
    """Return the edge of the staff app."""
    return _edge(Side.STAFF)


def _edge(side: Side) -> dict[str, Any]:
    url = settings().public_url if side is Side.PUBLIC else settings().staff_url
    hosts = {urlsplit(url).hostname or "", *LOOPBACK}
    own = [
        *health.ROUTES,
        *auth.routes(side),
        *links.routes(side),
        *files.routes(side),
        *my_data.routes(side),
        *uploads.routes(side),
        *drafts.routes(side),
    ]
    site = Site(own, built(side).prefix)
    return {
        "routes": own,
        "middleware": [
            # What stands first sees every answer of those below.
            Middleware(AccessLog, side=side, site=site),
            Middleware(SecurityHeaders),
            Middleware(Faults),
            *([Middleware(OwnNetworks)] if side is Side.STAFF else []),
            Middleware(KnownHosts, hosts=hosts),
            Middleware(Rates),
            Middleware(BoundedBodies),
            Middleware(FrontEnd, side=side, site=site),
            Middleware(Gate, side=side),
        ],
        "exception_handlers": {HTTPException: said},
        "lifespan": _lifespan,
    }


@asynccontextmanager
async def _lifespan(_: Any) -> AsyncIterator[None]:
    if troubles := readiness.troubles():
        raise RuntimeError("; ".join(troubles))
    # Everything a page needs is imported now, so that the first visitor does not wait, and then left out of every
    # later collection: Streamlit would otherwise sweep the whole heap after each run.
    importlib.import_module("streamlit_authenticator")
    # Addresses name cards, files and drafts: nothing writes them down.
    logging.getLogger("uvicorn.access").disabled = True
    gc.collect()
    gc.freeze()
    yield
