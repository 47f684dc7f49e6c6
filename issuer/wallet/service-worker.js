// Keeps the wallet's files, so that it works without a network. The list changes when any file does.

importScripts('files.js');

const CACHE = `wallet-${SHELL.version}`;

self.addEventListener('install', (event) => {
  const fresh = SHELL.files.map((file) => new Request(file, { cache: 'reload' }));
  // All or nothing: files of two versions do not go together.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  const others = (names) => names.filter((name) => name.startsWith('wallet-') && name !== CACHE);
  const cleared = caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name))));
  event.waitUntil(cleared.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const isOurs = request.method === 'GET' && request.url.startsWith(self.registration.scope);
  if (!isOurs) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(request, { ignoreSearch: true }));
  event.respondWith(kept.then((found) => found ?? fetch(request)));
});
