// What the phone keeps, in IndexedDB of this browser: one record with key, licence and renewal token.
// The key is not extractable: scripts can sign with it and never read it.

const NAME = 'permis-specimen';
const STORE = 'held';
const KEY = 'licence';

/** Return what is held: {keys, credential, issuer, refreshToken}, or null. */
export async function load() {
  return (await run('readonly', (store) => store.get(KEY))) ?? null;
}

/** Keep `held` in place of what was held. */
export function save(held) {
  return run('readwrite', (store) => store.put(held, KEY));
}

/** Forget all. */
export function clear() {
  return run('readwrite', (store) => store.delete(KEY));
}

/** Make the phone's key: P-256, its private half never to be read. */
export function makeKeys() {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}

async function run(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
