// The recruiter's day without network. In the page: buttons note what was done on the device first, then send it; what waits is shown. As service worker: the page opens without network.
"use strict";

const KEPT = "employer-today";
if (typeof ServiceWorkerGlobalScope !== "undefined" && self instanceof ServiceWorkerGlobalScope) work();
else if (window.isSecureContext && "serviceWorker" in navigator && navigator.locks && document.getElementById("today-data")) show();

function work() {
  const patience = 4000;
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
  self.addEventListener("fetch", event => {
    const { request } = event, url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (request.mode === "navigate" && /^\/scheduling\/employer\/today\/[0-9a-f-]{36}$/.test(url.pathname)) event.respondWith(open(request, url.pathname));
    else if (/^\/ui\/[0-9a-f]+\.css$/.test(url.pathname) || url.pathname.endsWith("/today.js")) event.respondWith(caches.match(request, { ignoreVary: true }).then(kept => kept || fetch(request)));
  });

  // The newest where there is network; the kept one where there is none, or where it takes too long.
  async function open(request, path) {
    const cache = await caches.open(KEPT), kept = await cache.match(path, { ignoreVary: true });
    try {
      const slow = new Promise((_, no) => kept && setTimeout(() => no(new Error("slow")), patience));
      const answer = await Promise.race([fetch(request), slow]);
      if (answer.ok && !answer.redirected) await cache.put(path, answer.clone());
      // Signed out, or not theirs: what is kept is not shown any more.
      else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 || answer.status === 404) await cache.delete(path);
      else if (answer.status >= 500 && kept) return kept;
      return answer;
    } catch (error) {
      if (kept) return kept;
      throw error;
    }
  }
}

