"""The portal's pages about phones: an offer with its QR code and six figures, the list, and "my phone was stolen"."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form
from starlette.responses import Response

from credential.language import Bilingual
from issuer.portal.openid4vci.desk import Desk, desk_of
from issuer.portal.openid4vci.devices import MAX_DEVICES, Device, devices_of, report_stolen
from issuer.portal.openid4vci.offers import MAX_LABEL, OFFER_LIFE, make_offer
from issuer.portal.visit import RefusedError, SignedIn, SignedInForm, Visitor

router = APIRouter(include_in_schema=False)


@router.get("/telephone")
def phones(visit: SignedIn) -> Response:
    """List the phones, and offer to add one."""
    desk, person_id = _desk_and_person(visit)
    listed = devices_of(desk, person_id)
    can_add = _in_force(listed) < MAX_DEVICES
    return visit.page("phones.html", form=True, devices=listed, can_add=can_add, most=MAX_DEVICES, longest=MAX_LABEL)


@router.post("/telephone/offre")
def offer(visit: SignedInForm, label: Annotated[str, Form()] = "") -> Response:
    """Make an offer and show it, once."""
    desk, person_id = _desk_and_person(visit)
    if _in_force(devices_of(desk, person_id)) >= MAX_DEVICES:
        raise RefusedError(409, _TOO_MANY)
    name = "".join(character for character in label if character.isprintable()).strip()
    made = make_offer(desk, person_id, name or visit.words("Mon téléphone", "My phone"))
    minutes = int(OFFER_LIFE.total_seconds()) // 60
    wallet, standard = _qr(made.wallet_link), _qr(made.link)
    return visit.page("offer.html", offer=made, minutes=minutes, wallet_code=wallet, standard_code=standard)


@router.post("/telephone/vol")
def stolen(visit: SignedInForm, device: Annotated[str, Form()] = "") -> Response:
    """Take a phone off the list, and revoke its licences."""
    desk, person_id = _desk_and_person(visit)
    if not report_stolen(desk, person_id, device):
        raise RefusedError(404, _NOT_YOURS)
    return visit.go("/telephone")


def _desk_and_person(visit: Visitor) -> tuple[Desk, str]:
    assert visit.session is not None  # noqa: S101 - SignedIn lets nobody else in
    assert visit.session.person_id is not None  # noqa: S101 - the same
    return desk_of(visit.request), visit.session.person_id


def _in_force(devices: tuple[Device, ...]) -> int:
    return sum(device.ended_at is None for device in devices)


def _qr(link: str) -> str:
    """Draw a link for a phone's camera: as an address, not as a code of ours, so byte mode is right."""
    import segno

    return str(segno.make_qr(link, error="l", boost_error=False).svg_data_uri(scale=4, border=4, light="#fff"))


_TOO_MANY: Final = Bilingual(
    "Vous avez déjà cinq téléphones. Retirez-en un de la liste avant d'en ajouter un autre.",
    "You have five phones already. Take one off the list before you add another.",
)
_NOT_YOURS: Final = Bilingual(
    "Ce téléphone n'est pas dans votre liste. Rechargez la page.", "This phone is not on your list. Reload the page."
)
