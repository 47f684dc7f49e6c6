// An OpenID4VCI client that others wrote, on our issuer: reads one JSON object, prints one.
// It takes an offer, gets a licence, renews it, and says which error it gets for wrong figures and a used nonce.

import { readFileSync } from 'node:fs';
import { Oauth2Client, clientAuthenticationAnonymous, setGlobalConfig } from '@openid4vc/oauth2';
import { Openid4vciClient } from '@openid4vc/openid4vci';

const { offer, figures, wrongFigures, insecure } = JSON.parse(readFileSync(0, 'utf8'));
setGlobalConfig({ allowInsecureUrls: insecure });

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', keys.privateKey);
const jwk = { kty, crv, x, y };
const callbacks = {
  hash: async (data, algorithm) => new Uint8Array(await crypto.subtle.digest(algorithm, data)),
  generateRandom: (size) => crypto.getRandomValues(new Uint8Array(size)),
  clientAuthentication: clientAuthenticationAnonymous(),
  signJwt: async (_, { header, payload }) => {
    const signed = [header, payload].map((part) => base64url(JSON.stringify(part))).join('.');
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = await crypto.subtle.sign(algorithm, keys.privateKey, new TextEncoder().encode(signed));
    return { jwt: `${signed}.${base64url(new Uint8Array(signature))}`, signerJwk: jwk };
  },
};
const client = new Openid4vciClient({ callbacks });

const credentialOffer = await client.resolveCredentialOffer(offer);
const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer);
const [credentialConfigurationId] = credentialOffer.credential_configuration_ids;

const take = (txCode) => client.retrievePreAuthorizedCodeAccessTokenFromOffer({ credentialOffer, issuerMetadata, txCode });
const refusedFigures = await take(wrongFigures).then(() => null, (error) => error.errorResponse?.error ?? String(error));
const { accessTokenResponse: tokens } = await take(figures);

async function prove(nonce) {
  const signer = { method: 'jwk', alg: 'ES256', publicJwk: jwk };
  const { jwt } = await client.createCredentialRequestJwtProof({ issuerMetadata, credentialConfigurationId, signer, nonce });
  return { jwt: [jwt] };
}
async function credential(accessToken, nonce) {
  const asked = { issuerMetadata, credentialConfigurationId, accessToken, proofs: await prove(nonce) };
  const { credentialResponse } = await client.retrieveCredentials(asked);
  return credentialResponse.credentials[0].credential;
}
const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata });
const first = await credential(tokens.access_token, nonce);

const [authorizationServerMetadata] = issuerMetadata.authorizationServers;
const renewal = await new Oauth2Client({ callbacks }).retrieveRefreshTokenAccessToken({
  authorizationServerMetadata,
  refreshToken: tokens.refresh_token,
});
const accessToken = renewal.accessTokenResponse.access_token;
const refusedNonce = await credential(accessToken, nonce).then(() => null, (error) => error.response?.credentialErrorResponseResult?.data?.error ?? String(error));
const second = await credential(accessToken, (await client.requestNonce({ issuerMetadata })).c_nonce);

console.log(JSON.stringify({ first, second, refusedFigures, refusedNonce, key: { ...jwk, d }, credentialConfigurationId }));