function show() {
  const data = JSON.parse(document.getElementById("today-data").textContent), words = data.words;
  const key = `today/${data.table}`, live = document.getElementById("today-live"), news = document.getElementById("today-news");
  const read = (name, or) => { try { return JSON.parse(localStorage.getItem(`${key}/${name}`)) ?? or; } catch { return or; } };
  const write = (name, value) => value.length === 0 ? localStorage.removeItem(`${key}/${name}`) : localStorage.setItem(`${key}/${name}`, JSON.stringify(value));
  const say = (word, ...values) => values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), words[word]);
  // Whether this page came by the worker, which has kept it.
  const wasKept = navigator.serviceWorker.controller !== null;
  let chosen = new URLSearchParams(location.search).get("interview"), last = null, isLocal = false, isOffline = false, isSignedOut = false, isSending = false;

  // A phone's clock may be wrong by hours: a page that is new says what time it is; the same page again, kept, does not.
  const setClock = page => {
    const clock = { page, ahead: page - Date.now() };
    localStorage.setItem(`${key}/clock`, JSON.stringify(clock));
    return clock;
  };
  const known = read("clock", {}), { ahead } = known.page === data.now ? known : setClock(data.now);
  const now = () => Date.now() + ahead;

  function ended() {
    if (now() < data.until) return false;
    caches.delete(KEPT);
    document.querySelector("main").replaceChildren(element("p", "note", words.Ended));
    return true;
  }
  const isOver = ended();

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (form.getAttribute("action") === "/out") {
      event.preventDefault();
      await caches.delete(KEPT);
      form.submit();
    } else if (form.getAttribute("action") === data.address && event.submitter?.name === "do") {
      event.preventDefault();
      note(form.elements.interview.value, event.submitter.value);
    }
  });
  document.addEventListener("click", event => {
    const link = event.target.closest("a[data-round]");
    if (!link || !isLocal) return;
    event.preventDefault();
    chosen = link.dataset.round;
    last = null;
    render();
    live.querySelector("h2")?.scrollIntoView({ block: "center" });
  });
  addEventListener("online", send);
  addEventListener("storage", () => waiting().length + read("said", []).length > 0 && render());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !ended() && send());
  setInterval(() => !ended() && send(), 10000);
  if (isOver) { send(); return; }

  // What was sent after this page was made is not on it: a page that was kept.
  write("sent", read("sent", []).filter(one => one.known > data.now));
  if (read("sent", []).length > 0 || waiting().length > 0 || read("said", []).length > 0 || (chosen && chosen !== data.chosen)) render();
  keep();
  send();

  function waiting() { return read("waits", []); }

  // On the device before anywhere else: from here on it is not lost, whatever happens to the network or the tab.
  function note(interview, what) {
    const did = { id: crypto.randomUUID(), interview, do: what, at: new Date(now()).toISOString() };
    write("waits", [...waiting(), did]);
    chosen = null;
    last = interview;
    render();
    send();
  }

  async function send() {
    tellUnsent();
    if (isSending || waiting().length === 0) return;
    isSending = true;
    try {
      let done = null;
      await navigator.locks.request(key, async () => {
        for (let some = waiting().slice(0, 50); some.length > 0; some = waiting().slice(0, 50)) {
          const answer = await fetch(`${data.address}/commands`, {
            method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(8000), body: JSON.stringify({ commands: some }),
          });
          isSignedOut = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
          if (!answer.ok) throw new Error(`${answer.status}`);
          const { now: known, answers } = await answer.json(), of = new Map(answers.map(one => [one.id, one]));
          const refused = some.filter(one => of.get(one.id)?.outcome === "refused");
          write("said", [...read("said", []), ...refused.map(one => ({ interview: one.interview, sentence: of.get(one.id).sentence }))]);
          write("sent", [...read("sent", []), ...some.filter(one => of.has(one.id) && !refused.includes(one)).map(one => ({ ...one, known }))]);
          write("waits", waiting().filter(one => !of.has(one.id)));
          done = some.at(-1).interview;
        }
      });
      isOffline = false;
      tellUnsent();
      if (done !== null) await fresh(done);
    } catch {
      isOffline = true;
      render();
    } finally {
      isSending = false;
    }
  }

  // The page as the house has it now, once it is sure to come.
  async function fresh(done) {
    await keepPage();
    location.replace(`${data.address}?last=${done}`);
  }

  async function keepPage() {
    const answer = await fetch(data.address, { headers: { Accept: "text/html" }, redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const made = Number((await answer.clone().text()).match(/"now":(\d+)/)?.[1]);
    await (await caches.open(KEPT)).put(data.address, answer);
    setClock(made);
  }

  async function keep() {
    try {
      await navigator.serviceWorker.register("/scheduling/employer/today/today.js", { scope: "/scheduling/employer/today/" });
      const cache = await caches.open(KEPT), own = [document.querySelector("link[rel=stylesheet]").href, document.querySelector("script[src*='/today.js']").src];
      for (const address of own)
        if (!await cache.match(address, { ignoreVary: true })) await cache.add(address);
      if (!wasKept) await keepPage();
      document.documentElement.dataset.kept = "yes";
    } catch {
      // No network, or no room: what is kept from before serves.
    }
  }

  // Whoever signs out elsewhere leaves what waits on the device: it is nowhere else, and names nobody.
  function tellUnsent() {
    document.cookie = waiting().length > 0 ? "unsent=1; path=/; SameSite=Lax" : "unsent=; path=/; max-age=0; SameSite=Lax";
  }

  function standing() {
    const rounds = data.rounds.map(round => ({ ...round }));
    for (const did of [...read("sent", []).filter(one => one.known > data.now), ...waiting()]) {
      const round = rounds.find(one => one.id === did.interview);
      if (!round) continue;
      if (did.do === "start") Object.assign(round, { status: "booked", hasStarted: true, state: "running" });
      else if (did.do === "miss") Object.assign(round, { status: "no_show", state: "no_show" });
      else if (did.do !== "back") Object.assign(round, { status: "held", state: did.do === "end" ? "to_note" : did.do });
      else if (round.status === "held" && round.hasStarted) Object.assign(round, { status: "booked", state: "running" });
      else Object.assign(round, { status: "booked", hasStarted: false, state: "booked" });
    }
    return rounds;
  }

  function render() {
    isLocal = true;
    live.dataset.local = "yes";
    const rounds = standing(), runs = round => round.status === "booked" && round.hasStarted;
    const current = rounds.find(one => one.id === chosen) ?? rounds.find(runs) ?? rounds.find(one => one.status === "booked" && one.endsAt > now());
    const parts = [], was = rounds.find(one => one.id === last);
    if (was) {
      const box = element("section", "note good");
      box.append(element("p", "", say("Was", was.name, words[`Was.${was.state}`])));
      if (was !== current) box.append(buttons(was));
      parts.push(box);
    }
    parts.push(current ? card(current) : element("p", "note", words["Over.All"]));
    live.replaceChildren(...parts);
    for (const line of document.querySelectorAll(".today-day li[data-round]")) {
      const round = rounds.find(one => one.id === line.dataset.round);
      if (!round) continue;
      line.querySelector(".tag").replaceWith(tag(round));
      if (round === current) line.setAttribute("aria-current", "true"); else line.removeAttribute("aria-current");
    }
    document.querySelectorAll(".today-missing").forEach(one => one.remove());
    tell(rounds);
  }

  // What waits, and what was refused, in words.
  function tell(rounds) {
    const waits = waiting(), said = read("said", []), parts = [], name = id => rounds.find(one => one.id === id)?.name ?? "";
    if (waits.length > 0) {
      const box = element("section", "note warn"), list = element("ul");
      box.append(element("p", "", say(waits.length === 1 ? "Waits.One" : "Waits.Many", waits.length)), element("p", "small", isSignedOut ? words.SignedOut : isOffline ? words.Offline : words["Waits.Explained"]));
      for (const one of waits) list.append(element("li", "", say("Was", name(one.interview), one.do === "back" ? "↩" : words[`State.${one.do === "start" ? "running" : one.do === "miss" ? "no_show" : one.do === "end" ? "held" : one.do}`])));
      box.append(list);
      parts.push(box);
    }
    if (said.length > 0) {
      const box = element("section", "note bad"), list = element("ul"), done = element("button", "quiet", words["Refused.Read"]);
      for (const one of said) list.append(element("li", "", say("Was", name(one.interview), one.sentence)));
      done.type = "button";
      done.addEventListener("click", () => { write("said", []); location.replace(data.address); });
      box.append(element("p", "", words.Refused), list, done);
      parts.push(box);
    }
    news.replaceChildren(...parts);
  }

  function card(round) {
    const box = element("section", "card today-now"), tags = element("p", "tags");
    tags.append(element("strong", "", round.time), " ", tag(round));
    if (round.status === "booked" && !round.hasStarted) tags.append(" ", element("span", `tag ${round.hasArrived ? "good" : "warn"}`, words[round.hasArrived ? "Arrived.Yes" : "Arrived.No"]));
    box.append(tags, element("h2", "", round.name));
    if (round.wishes.length > 0) {
      const wishes = element("ul", "today-wishes");
      wishes.append(...round.wishes.map(wish => element("li", "", wish)));
      box.append(wishes);
    } else box.append(element("p", "soft", words["Wishes.None"]));
    if (round.opinion) box.append(element("p", "", round.opinion));
    if (round.note) box.append(element("p", "today-note", round.note));
    box.append(buttons(round));
    return box;
  }

  function buttons(round) {
    const which = round.status !== "booked" ? "over" : round.hasStarted ? "running" : "booked";
    const made = document.getElementById(`today-${which}`).content.cloneNode(true);
    made.querySelector("[name=interview]").value = round.id;
    made.querySelectorAll("button .hidden").forEach(one => one.textContent = ` ${round.name}`);
    return made;
  }

  function tag(round) {
    const colour = { conclusive: "good", held: "good", running: "run", called: "run", undecided: "run", booked: "" }[round.state] ?? "warn";
    return element("span", `tag ${colour}`, words[`State.${round.state}`]);
  }

  function element(name, look = "", text = "") {
    const made = document.createElement(name);
    if (look) made.className = look;
    if (text) made.textContent = text;
    return made;
  }
}
