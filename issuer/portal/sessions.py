"""Sessions, kept by the server: the browser holds a random number and nothing else.

- The cookie is ``__Host-session``: this host only, secure, not for scripts, SameSite=Lax.
- The number changes whenever somebody signs in or out: one planted before is worth nothing after.
- The token that every form carries is derived from that number, so a form of another site has none.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from issuer.portal.tables import sessions
from issuer.register_tables import transaction

if TYPE_CHECKING:
    from issuer.portal.service import Portal

COOKIE: Final = "__Host-session"
_ID_BYTES: Final = 32
_TOUCH: Final = 60  # seconds: how exactly the last use is known; a read page seldom writes
_PURGE_LIMIT: Final = 100  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor's session. `number` is the secret that the cookie holds; `person_id` None: nobody has signed in.

    `content` is JSON that belongs to the pages: answers of earlier steps, what a sign-in elsewhere needs.
    """

    number: str
    account_id: str | None = None
    person_id: str | None = None
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def form_token(self) -> str:
        """The token that each form of this session carries, hexadecimal."""
        return hashlib.sha256(b"form\0" + self.number.encode()).hexdigest()

    def owns(self, form_token: str) -> bool:
        """Say whether a form was made for this session."""
        return hmac.compare_digest(self.form_token.encode(), form_token.encode())


def begin(
    portal: Portal,
    *,
    account_id: str | None = None,
    person_id: str | None = None,
    content: dict[str, Any] | None = None,
) -> Session:
    """Begin a session under a new number, and keep it. Raises RegisterError."""
    session = Session(
        number=secrets.token_urlsafe(_ID_BYTES), account_id=account_id, person_id=person_id, content=content or {}
    )
    now = portal.seconds()
    row = {
        "id_hash": _hash(session.number),
        "account_id": account_id,
        "person_id": person_id,
        "content": session.content,
        "seen_at": now,
        "expires_at": now + int(portal.settings.session_life.total_seconds()),
    }
    with transaction(portal.engine, writes=True) as connection:
        over = select(sessions.c.id_hash).where(sessions.c.expires_at <= now).limit(_PURGE_LIMIT)
        connection.execute(delete(sessions).where(sessions.c.id_hash.in_(over.scalar_subquery())))
        connection.execute(insert(sessions).values(row))
    return session


def resume(portal: Portal, number: str | None) -> Session | None:
    """Return the session of this number; None where there is none, or it is over. Raises RegisterError."""
    if not number or len(number) > 2 * _ID_BYTES:
        return None
    now = portal.seconds()
    oldest = now - int(portal.settings.session_idle.total_seconds())
    here = sessions.c.id_hash == _hash(number)
    with transaction(portal.engine, writes=False) as connection:
        row = connection.execute(select(sessions).where(here)).one_or_none()
    if row is None or now >= row.expires_at or row.seen_at <= oldest:
        return None
    if now - row.seen_at >= _TOUCH:
        with transaction(portal.engine, writes=True) as connection:
            connection.execute(update(sessions).where(here).values(seen_at=now))
    return Session(number=number, account_id=row.account_id, person_id=row.person_id, content=dict(row.content))


def note(portal: Portal, session: Session, **content: Any) -> Session:  # noqa: ANN401 - whatever JSON holds
    """Keep `content` in the session in place of what it held under the same names; None takes a name away."""
    kept = {name: value for name, value in {**session.content, **content}.items() if value is not None}
    with transaction(portal.engine, writes=True) as connection:
        changed = update(sessions).where(sessions.c.id_hash == _hash(session.number)).values(content=kept)
        connection.execute(changed)
    return replace(session, content=kept)


def take(portal: Portal, session: Session, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Take what the session keeps under `name` away and return it, or None. Of two who take at once, one gets it."""
    here = sessions.c.id_hash == _hash(session.number)
    with transaction(portal.engine, writes=True) as connection:
        content = connection.execute(select(sessions.c.content).where(here).with_for_update()).scalar_one_or_none()
        if content is None or name not in content:
            return None
        rest = {key: value for key, value in content.items() if key != name}
        connection.execute(update(sessions).where(here).values(content=rest))
    return content[name]


def end(portal: Portal, session: Session) -> None:
    """End a session for good. Raises RegisterError."""
    with transaction(portal.engine, writes=True) as connection:
        connection.execute(delete(sessions).where(sessions.c.id_hash == _hash(session.number)))


def sign_in(
    portal: Portal,
    before: Session | None,
    *,
    person_id: str,
    account_id: str | None,
    **content: Any,  # noqa: ANN401 - JSON
) -> Session:
    """End what was before and begin a session of `person_id` under a new number. Raises RegisterError."""
    if before is not None:
        end(portal, before)
    return begin(portal, account_id=account_id, person_id=person_id, content=content)


def _hash(number: str) -> bytes:
    return hashlib.sha256(number.encode()).digest()
