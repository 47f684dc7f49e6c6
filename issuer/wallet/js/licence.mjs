// The licence as the issuer gave it (an SD-CWT in COSE_Sign1), and what the phone shows of it.

import { Encoded, REDACTED, Tagged, decode, encode } from './cbor.mjs';
import { toBase45 } from './bytes.mjs';

const SIGN1 = 18;
const TYPE_LICENCE = 293;
const TYPE_PRESENTATION = 294;
const [ALG, KCWT, TYP, SD_CLAIMS] = [1, 13, 16, 17];
const ES256 = -7;
const [EXP, IAT, CNF, LICENCE] = [4, 6, 8, -70001];
const [AUD, CNONCE] = [3, 39];
const AUDIENCE = 'roadside-check';
const FULL_DATE = 100;
const ELEMENTS = {
  family_name: 1, given_name: 2, family_name_national: 3, given_name_national: 4, birth_date: 5,
  document_number: 7, expiry_date: 10, privileges: 15, birth_date_as_printed: 18, usage_name: 20,
};
const PORTRAIT = 14;

/** Seconds between two living codes. */
export const RENEWAL = 2;

/** Open a licence. Throws when it is none. Nothing is verified: the terminal does that. */
export function open(bytes) {
  const message = decode(bytes);
  if (!(message instanceof Tagged) || message.tag !== SIGN1 || message.value.length !== 4) throw new Error('no licence');
  const [protectedBytes, unprotected, payload, signature] = message.value;
  if (decode(protectedBytes).get(TYP) !== TYPE_LICENCE) throw new Error('no licence for a phone');
  const claims = decode(payload);
  const disclosures = unprotected.get(SD_CLAIMS) ?? [];
  return {
    // As it travels in each code: without its disclosures.
    bare: encode(new Tagged(SIGN1, [protectedBytes, new Map(), payload, signature])),
    disclosures,
    issuedAt: claims.get(IAT),
    expiresAt: claims.get(EXP),
    holderKey: claims.get(CNF).get(1),
    ...shown(claims.get(LICENCE)),
    portrait: portraitIn(disclosures),
  };
}

/** Tell whether a licence is bound to a public key in JWK form. */
export function isBoundTo(licence, coordinates) {
  const x = licence.holderKey.get(-2);
  return x.length === coordinates.x.length && x.every((byte, at) => byte === coordinates.x[at]);
}

/** The text of the living code: a key binding token at `seconds`, with the officer's nonce if there is one. */
export async function present(licence, privateKey, seconds, nonce) {
  const header = encode(new Map([[ALG, ES256], [KCWT, new Encoded(licence.bare)], [TYP, TYPE_PRESENTATION]]));
  const claims = new Map([[AUD, AUDIENCE], [IAT, seconds]]);
  if (nonce) claims.set(CNONCE, new TextEncoder().encode(nonce));
  const payload = encode(claims);
  // RFC 9052 section 4.4: the context, the protected header, no external data, the payload.
  const signed = encode(['Signature1', header, new Uint8Array(), payload]);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed);
  const token = new Tagged(SIGN1, [header, new Map(), payload, new Uint8Array(signature)]);
  return `PDC1:${toBase45(encode(token))}`;
}

/** The text of the second code, with the portrait; null when the licence redacts nothing. */
export function companion(licence) {
  return licence.disclosures.length > 0 ? `PDD1:${toBase45(encode(licence.disclosures))}` : null;
}

function shown(map) {
  const get = (name) => map.get(ELEMENTS[name]);
  return {
    familyName: get('family_name_national') ?? get('family_name'),
    givenName: get('given_name_national') ?? get('given_name'),
    usageName: get('usage_name') ?? null,
    birthDate: get('birth_date_as_printed') ?? day(get('birth_date')),
    documentNumber: get('document_number'),
    titleExpires: day(get('expiry_date')),
    categories: get('privileges').map((privilege) => privilege.get(0)),
    isRedacted: map.has(REDACTED),
  };
}

function portraitIn(disclosures) {
  const disclosed = disclosures.map(decode).find(([, , key]) => key === PORTRAIT);
  return disclosed ? disclosed[1] : null;
}

function day(date) {
  if (!(date instanceof Tagged) || date.tag !== FULL_DATE) throw new Error('no date');
  return new Date(date.value * 86_400_000).toISOString().slice(0, 10);
}
