// Plays the wallet's modules outside a browser: reads one JSON object, prints one.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { folder, credential, jwk, seconds, nonce } = JSON.parse(readFileSync(0, 'utf8'));
const load = (name) => import(pathToFileURL(`${folder}/js/${name}.mjs`));
const [{ open, present, companion }, { fromBase64url, toBase64url }, { modules }] = await Promise.all(
  ['licence', 'bytes', 'code'].map(load),
);
const licence = open(fromBase64url(credential));
const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
const text = await present(licence, key, seconds, nonce);
const rows = modules(text).map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
const { familyName, givenName, usageName, birthDate, documentNumber, titleExpires, categories, expiresAt } = licence;
const shown = { familyName, givenName, usageName, birthDate, documentNumber, titleExpires, categories, expiresAt };
const portrait = licence.portrait && toBase64url(licence.portrait);
console.log(JSON.stringify({ text, companion: companion(licence), rows, shown, portrait }));
