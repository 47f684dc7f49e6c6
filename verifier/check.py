"""``check``: judge one scan. Total, pure and deterministic.

The two halves fail differently. ``authenticate`` stops at the first problem, since nothing in the scan can be
believed then; ``assess`` never stops, since an officer wants to hear "expired AND suspended".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from credential.reason import CredentialError, Reason
from trust_store.refusal import TrustStoreError
from trust_store.store import TrustStore
from verifier.assess import assess
from verifier.authenticate import Authenticated, authenticate, form_of
from verifier.entitlement.context import UNKNOWN_CONTEXT, Context
from verifier.entitlement.need import need_of
from verifier.entitlement.vehicle import Vehicle
from verifier.scan import Circumstances, PastPresentation, Scan
from verifier.verdict import Evidence, Finding, Verdict, unread
from verifier.work import ANEW, Work


def check(
    scan: Scan,
    trust: TrustStore | TrustStoreError,
    now: datetime,
    *,
    vehicle: Vehicle | None = None,
    nonce: str | None = None,
    earlier: Sequence[PastPresentation] = (),
    context: Context = UNKNOWN_CONTEXT,
    work: Work = ANEW,
) -> Verdict:
    """Judge one scan at `now` (aware). Every scan gets a verdict; nothing is raised, whatever the scan holds.

    `trust` is the opened store, or the error that kept it from opening. `vehicle` is what the officer stated,
    `nonce` the characters the driver was asked to type, `earlier` the codes of the same phone seen before in this
    check, `context` what the officer saw and asked. `work` does the costly steps; a
    replay's remembers them. The same arguments give the same verdict, on any machine.
    """
    try:
        circumstances = Circumstances(vehicle=vehicle, nonce=nonce, earlier=tuple(earlier), context=context)
        return _judge(scan, trust, now, circumstances, work)
    except Exception as error:  # noqa: BLE001 - our own bug must be shown as ours: never green, never red
        # The form is not asked for: that would decode the scan again, which may be what failed.
        return unread(Reason.INTERNAL_ERROR, type(error).__name__)


def _judge(
    scan: Scan, trust: TrustStore | TrustStoreError, now: datetime, circumstances: Circumstances, work: Work
) -> Verdict:
    if isinstance(trust, TrustStoreError):
        return unread(Reason.TRUST_STORE_UNUSABLE, trust.refusal.value, form_of(scan))
    try:
        genuine = authenticate(scan, trust, circumstances.nonce, work)
    except CredentialError as error:
        return unread(error.reason, error.detail, form_of(scan))
    return _verdict(genuine, tuple(assess(genuine, trust, now, circumstances, work)), circumstances)


def _verdict(genuine: Authenticated, findings: tuple[Finding, ...], circumstances: Circumstances) -> Verdict:
    return Verdict(
        form=genuine.form,
        claims=genuine.claims,
        findings=findings,
        evidence=Evidence(signer=genuine.signer, status=genuine.status, token=genuine.token),
        vehicle_stated=circumstances.vehicle is not None,
        need=_need(circumstances.vehicle),
    )


def _need(vehicle: Vehicle | None) -> str | None:
    need = None if vehicle is None else need_of(vehicle)
    return None if need is None else need.category
