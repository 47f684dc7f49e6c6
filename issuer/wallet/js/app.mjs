// The wallet's one page: receive a licence, look at it, show its code. No rule of the format is here.

import { LivingCode } from './living.mjs';
import { IssuanceError, coordinates, readOffer, redeem, refresh, request } from './issuance.mjs';
import { clear, load, makeKeys, save } from './keeping.mjs';
import { isBoundTo, open } from './licence.mjs';
import { current, say, sayError, turn, written } from './words.mjs';

const NONCE = /^[0-9A-Z]{4}$/;
const find = (id) => document.getElementById(id);
const living = new LivingCode(find('living'), (isPortrait) => {
  find('living').setAttribute('aria-label', say(isPortrait ? 'portrait_alt' : 'code_alt'));
});
let held = null;
let licence = null;
let offered = null;
let portraitAddress = null;
let wakeLock = null;

function tell(text, isError = false) {
  find('news').textContent = text;
  find('news').classList.toggle('error', isError);
}

function screen(name) {
  for (const each of document.querySelectorAll('main > section')) each.hidden = each.id !== name;
  document.body.classList.toggle('white', name === 'code');
  find(name).querySelector('h1').focus();
}

function write() {
  document.documentElement.lang = current();
  document.title = `${say('title')} (SPECIMEN)`;
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  find('language').lang = current() === 'fr' ? 'en' : 'fr';
  find('receive-how').textContent = say(offered ? 'receive_ready' : 'receive_how');
  find('replaces').hidden = find('keep').hidden = licence === null;
  find('offer-field').hidden = offered !== null;
  if (licence) writeLicence();
}

function writeLicence() {
  const rows = [
    ['name', licence.familyName], ['given', licence.givenName || '–'],
    ...(licence.usageName ? [['usage', licence.usageName]] : []),
    ['born', written(licence.birthDate)], ['number', licence.documentNumber],
    ['categories', licence.categories.join(', ')], ['title_until', written(licence.titleExpires)],
    ['phone_until', written(licence.expiresAt)],
  ];
  find('facts').replaceChildren(...rows.flatMap(([name, value]) => [element('dt', say(name)), element('dd', value)]));
  find('portrait').alt = say('portrait');
  const now = Date.now() / 1000;
  const half = (licence.issuedAt + licence.expiresAt) / 2;
  find('term').textContent = now >= licence.expiresAt ? say('ended') : now >= half ? say('soon') : '';
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function hold(next) {
  held = next;
  licence = open(held.credential);
  if (portraitAddress) URL.revokeObjectURL(portraitAddress);
  portraitAddress = licence.portrait ? URL.createObjectURL(new Blob([licence.portrait], { type: 'image/webp' })) : null;
  find('portrait').hidden = portraitAddress === null;
  if (portraitAddress) find('portrait').src = portraitAddress;
}

async function receive(event) {
  event.preventDefault();
  find('take').disabled = true;
  try {
    const offer = offered ?? readOffer(find('offer').value.trim(), location.origin);
    const tokens = await redeem(offer, find('figures').value.replaceAll(/\s/g, ''));
    const keys = await makeKeys();
    await obtain(offer.issuer, tokens, keys);
    offered = null;
    find('figures').value = find('offer').value = '';
    await navigator.storage?.persist?.();
    write();
    screen('licence');
    tell(say('received'));
  } catch (error) {
    tell(sayError(error instanceof IssuanceError ? error.reason : 'unknown'), true);
  } finally {
    find('take').disabled = false;
  }
}

async function obtain(issuer, tokens, keys) {
  const credential = await request(issuer, tokens.access_token, keys);
  if (!isBoundTo(open(credential), await coordinates(keys))) throw new IssuanceError('unknown');
  const next = { keys, credential, issuer, refreshToken: tokens.refresh_token };
  await save(next);
  hold(next);
}

async function renew(isAsked) {
  try {
    const tokens = await refresh(held.issuer, held.refreshToken);
    await obtain(held.issuer, { refresh_token: held.refreshToken, ...tokens }, held.keys);
    write();
    tell(say('renewed'));
  } catch (error) {
    const reason = error instanceof IssuanceError ? error.reason : 'unknown';
    if (isAsked || reason === 'invalid_grant') tell(sayError(reason === 'invalid_grant' ? 'removed' : reason), true);
  }
}

async function renewIfDue() {
  const isDue = licence && Date.now() / 1000 >= (licence.issuedAt + licence.expiresAt) / 2;
  if (isDue && navigator.onLine) await renew(false);
}

async function show() {
  find('nonce').value = '';
  find('answer').textContent = '';
  screen('code');
  await living.start(licence, held.keys.privateKey);
  await document.documentElement.requestFullscreen?.().catch(() => null);
  wakeLock = await navigator.wakeLock?.request('screen').catch(() => null);
}

function hide() {
  living.stop();
  if (document.fullscreenElement) document.exitFullscreen().catch(() => null);
  wakeLock?.release();
  wakeLock = null;
  screen('licence');
}

function answerOfficer(event) {
  event.preventDefault();
  const nonce = find('nonce').value.trim().toUpperCase();
  const isGood = NONCE.test(nonce);
  find('answer').textContent = isGood ? `${say('signing')} ${nonce}` : sayError('nonce');
  find('answer').classList.toggle('error', !isGood);
  if (isGood) living.answer(nonce);
}

async function erase() {
  if (find('erase-dialog').returnValue !== 'yes') return;
  await clear();
  held = licence = null;
  tell('');
  screen('receive');
  write();
}

function listen() {
  find('receive-form').addEventListener('submit', receive);
  find('show').addEventListener('click', show);
  find('hide').addEventListener('click', hide);
  find('keep').addEventListener('click', () => {
    offered = null;
    tell('');
    write();
    screen('licence');
  });
  find('renew').addEventListener('click', () => renew(true));
  find('erase').addEventListener('click', () => {
    find('erase-dialog').returnValue = '';
    find('erase-dialog').showModal();
  });
  find('erase-dialog').addEventListener('close', erase);
  find('nonce-form').addEventListener('submit', answerOfficer);
  find('alternate').addEventListener('change', (event) => {
    living.withPortrait = event.target.checked;
  });
  find('language').addEventListener('click', () => {
    turn();
    write();
    tell('');
  });
  addEventListener('online', renewIfDue);
  addEventListener('hashchange', takeOfferFromAddress);
}

function takeOfferFromAddress() {
  if (!location.hash.startsWith('#credential_offer=')) return;
  try {
    offered = readOffer(location.hash, location.origin);
  } catch (error) {
    tell(sayError(error.reason), true);
  }
  living.stop();
  // The code stands in the address no longer than needed.
  history.replaceState(null, '', location.pathname);
  write();
  screen('receive');
}

async function start() {
  listen();
  try {
    const kept = await load();
    if (kept) hold(kept);
  } catch {
    // No storage (a private window), or a licence that this version cannot read: there is nothing to show.
    held = licence = null;
    tell(sayError('storage'), true);
  }
  write();
  screen(licence ? 'licence' : 'receive');
  takeOfferFromAddress();
  document.body.dataset.ready = 'yes';
  if (licence && !navigator.onLine) tell(say('offline'));
  await navigator.serviceWorker?.register('service-worker.js').catch(() => null);
  await renewIfDue();
}

start();
