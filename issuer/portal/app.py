"""The portal as an ASGI application: `create_app` puts routes, templates and guard together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from credential.language import Bilingual
from issuer.portal import (
    account_pages,
    creation_pages,
    driver_pages,
    franceconnect_pages,
    home,
    phones,
    sign_in_pages,
    wallet,
    words,
)
from issuer.portal.guard import LOG, Guard
from issuer.portal.openid4vci import endpoints
from issuer.portal.openid4vci.tables import make_tables
from issuer.portal.pages import FOLDER
from issuer.portal.service import Clock, Portal
from issuer.portal.tables import open_portal_engine, salt_of
from issuer.portal.visit import RefusedError, SignInNeededError, Visitor
from issuer.register_tables import RegisterError

if TYPE_CHECKING:
    from issuer.office import Office
    from issuer.portal.mail import Mailer
    from issuer.portal.settings import PortalSettings
    from issuer.randomness import Randomness

MACHINE_PATHS: Final = ("/.well-known/", "/openid4vci/", "/openapi.json")
"""Where programs ask, not people: faults there are JSON, never a page."""
ROUTERS: Final = (
    home.router,
    creation_pages.router,
    sign_in_pages.router,
    account_pages.router,
    driver_pages.router,
    franceconnect_pages.router,
    phones.router,
    wallet.router,
    endpoints.router,
)


def create_app(
    office: Office, settings: PortalSettings, clock: Clock, mailer: Mailer, randomness: Randomness
) -> FastAPI:
    """Make the portal of an office. Raises RegisterError when its database cannot be used."""
    engine = open_portal_engine(office.register_url)
    make_tables(engine)
    portal = Portal(
        office=office,
        settings=settings,
        clock=clock,
        mailer=mailer,
        randomness=randomness,
        engine=engine,
        register=office.register(),
        salt=salt_of(engine),
    )
    app = FastAPI(title="Carton Rose SPECIMEN", version="1", docs_url=None, redoc_url=None)
    app.state.portal = portal
    app.state.routers = ROUTERS
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    for router in ROUTERS:
        app.include_router(router)
    _answer_faults(app)
    app.add_middleware(Guard, settings=settings)
    return app


def close(app: FastAPI) -> None:
    """Give the database's connections back."""
    portal: Portal = app.state.portal
    portal.register.close()
    portal.engine.dispose()


def _answer_faults(app: FastAPI) -> None:
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(SignInNeededError, _sign_in_needed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_fault)
    app.add_exception_handler(RegisterError, _unavailable)
    app.add_exception_handler(Exception, _our_fault)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)  # noqa: S101 - Starlette calls this for no other class
    response = _fault(request, error.status, error.said)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _sign_in_needed(request: Request, error: Exception) -> Response:
    return RedirectResponse("/connexion", status_code=303)


def _invalid(request: Request, error: Exception) -> Response:
    return _fault(request, 422 if _is_machine(request) else 400, words.WRONG_FORM)


def _http_fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette calls this for no other class
    return _fault(request, error.status_code, words.ABSENT if error.status_code == 404 else words.NOT_HERE)


def _unavailable(request: Request, error: Exception) -> Response:
    LOG.error("%s", error)  # RegisterError shows no password and no personal data
    return _fault(request, 503, words.LATER)


def _our_fault(request: Request, error: Exception) -> Response:
    LOG.error("internal error (%s)", type(error).__name__)
    return _fault(request, 500, words.LATER, plain=True)


def _fault(request: Request, status: int, said: Bilingual, *, plain: bool = False) -> Response:
    if _is_machine(request):
        return JSONResponse({"error": said.en}, status_code=status)
    if plain or status == 503:
        return Response(f"SPECIMEN\n\n{said.fr}\n{said.en}\n", status_code=status, media_type="text/plain")
    visitor = Visitor(request)
    return visitor.page("fault.html", status=status, said=said.in_(visitor.language))


def _is_machine(request: Request) -> bool:
    return request.url.path.startswith(MACHINE_PATHS)
