// OpenID for Verifiable Credential Issuance 1.0, the wallet's side: pre-authorised code, proof, renewal.
// The wallet speaks to the portal that it came from and to no other: the page's policy would not let it.

import { fromBase64url, toBase64url } from './bytes.mjs';

const PRE_AUTHORISED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
const FORMAT = 'dc+sd-cwt';

/** An answer that is no: `reason` is the protocol's word, or 'network', 'foreign', 'offer'. */
export class IssuanceError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Read an offer from a link, whatever its scheme. Throws IssuanceError. */
export function readOffer(link, ownOrigin) {
  const given = new URLSearchParams(link.slice(link.search(/[?#]/) + 1)).get('credential_offer');
  let offer;
  try {
    offer = JSON.parse(given);
  } catch {
    throw new IssuanceError('offer');
  }
  const grant = offer?.grants?.[PRE_AUTHORISED];
  const configuration = offer?.credential_configuration_ids?.[0];
  if (typeof grant?.['pre-authorized_code'] !== 'string' || typeof configuration !== 'string') throw new IssuanceError('offer');
  if (offer.credential_issuer !== ownOrigin) throw new IssuanceError('foreign');
  return { issuer: offer.credential_issuer, code: grant['pre-authorized_code'], configuration };
}

/** Take an offer with its six figures. Returns the tokens. Throws IssuanceError. */
export function redeem(offer, txCode) {
  return token(offer.issuer, { grant_type: PRE_AUTHORISED, 'pre-authorized_code': offer.code, tx_code: txCode });
}

/** Ask for a new access token. Throws IssuanceError: 'invalid_grant' when this phone was taken off the list. */
export function refresh(issuer, refreshToken) {
  return token(issuer, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** Get the licence for a key. Returns its bytes. Throws IssuanceError. */
export async function request(issuer, accessToken, keys) {
  const metadata = await answer(`${issuer}/.well-known/openid-credential-issuer`, {});
  const supported = Object.entries(metadata.credential_configurations_supported ?? {});
  const [configuration] = supported.find(([, each]) => each.format === FORMAT) ?? [];
  if (metadata.credential_issuer !== issuer || configuration === undefined) throw new IssuanceError('foreign');
  const { c_nonce: nonce } = await answer(metadata.nonce_endpoint, { method: 'POST' });
  const content = { credential_configuration_id: configuration, proofs: { jwt: [await prove(issuer, nonce, keys)] } };
  const { credentials } = await answer(metadata.credential_endpoint, {
    method: 'POST',
    headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
  });
  return fromBase64url(credentials[0].credential);
}

/** The coordinates of a public key. */
export async function coordinates(keys) {
  const { x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  return { x: fromBase64url(x), y: fromBase64url(y) };
}

async function prove(issuer, nonce, keys) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const header = { typ: 'openid4vci-proof+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
  const claims = { aud: issuer, iat: Math.floor(Date.now() / 1000), nonce };
  const signed = [header, claims].map((part) => toBase64url(new TextEncoder().encode(JSON.stringify(part)))).join('.');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  const signature = await crypto.subtle.sign(algorithm, keys.privateKey, new TextEncoder().encode(signed));
  return `${signed}.${toBase64url(new Uint8Array(signature))}`;
}

async function token(issuer, form) {
  const metadata = await answer(`${issuer}/.well-known/oauth-authorization-server`, {});
  if (metadata.issuer !== issuer) throw new IssuanceError('foreign');
  return answer(metadata.token_endpoint, { method: 'POST', body: new URLSearchParams(form) });
}

async function answer(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: 'no-store', credentials: 'omit', ...options });
  } catch {
    throw new IssuanceError('network');
  }
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new IssuanceError(typeof content.error === 'string' ? content.error : 'network');
  return content;
}
