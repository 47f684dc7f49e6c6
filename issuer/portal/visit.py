"""One visit to one page: who comes, in which language, and how the answer is made.

Pages ask for one of four: `Visit` (anyone), `PostedForm` (anyone, posting a form of their own session), `SignedIn` and
`SignedInForm` (the same, signed in; others are sent to the sign-in page).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Depends, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from credential.language import Bilingual, Language
from issuer.portal import sessions, words
from issuer.portal.pages import environment
from issuer.portal.service import Portal
from issuer.portal.sessions import Session

LANGUAGE_COOKIE: Final = "langue"


Text = Annotated[str, Form(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One line of a form. Control characters are nobody's name, and no database keeps a NUL."""


class RefusedError(Exception):
    """A request is not answered as asked; `said` is shown on a page with this HTTP status."""

    def __init__(self, status: int, said: Bilingual, *, retry_after: int | None = None) -> None:
        super().__init__(said.en)
        self.status = status
        self.said = said
        self.retry_after = retry_after


class SignInNeededError(Exception):
    """The page is for people who have signed in."""


class Visitor:
    """A visit in progress. `session` is None until a page needs one."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.portal: Portal = request.app.state.portal
        self.language = Language.EN if request.cookies.get(LANGUAGE_COOKIE) == "en" else Language.FR
        self.session: Session | None = sessions.resume(self.portal, request.cookies.get(sessions.COOKIE))
        self._had_cookie = sessions.COOKIE in request.cookies

    def ensure_session(self) -> Session:
        """Return the session, begun now if there is none."""
        if self.session is None:
            self.session = sessions.begin(self.portal)
        return self.session

    def page(self, template: str, *, status: int = 200, form: bool = False, **context: Any) -> Response:  # noqa: ANN401 - what templates show
        """Answer with a page. `form` says that it holds a form, which needs a session."""
        session = self.ensure_session() if form else self.session
        shown = {
            "language": self.language.value,
            "say": self.words,
            "path": self.request.url.path,
            "signed_in": session is not None and session.person_id is not None,
            "has_franceconnect": self.portal.settings.franceconnect is not None,
            "form_token": session.form_token if session else "",
            **context,
        }
        content = environment().get_template(template).render(shown)
        return self._with_cookie(HTMLResponse(content, status_code=status))

    def go(self, path: str) -> Response:
        """Answer by sending the browser to another page of ours, after a form: status 303."""
        return self._with_cookie(RedirectResponse(path, status_code=303))

    def leave(self, address: str) -> Response:
        """Answer by sending the browser to another site, whose address is a setting and never the visitor's word."""
        return self._with_cookie(RedirectResponse(address, status_code=303))

    def bytes(self, content: bytes, *, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
        """Answer with a file."""
        return self._with_cookie(Response(content, media_type=media_type, headers=dict(headers or {})))

    def words(self, fr: str, en: str) -> str:
        """Return the words in the visitor's language."""
        return fr if self.language is Language.FR else en

    def _with_cookie(self, response: Response) -> Response:
        if self.session is not None:
            response.set_cookie(sessions.COOKIE, self.session.number, secure=True, httponly=True, samesite="lax")
        elif self._had_cookie:
            response.delete_cookie(sessions.COOKIE, secure=True, httponly=True, samesite="lax")
        return response


def _visitor(request: Request) -> Visitor:
    return Visitor(request)


def _form(visitor: Annotated[Visitor, Depends(_visitor)], form_token: Annotated[str, Form()] = "") -> Visitor:
    """Refuse a form that was not made for this session (cross-site request forgery)."""
    if visitor.session is None or not visitor.session.owns(form_token):
        raise RefusedError(403, words.STALE_FORM)
    return visitor


def _signed_in(visitor: Annotated[Visitor, Depends(_visitor)]) -> Visitor:
    if visitor.session is None or visitor.session.person_id is None:
        raise SignInNeededError
    return visitor


def _signed_in_form(visitor: Annotated[Visitor, Depends(_form)]) -> Visitor:
    return _signed_in(visitor)


Visit = Annotated[Visitor, Depends(_visitor)]
PostedForm = Annotated[Visitor, Depends(_form)]
SignedIn = Annotated[Visitor, Depends(_signed_in)]
SignedInForm = Annotated[Visitor, Depends(_signed_in_form)]
