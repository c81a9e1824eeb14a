// The hall's board and the public screen. Asks twice a second whether anything is new (304: nothing), says how old the data are when nobody answers, counts down to the gong.
(() => {
  const live = document.querySelector('[data-live]');
  if (!live) return;
  const stale = document.querySelector('[data-stale]');
  const calls = document.querySelector('[data-calls]');
  const sound = document.querySelector('[data-sound]');
  const every = 500, patience = 5000, turn = 8000;
  let version = live.dataset.version, ahead = 0, heard = Date.now(), sounded = null, audio = null, page = 0;

  const gong = () => live.querySelector('[data-gong]');
  // The device's clock may be wrong by hours: what counts is the server's.
  const listen = () => { const at = gong(); if (at) ahead = Number(at.dataset.now) - Date.now(); };
  const now = () => Date.now() + ahead;

  const replace = html => {
    const focused = document.activeElement, inside = live.contains(focused);
    const key = inside && focused.name === 'do' ? focused.value.split(' ').slice(0, 2).join(' ') : null;
    const row = inside ? focused.closest('[id]')?.id : null;
    const known = new Set([...live.querySelectorAll('[data-call]')].map(one => one.dataset.call));
    live.innerHTML = html;
    listen();
    count();
    show();
    if (calls) {
      const fresh = [...live.querySelectorAll('[data-call]')].map(one => one.dataset.call).filter(call => !known.has(call));
      if (fresh.length) calls.textContent = fresh.join('. ');
    }
    if (!inside) return;
    const same = key && [...live.querySelectorAll('button[name=do]')].find(one => one.value.startsWith(key));
    const target = same || (row && document.getElementById(row)?.querySelector('button, a'));
    target?.focus({ preventScroll: true });
  };

  const ask = async () => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patience);
    try {
      const answer = await fetch(live.dataset.live, { headers: { 'If-None-Match': `"${version}"`, 'Accept': 'text/html' }, cache: 'no-store', redirect: 'error', signal: stop.signal });
      if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
      const html = answer.ok ? await answer.text() : null;
      heard = Date.now();
      // Not under a finger that is just pressing a button: the next second will do.
      if (html !== null && !live.querySelector('button:active')) {
        replace(html);
        version = (answer.headers.get('ETag') || '').replace(/^W\//, '').replaceAll('"', '');
      }
    } catch { /* Said by age(). */ }
    clearTimeout(timer);
    setTimeout(ask, document.hidden ? every * 10 : every);
  };

  const age = () => {
    if (!stale) return;
    const seconds = Math.floor((Date.now() - heard) / 1000), lost = seconds * 1000 > patience && !document.hidden;
    // Said once in ten seconds, not each second, to who listens.
    if (lost && (stale.hidden || seconds % 10 === 0)) stale.textContent = stale.dataset.text.replace('{0}', seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`);
    stale.hidden = !lost;
  };

  const ring = () => {
    if (audio) {
      for (const [tone, loud] of [[523, .5], [784, .25], [1318, .12]]) {
        const voice = audio.createOscillator(), volume = audio.createGain();
        voice.frequency.value = tone;
        volume.gain.setValueAtTime(loud, audio.currentTime);
        volume.gain.exponentialRampToValueAtTime(.001, audio.currentTime + 2.5);
        voice.connect(volume).connect(audio.destination);
        voice.start();
        voice.stop(audio.currentTime + 2.5);
      }
    }
    document.body.classList.add('gong-sounds');
    setTimeout(() => document.body.classList.remove('gong-sounds'), turn);
  };

  const count = () => {
    const at = gong(), left = at && at.dataset.gong ? Math.ceil((Number(at.dataset.gong) - now()) / 1000) : null;
    if (left === null) return;
    const text = at.querySelector('[data-countdown]');
    if (text) text.textContent = `${Math.max(0, Math.floor(left / 60))}:${String(Math.max(0, left % 60)).padStart(2, '0')}`;
    at.classList.toggle('soon', left <= 60);
    if (left <= 0 && left > -30 && sounded !== at.dataset.gong) {
      sounded = at.dataset.gong;
      ring();
    }
  };

  // The screen's pages, one after another.
  const show = () => {
    const pages = [...live.querySelectorAll('[data-page]')];
    if (pages.length) pages.forEach((one, at) => { one.hidden = at !== page % pages.length; });
  };

  sound?.removeAttribute('hidden');
  sound?.addEventListener('click', () => {
    const text = sound.textContent;
    if (audio) { audio.close(); audio = null; } else { audio = new AudioContext(); ring(); }
    sound.setAttribute('aria-pressed', String(audio !== null));
    sound.textContent = sound.dataset.on;
    sound.dataset.on = text;
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) age(); });
  listen();
  show();
  setInterval(() => { count(); age(); }, 250);
  setInterval(() => { page++; show(); }, turn);
  setTimeout(ask, every);
})();
