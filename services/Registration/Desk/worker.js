// Keeps the desk's page of each site on the device, so that it opens without network. Data are not its business: they lie in the page's own database.
const KEPT = "desk";
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

// The page says what it is made of, and is told whether all of that is kept.
self.addEventListener("message", event => {
  if (event.data && event.data.keep)
    event.waitUntil(keep(event.data.keep).catch(() => false).then(kept => event.source.postMessage({ kept })));
});

self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(request, url));
  else if (/^\/ui\/[0-9a-f]+\.css$|^\/registration\/desk\/((app|camera|qr)\.js|icon\.svg)$/.test(url.pathname))
    event.respondWith(caches.match(request).then(kept => kept || fetch(request)));
});

async function keep(addresses) {
  const answers = await Promise.all(addresses.map(address => fetch(address)));
  if (answers.some(answer => !answer.ok || answer.redirected)) return false;
  const cache = await caches.open(KEPT);
  await Promise.all(answers.map((answer, i) => cache.put(addresses[i], answer)));
  return true;
}

// The newest where there is network; the kept one where there is none, or where it takes too long.
async function open(request, url) {
  const kept = await caches.match(url.pathname);
  try {
    const waits = kept ? new Promise((_, no) => setTimeout(() => no(new Error("slow")), PATIENCE)) : new Promise(() => { });
    const answer = await Promise.race([fetch(request), waits]);
    if (answer.status < 500) return answer;
    if (kept) return kept;
  } catch (error) {
    if (kept) return kept;
    const site = url.pathname.match(/^\/registration\/desk\/[^/]+\/[^/]+/);
    if (site && await caches.match(site[0] + "/device")) return Response.redirect(site[0] + "/device");
    throw error;
  }
  return fetch(request);
}
