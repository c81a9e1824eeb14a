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
  // A page that was made after the day: it says itself what is over, and only sends what waited longer.
  const isAfter = data.now >= data.until;
  let chosen = new URLSearchParams(location.search).get("interview"), last = null, shown = null, later = null, isOver = false, isLocal = false, isOffline = !navigator.onLine, isSignedOut = false, isSending = false, isLeaving = false;

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
    isOver = true;
    erase(false);
    if (isAfter) return true;
    document.querySelector("main").replaceChildren(element("p", "note", words.Ended), news);
    tell([]);
    return true;
  }
  ended();

  document.addEventListener("submit", event => {
    const form = event.target, about = form.closest("[data-more], [data-judge]");
    if (form.getAttribute("action") === "/out") {
      event.preventDefault();
      leave(form);
    } else if (isAfter) {
      return;
    } else if (form.getAttribute("action") === data.address && event.submitter?.name === "do") {
      event.preventDefault();
      note(form.elements.interview.value, [{ do: event.submitter.value }]);
    } else if (about?.dataset.judge) {
      event.preventDefault();
      note(about.dataset.judge, [judged(about.dataset.judge, event.submitter.value, null)]);
    } else if (about) {
      event.preventDefault();
      more(about.dataset.more, form);
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
  addEventListener("online", () => { isOffline = false; reach(); send(); });
  addEventListener("offline", () => { isOffline = true; reach(); tell(standing()); });
  addEventListener("storage", () => !isOver && waiting().length + read("said", []).length > 0 && render());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tick());
  setInterval(tick, 10000);
  reach();
  if (isOver) { tell([]); send(); return; }

  // What was sent after this page was made is not on it: a page that was kept.
  write("sent", read("sent", []).filter(one => one.known > data.now));
  if (read("sent", []).length > 0 || waiting().length > 0 || read("said", []).length > 0 || (chosen && chosen !== data.chosen)) render();
  keep();
  send();

  function waiting() { return read("waits", []); }

  function tick() {
    if (!isOver) ended();
    if (isLocal && !isOver) render();
    if (later !== null && !isTyping()) fresh(later).catch(() => {});
    send();
  }

  // On the device before anywhere else: from here on it is not lost, whatever happens to the network or the tab.
  function note(interview, acts) {
    const at = new Date(now()).toISOString();
    write("waits", [...waiting(), ...acts.map(act => ({ id: crypto.randomUUID(), interview, at, ...act }))]);
    chosen = null;
    last = interview;
    render();
    send();
  }

  // With what was known here: what somebody else noted meanwhile is not to be overwritten.
  function judged(interview, outcome, secondOn) {
    const { status, result, secondOn: seenOn } = standing().find(one => one.id === interview);
    return { do: "judge", outcome, secondOn, seen: status === "held" ? result ?? status : status, seenOn };
  }

  // The same rules as the server's, the same sentences.
  function more(interview, form) {
    const round = standing().find(one => one.id === interview), typed = form.elements.secondOn.value, text = clean(form.elements.note.value, "\n").trim() || null;
    const line = clean(typed, "").replace(/\s+/g, " ").trim(), date = line ? readDate(line) : null;
    const wrongDate = !line ? null : !date ? words["Date.Wrong"] : date < data.date ? words["Date.TooEarly"] : date > data.lastDate ? words["Date.TooLate"] : null;
    const wrongNote = text !== null && text.length > data.longest ? say("TooLong", data.longest, text.length) : null;
    const wrong = [["secondOn", wrongDate], ["note", wrongNote]].filter(([name, sentence]) => mark(form.elements[name], sentence));
    if (wrong.length > 0) { form.elements[wrong[0][0]].focus(); return; }
    const acts = [];
    if (date !== round.secondOn || round.result !== "conclusive") acts.push(judged(interview, "conclusive", date));
    if (text !== (round.note ?? null)) acts.push({ do: "note", text, seen: round.note ?? null });
    form.closest("details").open = false;
    if (acts.length > 0) note(interview, acts);
  }

  function mark(box, sentence) {
    document.getElementById(`${box.name}-wrong`)?.remove();
    const hint = document.getElementById(`${box.name}-hint`) ? `${box.name}-hint` : "";
    if (sentence) {
      const said = element("p", "wrong");
      said.id = `${box.name}-wrong`;
      said.append(element("span", "hidden", `${words.Wrong} `), sentence);
      box.before(said);
      box.setAttribute("aria-invalid", "true");
    } else box.removeAttribute("aria-invalid");
    box.setAttribute("aria-describedby", `${sentence ? `${box.name}-wrong ` : ""}${hint}`.trim());
    return sentence !== null;
  }

  function clean(text, kept) {
    return [...text.slice(0, 20000).replace(/\r\n?|[\u2028\u2029\u0085\f]/g, "\n")].map(sign => sign === kept ? sign : /\p{White_Space}/u.test(sign) ? " " : /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u.test(sign) ? "" : sign).join("").normalize("NFC");
  }

  // 31/12/2023, 31.12.23, 31 12 2023 or 2023-12-31, as 2023-12-31; null: none of these.
  function readDate(text) {
    const parts = text.split(/[/.\- ]/).filter(Boolean);
    if (text.length > 20 || parts.length !== 3 || !parts.every(part => /^[0-9]{1,4}$/.test(part))) return null;
    const [day, year] = parts[0].length === 4 ? [parts[2], parts[0]] : [parts[0], parts[2]];
    if (day.length > 2 || parts[1].length > 2 || (year.length !== 2 && year.length !== 4)) return null;
    const full = year.length === 2 ? Number(year) + (Number(year) > 40 ? 1900 : 2000) : Number(year);
    const iso = `${String(full).padStart(4, "0")}-${parts[1].padStart(2, "0")}-${day.padStart(2, "0")}`, at = new Date(`${iso}T00:00:00Z`);
    return full >= 1 && !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso ? iso : null;
  }

  function day(iso) {
    return new Date(`${iso}T00:00:00Z`).toLocaleDateString(document.documentElement.lang === "fr" ? "fr" : "en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).replace(",", "");
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
          write("said", [...read("said", []), ...refused.map(one => ({ interview: one.interview, act: called(one), text: one.do === "note" ? one.text : undefined, sentence: of.get(one.id).sentence }))]);
          write("sent", [...read("sent", []), ...some.filter(one => of.has(one.id) && !refused.includes(one)).map(one => ({ ...one, known }))]);
          write("waits", waiting().filter(one => !of.has(one.id)));
          done = some.at(-1).interview;
        }
      });
      isOffline = false;
      tellUnsent();
      reach();
      if (done !== null) await fresh(done);
    } catch {
      isOffline = true;
      reach();
      if (isOver) tell([]); else render();
    } finally {
      isSending = false;
    }
    // What was done while the last answer was on its way.
    if (!isOffline && !isLeaving && waiting().length > 0) send();
  }

  // The page as the house has it now, once it is sure to come; not under the hands of somebody who is just writing.
  async function fresh(done) {
    if (isLeaving) return;
    if (isOver) { location.replace(data.address); return; }
    if (isTyping()) { later = done; render(); return; }
    await keepPage();
    location.replace(`${data.address}?last=${done}`);
  }

  function isTyping() {
    const about = document.querySelector("[data-more][open]");
    return about !== null && (about.contains(document.activeElement) || [...about.querySelectorAll("input, textarea")].some(box => box.value !== box.defaultValue));
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

  // Nothing of the day stays but what waits to be sent, which is nowhere else: acts that name nobody, and notes; at sign-out these go too, for somebody has been asked.
  function erase(withNotes) {
    caches.delete(KEPT);
    for (const name of Object.keys(localStorage).filter(name => /^today\/[0-9a-f-]{36}\//.test(name))) {
      const left = name.endsWith("/waits") ? JSON.parse(localStorage.getItem(name)).filter(one => !withNotes || one.do !== "note")
        : name.endsWith("/said") ? JSON.parse(localStorage.getItem(name)).map(({ text, ...one }) => one).filter(() => !withNotes)
        : [];
      if (left.length > 0) localStorage.setItem(name, JSON.stringify(left));
      else if (!name.endsWith("/clock") || withNotes) localStorage.removeItem(name);
    }
  }

  // At all tables of this phone.
  function unsent() { return Object.keys(localStorage).filter(name => /^today\/[0-9a-f-]{36}\/waits$/.test(name)).flatMap(name => JSON.parse(localStorage.getItem(name))); }

  async function leave(form, isSure = false) {
    isLeaving = true;
    if (!isSure && navigator.onLine) await send();
    const notes = unsent().filter(one => one.do === "note").length;
    if (notes > 0 && !isSure) {
      isLeaving = false;
      const box = element("section", "note warn"), go = element("button", "", words["Leave.Erase"]), stay = element("button", "quiet", words["Leave.Stay"]), actions = element("p", "actions");
      go.type = stay.type = "button";
      go.addEventListener("click", () => leave(form, true));
      stay.addEventListener("click", () => box.remove());
      actions.append(go, " ", stay);
      box.append(element("p", "", say(notes === 1 ? "Leave.Notes" : "Leave.Notes.Many", notes)), actions);
      news.prepend(box);
      box.scrollIntoView({ block: "center" });
      go.focus();
      return;
    }
    erase(true);
    tellUnsent();
    if (navigator.onLine) { form.submit(); return; }
    // Nothing is shown from here on; what waits names nobody, and goes when somebody comes in again.
    document.querySelector("main").replaceChildren(element("p", "note warn", words.Left));
  }

  // Links that lead nowhere without network say so; those that are kept on the phone stay.
  async function reach() {
    const cut = isOffline || !navigator.onLine, cache = await caches.open(KEPT).catch(() => null);
    let any = false;
    for (const link of document.querySelectorAll("a")) {
      const address = link.dataset.href ?? link.getAttribute("href"), path = new URL(address, location).pathname;
      const isHere = address.startsWith("#") || path === data.address || (cache && await cache.match(path, { ignoreVary: true }));
      if (cut && !isHere) {
        any = true;
        link.dataset.href = address;
        link.removeAttribute("href");
        link.setAttribute("role", "link");
        link.setAttribute("aria-disabled", "true");
      } else if (link.dataset.href && !cut) {
        link.setAttribute("href", address);
        for (const name of ["data-href", "role", "aria-disabled"]) link.removeAttribute(name);
      }
    }
    const said = document.getElementById("today-off");
    if (said) said.hidden = !any;
  }

  // Whoever signs out on another page leaves what waits on the device: it is nowhere else.
  function tellUnsent() {
    document.cookie = unsent().length > 0 ? "unsent=1; path=/; SameSite=Lax" : "unsent=; path=/; max-age=0; SameSite=Lax";
  }

  function standing() {
    const rounds = data.rounds.map(round => ({ ...round }));
    for (const did of [...read("sent", []).filter(one => one.known > data.now), ...waiting()]) {
      const round = rounds.find(one => one.id === did.interview);
      if (!round) continue;
      const none = { result: null, secondOn: null };
      if (did.do === "start") Object.assign(round, none, { status: "booked", hasStarted: true, state: "running" });
      else if (did.do === "miss") Object.assign(round, none, { status: "no_show", state: "no_show" });
      else if (did.do === "note") round.note = did.text;
      else if (did.do === "judge" && did.outcome === "no_show") Object.assign(round, none, { status: "no_show", state: "no_show" });
      else if (did.do === "judge") Object.assign(round, { status: "held", result: did.outcome, secondOn: did.secondOn, state: did.outcome });
      else if (did.do === "end") Object.assign(round, none, { status: "held", state: "to_note" });
      else if (did.do !== "back") Object.assign(round, none, { status: "held", result: did.do, state: did.do });
      else if (round.status === "held" && round.hasStarted) Object.assign(round, none, { status: "booked", state: "running" });
      else Object.assign(round, none, { status: "booked", hasStarted: false, state: round.isCalled ? "called" : "booked" });
    }
    for (const round of rounds) if (round.status === "booked" && !round.hasStarted && round.endsAt <= now()) round.state = "to_note";
    return rounds;
  }

  function render() {
    isLocal = true;
    live.dataset.local = "yes";
    const rounds = standing(), runs = round => round.status === "booked" && round.hasStarted;
    const current = rounds.find(one => one.id === chosen) ?? rounds.find(runs) ?? rounds.find(one => one.status === "booked" && one.endsAt > now());
    const parts = [], was = rounds.find(one => one.id === last), missing = rounds.filter(one => one.state === "to_note");
    tell(rounds);
    // What is the same stays: nobody loses what they are just typing.
    const same = JSON.stringify([rounds, current?.id, was?.id]);
    if (same === shown) return;
    shown = same;
    const typing = kept();
    if (was) {
      const box = element("section", "note good");
      box.append(element("p", "", say("Was", was.name, words[`Was.${was.state}`]) + (was.secondOn ? ` ${say("Second.Is", day(was.secondOn))}` : "")));
      if (was !== current) box.append(buttons(was));
      if (was.result === "conclusive") box.append(moreOf(was));
      if (was !== current && was.note) box.append(element("p", "today-note", was.note));
      parts.push(box);
    }
    if (!current) parts.push(...toNote(missing));
    parts.push(current ? card(current, was?.result !== "conclusive") : element("p", "note", words["Over.All"]));
    live.replaceChildren(...parts);
    for (const line of document.querySelectorAll(".today-day li[data-round]")) {
      const round = rounds.find(one => one.id === line.dataset.round);
      if (!round) continue;
      line.querySelector(".tag").replaceWith(tag(round));
      if (round === current) line.setAttribute("aria-current", "true"); else line.removeAttribute("aria-current");
    }
    document.getElementById("today-to-note").replaceChildren(...(current ? toNote(missing) : []));
    typing?.();
  }

  // What is being typed, to be put back; null: nothing.
  function kept() {
    const about = document.querySelector("[data-more][open]");
    if (!about) return null;
    const form = about.querySelector("form"), { secondOn, note: text } = form.elements, values = [secondOn.value, text.value], name = form.contains(document.activeElement) ? document.activeElement.name : null;
    return () => {
      const again = document.querySelector(`[data-more="${about.dataset.more}"]`);
      if (!again) return;
      again.open = true;
      const boxes = again.querySelector("form").elements;
      [boxes.secondOn.value, boxes.note.value] = values;
      if (name) boxes[name]?.focus();
    };
  }

  // What waits, and what was refused, in words.
  function tell(rounds) {
    const waits = waiting(), said = read("said", []), parts = [];
    const name = id => rounds.find(one => one.id === id)?.name ?? document.querySelector(`.today-day li[data-round="${id}"] span:nth-of-type(2)`)?.textContent.trim() ?? "–";
    if (waits.length > 0) {
      const box = element("section", "note warn"), list = element("ul");
      box.append(element("p", "", say(waits.length === 1 ? "Waits.One" : "Waits.Many", waits.length)), element("p", "small", isSignedOut ? words.SignedOut : isOffline ? words.Offline : words["Waits.Explained"]));
      if (!isOver) {
        for (const one of waits) list.append(element("li", "", say("Was", name(one.interview), called(one))));
        box.append(list);
      }
      parts.push(box);
    }
    if (said.length > 0) {
      const box = element("section", "note bad"), list = element("ul"), done = element("button", "quiet", words["Refused.Read"]);
      for (const one of said) {
        const line = element("li", "", one.act ? say("Refused.Line", name(one.interview), one.act, one.sentence) : say("Was", name(one.interview), one.sentence));
        // A note that was refused is nowhere else.
        if (one.text) line.append(element("p", "today-note", one.text));
        list.append(line);
      }
      done.type = "button";
      done.addEventListener("click", () => { write("said", []); if (isOver) tell([]); else location.replace(data.address); });
      box.append(element("p", "", words.Refused), list, done);
      parts.push(box);
    }
    const same = JSON.stringify([waits, said, isSignedOut, isOffline]);
    if (news.dataset.same === same) return;
    news.dataset.same = same;
    news.replaceChildren(...parts);
  }

  // An act in words.
  function called(one) {
    if (one.do === "note" || one.do === "back") return words[`Act.${one.do}`];
    if (one.do === "judge") return words[`State.${one.outcome}`] + (one.secondOn ? ` ${say("Second.Is", day(one.secondOn))}` : "");
    return words[`State.${{ start: "running", miss: "no_show", end: "held" }[one.do] ?? one.do}`];
  }

  function card(round, withMore) {
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
    if (withMore && round.result === "conclusive") box.append(moreOf(round));
    return box;
  }

  // The day of the second interview and the note, as the server's page has them.
  function moreOf(round) {
    const made = document.getElementById("today-more").content.firstElementChild.cloneNode(true), { secondOn, note: text } = made.querySelector("form").elements;
    made.dataset.more = round.id;
    secondOn.defaultValue = round.secondOn ? round.secondOn.split("-").reverse().join("/") : "";
    text.defaultValue = round.note ?? "";
    return made;
  }

  // One tap each for what has no result yet.
  function toNote(missing) {
    if (missing.length === 0) return [];
    const box = element("section", "card today-missing");
    box.append(element("h2", "", say(missing.length === 1 ? "Results.Missing.One" : "Results.Missing.Many", missing.length)));
    for (const round of missing) {
      const made = document.getElementById("today-judge").content.firstElementChild.cloneNode(true);
      made.dataset.judge = round.id;
      made.querySelectorAll("button .hidden").forEach(one => one.textContent = ` ${round.name}`);
      box.append(element("h3", "", `${round.at} ${round.name}`), made);
    }
    return [box];
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
