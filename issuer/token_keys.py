"""Private keys in hardware, through PKCS#11: made in the token, never out of it.

The token is asked for one thing, to sign a digest (mechanism CKM_ECDSA). Keys are SENSITIVE and not EXTRACTABLE: the
token itself refuses to give them away. Needs the extra ``hardware-keys`` (python-pkcs11) and the token's own module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeAlias

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from issuer.private_keys import NAME, Curve, KeystoreError, Protection, TokenAddress

Buffer: TypeAlias = "bytes | bytearray | memoryview"
_CURVES: Final = {Curve.P256: "secp256r1", Curve.P384: "secp384r1"}


class TokenKeys:
    """An open session with a token. It stays open as long as the object is used."""

    def __init__(self, address: TokenAddress, session: Any) -> None:  # noqa: ANN401 - pkcs11.Session, imported late
        self._address = address
        self._session = session

    @classmethod
    def open(cls, address: TokenAddress, pin: Callable[[], bytes] | None) -> TokenKeys:
        """Log in as the user of a token that is initialised. Raises KeystoreError."""
        pkcs11 = _pkcs11()
        secret = b"" if pin is None else pin()
        try:
            token = pkcs11.lib(str(address.module)).get_token(token_label=address.label)
            try:
                session = token.open(rw=True, user_pin=secret.decode())
            except pkcs11.exceptions.UserAlreadyLoggedIn:
                session = token.open(rw=True)  # a login is the whole process's
            return cls(address, session)
        except pkcs11.exceptions.PKCS11Error as error:
            raise _failed(address, error) from error
        except (OSError, RuntimeError, UnicodeDecodeError) as error:
            raise KeystoreError(f"{address.module}: is no PKCS#11 module that can be loaded; check the path") from error

    @property
    def protection(self) -> Protection:
        """Keys in a token are protected by it."""
        return Protection.HARDWARE

    def names(self) -> tuple[str, ...]:
        """List the labels of the private keys, in order."""
        pkcs11 = _pkcs11()
        with _Asking(self._address):
            found = self._session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})
            return tuple(sorted(str(key.label) for key in found))

    def generate(self, name: str, curve: Curve) -> ec.EllipticCurvePrivateKey:
        """Make a key pair in the token."""
        pkcs11 = _pkcs11()
        if not NAME.fullmatch(name):
            raise KeystoreError(f"key name {name!r}: lower-case letters, digits and hyphens are wanted, 64 at most")
        if name in self.names():
            raise KeystoreError(f"{self._address.label}: {name} exists; a key is never overwritten")
        private = {pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False}
        with _Asking(self._address):
            encoded = pkcs11.util.ec.encode_named_curve_parameters(_CURVES[curve])
            domain = {pkcs11.Attribute.EC_PARAMS: encoded}
            parameters = self._session.create_domain_parameters(pkcs11.KeyType.EC, domain, local=True)
            parameters.generate_keypair(id=name.encode(), label=name, store=True, private_template=private)
        return self.load(name)

    def derive_specimen(self, name: str, seed: bytes, curve: Curve) -> NoReturn:
        """Refuse: a token makes its keys itself."""
        raise KeystoreError(f"{name}: derived keys are for samples; use a store of insecure test keys")

    def load(self, name: str) -> ec.EllipticCurvePrivateKey:
        """Find a key pair by its label."""
        pkcs11 = _pkcs11()
        with _Asking(self._address):
            private = self._session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=name)
            public = self._session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, label=name)
            encoded = pkcs11.util.ec.encode_ec_public_key(public)
        key = serialization.load_der_public_key(encoded)
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise KeystoreError(f"{self._address.label}: {name} is no elliptic-curve key")
        return TokenKey(self._address, private, key)


class TokenKey(ec.EllipticCurvePrivateKey):
    """A private key that stays in its token. What would take it out is refused."""

    def __init__(self, address: TokenAddress, private: Any, public: ec.EllipticCurvePublicKey) -> None:  # noqa: ANN401 - pkcs11.PrivateKey, imported late
        self._address = address
        self._private = private
        self._public = public

    def public_key(self) -> ec.EllipticCurvePublicKey:
        """Return the public half."""
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        """The curve of the key."""
        return self._public.curve

    @property
    def key_size(self) -> int:
        """Bits of the curve's field."""
        return self._public.key_size

    def sign(self, data: Buffer, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        """Sign `data` with ECDSA, as DER. The token draws its own random number, whatever was asked."""
        algorithm = signature_algorithm.algorithm
        if not isinstance(algorithm, hashes.HashAlgorithm):
            raise KeystoreError(f"{self._address.label}: signs messages, not digests")
        digest = hashes.Hash(algorithm)
        digest.update(data)
        with _Asking(self._address):
            raw = self._private.sign(digest.finalize(), mechanism=_pkcs11().Mechanism.ECDSA)
        half = len(raw) // 2
        return utils.encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))

    def exchange(self, algorithm: ec.ECDH, peer_public_key: ec.EllipticCurvePublicKey) -> NoReturn:
        """Refuse: the issuer's keys sign."""
        self._refuse()

    def private_numbers(self) -> NoReturn:
        """Refuse: the key stays in its token."""
        self._refuse()

    def private_bytes(
        self,
        encoding: serialization.Encoding,
        format: serialization.PrivateFormat,
        encryption_algorithm: serialization.KeySerializationEncryption,
    ) -> NoReturn:
        """Refuse: the key stays in its token."""
        self._refuse()

    def __copy__(self) -> TokenKey:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> TokenKey:
        return self

    def _refuse(self) -> NoReturn:
        raise KeystoreError(f"{self._address.label}: this key does nothing but sign, and stays in its token")


class _Asking:
    """Turn what a token answers into KeystoreError."""

    def __init__(self, address: TokenAddress) -> None:
        self._address = address

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, _pkcs11().exceptions.PKCS11Error):
            raise _failed(self._address, error) from error


def _failed(address: TokenAddress, error: Exception) -> KeystoreError:
    advice = {
        "NoSuchToken": "there is no token of that label; initialise it first",
        "PinIncorrect": "the PIN is wrong; after some attempts the token locks itself",
        "PinLocked": "the token is locked; its security officer can unlock it",
        "NoSuchKey": "there is no such key; `issuer init` makes the keys",
        "TokenNotPresent": "the token is not there; insert it",
    }
    name = type(error).__name__
    return KeystoreError(f"token {address.label}: {advice.get(name, f'refuses ({name}); see its own tools')}")


def _pkcs11() -> Any:  # noqa: ANN401 - a module of an extra that may be absent
    try:
        import pkcs11
        import pkcs11.util.ec
    except ModuleNotFoundError as error:
        raise KeystoreError("python-pkcs11 is not installed; install carton-rose[hardware-keys]") from error
    return pkcs11
