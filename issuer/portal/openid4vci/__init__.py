"""The licence goes to a phone by OpenID for Verifiable Credential Issuance 1.0, pre-authorised code flow.

The person signs in to the portal and asks for an offer; the wallet exchanges its code and the six figures for a
token (section 6), proves its key over a fresh nonce (sections 7 and 8) and gets an SD-CWT bound to that key.
"""
