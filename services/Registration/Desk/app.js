// The desk without network. What is done is noted on the device first, each act with its id, and sent in its order until the server has answered it: it applies each once.
// The list comes from the server and is never changed here: what waits is laid over it, so that what is confirmed and what is not stay apart.
(() => {
  const main = document.getElementById("content"), path = main.dataset.path, at = id => document.getElementById(id);
  const words = Object.fromEntries([...at("words").children].map(word => [word.dataset.key, word.textContent]));
  const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, () => value), words[key]);
  const together = 25, most = 8, second = 1000, look = 600, anew = 5 * 60 * 1000, moment = 700;
  let db, list = null, people = new Map(), commands = [], online = null, trouble = null, sending = false, stuck = null, offset = 0, told = null, over = false, heardAt = null, leaving = false, offered = new Map(), offeredFor = null;

  // The device's own database: the list as it came, and what was done.
  const opened = () => new Promise((yes, no) => {
    const asked = indexedDB.open(`desk ${path}`, 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("kept"); asked.result.createObjectStore("commands", { keyPath: "id" }); };
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const done = transaction => new Promise((yes, no) => { transaction.oncomplete = () => yes(); transaction.onerror = transaction.onabort = () => no(transaction.error); });
  const read = asked => new Promise((yes, no) => { asked.onsuccess = () => yes(asked.result); asked.onerror = () => no(asked.error); });
  const store = (name, write) => { const transaction = db.transaction(name, "readwrite"); write(transaction.objectStore(name)); return done(transaction); };
  const load = async () => {
    list = await read(db.transaction("kept").objectStore("kept").get("list")) || null;
    offset = await read(db.transaction("kept").objectStore("kept").get("offset")) || 0;
    commands = (await read(db.transaction("commands").objectStore("commands").getAll())).sort((a, b) => a.order - b.order);
    people = new Map(list ? list.people.map(person => [person.id, person]) : []);
    mark();
  };
  const waiting = () => commands.filter(command => !command.answer);
  // Whoever signs out on another page is not made to lose what waits here (ComeIn looks at it).
  const mark = () => document.cookie = `unsent=${waiting().length ? 1 : ""}; path=/; samesite=lax; max-age=${waiting().length ? 5184000 : 0}`;
  // The server's time as this device knows it: its own clock may be wrong by hours.
  const now = () => Date.now() + offset;

  const ask = async (door, body) => {
    const stop = new AbortController(), patience = setTimeout(() => stop.abort(), 20000);
    try {
      return await fetch(`${path}/${door}`, { signal: stop.signal, cache: "no-store", headers: body ? { "Content-Type": "application/json" } : {}, method: body ? "POST" : "GET", body: body && JSON.stringify(body) });
    } finally {
      clearTimeout(patience);
    }
  };

  // Every answer of the server: is it there, and does it know us?
  const heard = async answer => {
    online = answer.status < 500;
    trouble = answer.ok ? stuck : answer.status === 401 || answer.status === 403 ? "Device.SignIn" : answer.status === 409 ? (await answer.json().catch(() => ({}))).detail || "" : "Device.Trouble";
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) await forget();
    return answer.ok;
  };

  async function refresh() {
    try {
      const whole = !list || Date.now() - list.readAt > anew || Date.now() < list.readAt;
      const answer = await ask(whole ? "list" : `changes?after=${encodeURIComponent(list.now)}&mark=${encodeURIComponent(list.mark || "")}`);
      if (!await heard(answer)) return;
      heardAt = Date.now();
      if (answer.status === 204) return;
      const news = await answer.json();
      offset = Date.parse(news.now) - Date.now();
      if (news.all) people = new Map();
      for (const person of news.people) people.set(person.id, person);
      const changed = news.all || news.people.length > 0 || news.received !== list.received || news.arrivals.join() !== list.arrivals.join() || news.registered !== list.registered;
      list = { ...news, readAt: news.all ? Date.now() : list.readAt, people: [...people.values()] };
      if (changed)
        await store("kept", kept => { kept.put(list, "list"); kept.put(offset, "offset"); });
    } catch {
      online = false;
    }
  }

  async function send() {
    if (sending || !waiting().length) return;
    sending = true;
    try {
      while (waiting().length) {
        const some = waiting().slice(0, together);
        const answer = await ask("commands", { sentAt: Date.now(), commands: some.map(({ id, kind, at, door, candidate, act, form }) => ({ id, kind, at, door, candidate, act, form })) });
        stuck = await heard(answer) ? null : trouble;
        if (stuck !== null) return;
        for (const one of (await answer.json()).answers) {
          const command = commands.find(command => command.id === one.id);
          // What is confirmed keeps no more than the sentence; what is refused keeps all, until somebody has read it.
          commands[commands.indexOf(command)] = one.result === "refused" ? { ...command, answer: one.result, said: one.said } : { id: command.id, order: command.order, kind: command.kind, answer: one.result, said: one.said };
          if (one.person) people.set(one.person.id, one.person);
          told = one.said;
        }
        if (list) list.people = [...people.values()];
        const transaction = db.transaction(["kept", "commands"], "readwrite");
        if (list) transaction.objectStore("kept").put(list, "list");
        for (const command of commands.filter(command => some.some(sent => sent.id === command.id))) transaction.objectStore("commands").put(command);
        await done(transaction);
        mark();
        // Who was without network for long has much to send: meanwhile the others' arrivals are seen.
        if (waiting().length) await refresh();
        show();
      }
    } catch {
      online = false;
    } finally {
      sending = false;
    }
  }

  async function note(command) {
    const kept = { id: crypto.randomUUID(), order: Math.max(0, ...commands.map(command => command.order)) + 1, at: Date.now(), door: localStorage.getItem("desk-door") || null, ...command };
    await store("commands", commands => commands.put(kept));
    commands.push(kept);
    mark();
    told = say(`Device.Said.${kept.kind}`, kept.name);
    at("find").value = "";
    at("find").focus();
    show();
    if (navigator.onLine) {
      await send();
      await refresh();
      show();
    }
  }

  // Names go when nobody is signed in and when the day is over; what waits stays until it is sent, and what was refused until it is read.
  async function forget() {
    list = null;
    people = new Map();
    commands = commands.filter(command => !command.answer || command.answer === "refused");
    const transaction = db.transaction(["kept", "commands"], "readwrite");
    transaction.objectStore("kept").delete("list");
    transaction.objectStore("commands").clear();
    for (const command of commands) transaction.objectStore("commands").put(command);
    await done(transaction);
  }

  // Somebody as they are here: what waits laid over what the server said.
  function stand(person) {
    const last = waiting().filter(command => command.id === person.id || command.candidate === person.id || (command.kind === "undo" && command.of === person.id)).pop();
    return last ? { ...person, pending: last.kind, lastAct: last } : person;
  }

  // Everybody known here; who was registered here and is not sent yet too.
  const everybody = () => [...people.values(), ...waiting().filter(command => command.kind === "walk_in").map(({ id, name }) => ({ id, name, words: fold(name), code: "", told: "", state: "expected", stops: [] }))];

  // The same folding as the server's: accents and case do not count, and what parts words is no letter.
  const fold = text => text.normalize("NFKD").toLowerCase().replace(/\p{M}|\p{Cf}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/ø/g, "o").replace(/ł/g, "l").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  function find(typed) {
    const badge = typed.trim().split("*");
    if (badge.length === 4 && badge[0] === "JD" && decodeURIComponent(badge[1]) === main.dataset.edition)
      return [...people.values()].filter(person => person.code === decodeURIComponent(badge[2]));
    const sought = fold(typed);
    if (!sought.length || sought.join("").length < 2) return null;
    return everybody().filter(person => sought.every(word => person.words.some(own => own.startsWith(word)))).sort((a, b) => a.name.localeCompare(b.name));
  }

  const make = (name, text, of = {}) => { const made = Object.assign(document.createElement(name), of); if (text) made.textContent = text; return made; };
  const french = document.documentElement.lang === "fr";
  const clock = time => new Date(time + offset).toLocaleTimeString(french ? "fr" : "en-GB", { hour: french ? "numeric" : "2-digit", minute: "2-digit", timeZone: main.dataset.zone }).replace(":", french ? "h" : ":").replace(/^0(?=\dh)/, "");

  function line(person) {
    const own = stand(person), comes = own.pending === "check_in" || own.pending === "walk_in", item = make("li"), about = make("div"), name = make("p", person.name, { className: "desk-name" });
    name.append(make("small", [person.told, person.code].filter(Boolean).join(" · ")));
    const stop = person.stops.find(stop => Date.parse(stop.until) > now());
    const state = comes ? [say("Device.In", clock(own.lastAct.at)), "warn"]
      : own.pending === "undo" ? [say("Device.Out"), "warn"]
      : own.state === "received" ? [say("State.received", own.since), "good"]
      : own.state === "cancelled" ? [say("State.cancelled"), "warn"] : [say("State.expected"), "run"];
    const tag = make("p");
    tag.append(make("span", state[0], { className: `tag ${state[1]}` }));
    about.append(name, make("p", stop ? stop.where : say("NoInterview"), { className: "desk-where" }), tag);
    const isIn = own.pending ? comes : own.state === "received", act = comes ? own.lastAct.id : own.entry;
    // Another desk was quicker: whoever was about to press the one button does not press the other, which has just taken its place.
    const turned = offered.has(person.id) && offered.get(person.id) !== isIn ? performance.now() : -moment;
    offered.set(person.id, isIn);
    item.append(about);
    // Who was registered here and taken back is received as somebody new.
    if (isIn ? act : people.has(person.id)) {
      const button = make("button", say(isIn ? "Undo" : own.state === "cancelled" ? "Receive.cancelled" : "Receive"), { type: "button", className: isIn ? "quiet" : "" });
      button.append(" ", make("span", person.name, { className: "hidden" }));
      button.addEventListener("click", () => { if (performance.now() - turned < moment) return; button.disabled = true; note(isIn ? { kind: "undo", act, of: person.id, name: person.name } : { kind: "check_in", candidate: person.id, name: person.name }); });
      const form = make("div", null, { className: "desk-act" });
      form.append(button);
      item.append(form);
    }
    return item;
  }

  function show() {
    const left = waiting(), wait = left.length === 0 ? say("Device.Wait.None") : left.length === 1 ? say("Device.Wait.One") : say("Device.Wait.Many", left.length);
    const now1 = online === null ? say("Device.Sending") : !online ? say("Device.Offline") : trouble ? (words[trouble] || trouble) : say("Device.Online");
    put(at("state"), `${over ? say("Device.Over") + " " : ""}${now1} ${wait}${list || over ? "" : " " + say("Device.Empty")}${list && !online ? " " + say("Device.Age", clock(heardAt || Date.parse(list.now) - offset)) : ""}`, `note ${!online || trouble || left.length ? "warn" : "good"}`);
    put(at("told"), told || "", told ? "note" : "");
    const typed = at("find").value, found = typed ? find(typed) : null;
    // A list that is the same stays: whoever is about to press one of its buttons must not miss it.
    const shown = JSON.stringify(found && found.slice(0, most).map(stand));
    if (at("people").dataset.shown !== shown) {
      at("people").dataset.shown = shown;
      if (offeredFor !== typed) offered.clear();
      offeredFor = typed;
      at("people").replaceChildren(...(found || []).slice(0, most).map(line));
    }
    put(at("none"), found && !found.length ? say("Found.None", typed) : "");
    lines("waiting", left.map(command => make("li", `${clock(command.at)} · ${say(`Device.Said.${command.kind}`, command.name)}`)), left.map(command => command.id).join());
    const ended = commands.filter(command => command.answer).slice(-20).reverse();
    lines("done", ended.map(command => {
      const item = make("li", command.answer === "refused" ? `${say("Device.Refused", command.name)} ${command.said}` : command.said);
      if (command.answer === "refused") {
        const read = make("button", say("Device.Read"), { type: "button", className: "quiet" });
        read.addEventListener("click", async () => { commands = commands.filter(other => other !== command); await store("commands", kept => kept.delete(command.id)); show(); });
        item.append(" ", read);
      }
      return item;
    }), ended.map(command => command.id + command.answer).join());
    lines("arrivals", (list ? list.arrivals : []).map(arrival => make("li", arrival)), list ? list.arrivals.join() : "");
    if (list) put(at("doors"), list.doors.join(" · "));
    if (list)
      for (const [name, number] of Object.entries({ received: list.received, expected: list.registered - list.received, walkIns: list.walkIns }))
        put(document.querySelector(`[data-count=${name}]`), String(number));
  }

  function put(element, text, className) {
    if (element.textContent !== text) element.textContent = text;
    if (className !== undefined && element.className !== className) element.className = className;
  }

  function lines(name, items, key) {
    document.querySelector(`[data-none=${name}]`).hidden = items.length > 0;
    if (at(name).dataset.shown === String(key)) return;
    at(name).dataset.shown = key;
    at(name).replaceChildren(...items);
  }

  at("search").addEventListener("submit", event => { event.preventDefault(); told = null; show(); });
  at("find").addEventListener("input", () => { told = null; show(); });
  at("door-form").addEventListener("submit", event => { event.preventDefault(); localStorage.setItem("desk-door", at("door").value.trim()); told = at("door").value.trim(); show(); });
  at("walk-in-form").addEventListener("submit", async event => {
    event.preventDefault();
    const typed = event.target.elements, value = name => typed[name].value.trim(), form = { lastName: value("lastName"), firstName: value("firstName"), reach: value("reach") || null, birthYear: value("birthYear") || null, consent: typed.consent.checked ? "true" : null, followUp: typed.followUp.checked ? "true" : null };
    const mine = [...fold(form.lastName), ...fold(form.firstName)].sort().join(" ");
    const namesake = everybody().some(person => fold(person.name).sort().join(" ") === mine);
    const wrong = !form.lastName || !form.firstName ? say("Device.Name") : !form.consent ? say("Consent.Missing") : namesake && at("wrong").dataset.seen !== mine ? say("Device.Namesake", `${form.lastName} ${form.firstName}`) : null;
    at("wrong").hidden = !wrong;
    put(at("wrong"), wrong || "");
    at("wrong").dataset.seen = namesake ? mine : "";
    if (wrong) return;
    event.target.reset();
    at("walk-in").open = false;
    await note({ kind: "walk_in", form, name: `${form.lastName} ${form.firstName}` });
  });

  // Signing out takes everything off the device, but nothing that was not sent yet.
  at("leave").addEventListener("submit", async event => {
    if (leaving) return;
    event.preventDefault();
    if (navigator.onLine) await send();
    if (waiting().length) { told = say("Device.Leave"); show(); return; }
    // The kept page has no token that is still good: the desk's own has.
    const page = await fetch(path, { cache: "no-store" }).then(answer => answer.text()).catch(() => null);
    const token = page && new DOMParser().parseFromString(page, "text/html").querySelector("[name=__RequestVerificationToken]");
    leaving = true;
    db.close();
    await new Promise(gone => { const asked = indexedDB.deleteDatabase(`desk ${path}`); asked.onsuccess = asked.onerror = asked.onblocked = gone; });
    localStorage.removeItem("desk-door");
    for (const name of await caches.keys()) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
    if (!page) { put(at("told"), say("Device.Left"), "note warn"); at("people").replaceChildren(); at("search").hidden = true; return; }
    if (token) event.target.append(make("input", null, { type: "hidden", name: token.name, value: token.value }));
    event.target.submit();
  });

  // A browser that says there is no network is believed for a while: asking would only fill its log.
  let asked = 0;
  async function live() {
    if (leaving) return;
    try {
      over = over ? !list : list !== null && now() > Date.parse(list.dayEnds);
      if (over && list) await forget();
      if (navigator.onLine || performance.now() - asked > 60 * second) {
        asked = performance.now();
        await send();
        await refresh();
      } else {
        online = false;
      }
      show();
    } finally {
      setTimeout(live, document.visibilityState === "visible" ? (online ? look : 2 * second) : 15 * second);
    }
  }

  async function keep() {
    await navigator.serviceWorker.register("/registration/desk/worker.js");
    const worker = (await navigator.serviceWorker.ready).active;
    navigator.serviceWorker.addEventListener("message", event => { if (event.data.kept) put(at("kept"), say("Device.Kept")); });
    worker.postMessage({ keep: [location.pathname, ...[...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map(part => part.getAttribute("href") || part.getAttribute("src")), at("camera").dataset.decoder] });
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  }

  addEventListener("online", () => { send().then(refresh).then(show); });
  addEventListener("offline", () => { online = false; show(); });
  (async () => {
    at("door").value = localStorage.getItem("desk-door") || "";
    db = await opened();
    await load();
    show();
    if (navigator.serviceWorker) keep().catch(() => { });
    await live();
  })();
})();
