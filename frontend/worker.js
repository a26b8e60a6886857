// The service worker of the residents' pages: the pages themselves are kept, what people write and read is not.
const files = [/* files */];
const kept = `pages-${files.join().split("").reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7)}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(kept)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  // The page itself comes fresh while there is a network; its parts carry their content in their name.
  if (pathname === "/" || pathname === "/resident.html") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/resident.html")));
  } else if (files.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((found) => found || fetch(event.request)));
  }
});
