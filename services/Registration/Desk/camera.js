// The camera at the desk: its picture in the page, the first badge that it sees read, what it says put into the search field and looked for. It is on only while somebody looks at it,
// and nothing of its picture leaves the page or is kept.
(() => {
  const at = id => document.getElementById(id), button = at("camera-open"), media = navigator.mediaDevices;
  // Browsers hide the camera from an address that is not secure: then the button says so.
  if (!button || (isSecureContext && !(media && media.getUserMedia))) return;
  const find = at("find"), view = at("camera"), video = at("camera-picture"), words = Object.fromEntries([...at("camera-words").children].map(word => [word.dataset.key, word.textContent]));
  const badge = /^JD\*(?:[^*%]|%2A|%25)+\*(?:[^*%]|%2A|%25)+\*\d\d$/, pace = 120, away = 1500, longest = 960;
  // What was read last: a badge that is still held up is not read again.
  let stream = null, turn = 0, on = false, last = find.value.trim();

  const show = (key, look = "note") => {
    const told = at("camera-told"), text = key ? words[key] : "";
    if (told.textContent !== text) told.textContent = text;
    told.className = key ? look : "";
  };

  // The browser's own where it reads QR codes, else ours: loaded when it is needed, and kept by the page without network.
  async function readerOf(own) {
    if (!own && "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => { const [code] = await detector.detect(video); return code ? code.rawValue : null; };
    }
    const { readQr } = await import(view.dataset.decoder), canvas = document.createElement("canvas"), drawn = canvas.getContext("2d", { willReadFrequently: true });
    return () => {
      const less = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight)), width = canvas.width = video.videoWidth * less | 0, height = canvas.height = video.videoHeight * less | 0;
      drawn.drawImage(video, 0, 0, width, height);
      const { data } = drawn.getImageData(0, 0, width, height), grey = new Uint8Array(width * height);
      for (let i = 0; i < grey.length; i++) grey[i] = (data[4 * i] * 77 + data[4 * i + 1] * 150 + data[4 * i + 2] * 29) >> 8;
      return readQr(grey, width, height);
    };
  }

  function stop(key, look) {
    turn++;
    on = false;
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = video.srcObject = null;
    view.hidden = true;
    button.textContent = words["Camera"];
    show(key, look);
  }

  async function start() {
    if (!isSecureContext) return show("Camera.Insecure", "note warn");
    const mine = ++turn, ended = () => mine !== turn;
    on = true;
    button.textContent = words["Camera.Stop"];
    show("Camera.Starting");
    try {
      const asked = await media.getUserMedia({ audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } });
      if (ended()) return asked.getTracks().forEach(track => track.stop());
      stream = asked;
      stream.getTracks().forEach(track => track.addEventListener("ended", () => { if (!ended()) stop("Camera.Stopped", "note warn"); }));
      view.hidden = false;
      video.srcObject = stream;
      await video.play();
      view.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (!ended()) stop({ NotAllowedError: "Camera.Refused", SecurityError: "Camera.Refused", NotFoundError: "Camera.None", OverconstrainedError: "Camera.None" }[error.name] || "Camera.Busy", "note warn");
      return;
    }
    try {
      await look(ended);
    } catch {
      if (!ended()) stop("Camera.NoReader", "note warn");
    }
  }

  // Until a badge is read or the camera is stopped.
  async function look(ended) {
    let own = false, read = await readerOf(own).catch(() => { own = true; return readerOf(own); }), seenAt = performance.now();
    if (!ended()) show("Camera.Show");
    for (; !ended(); await new Promise(next => setTimeout(next, pace))) {
      let text = null;
      try {
        text = video.videoWidth ? await read() : null;
      } catch (error) {
        // A browser may have a reader by name only.
        if (own) throw error;
        own = true;
        read = await readerOf(own);
      }
      if (ended()) return;
      const code = (text || "").trim(), now = performance.now();
      if (!code) {
        if (now - seenAt < away) continue;
        last = null;
        show("Camera.Show");
        continue;
      }
      seenAt = now;
      if (code === last) show("Camera.Same");
      else if (!badge.test(code)) show("Camera.NoBadge", "note warn");
      else {
        last = code;
        // Whoever sees the page sees who it is.
        stop("Camera.Read", "hidden");
        find.value = code;
        find.form.requestSubmit();
        find.form.nextElementSibling.scrollIntoView({ block: "nearest" });
      }
    }
  }

  button.hidden = false;
  button.addEventListener("click", () => { if (on) stop(); else start(); });
  document.addEventListener("visibilitychange", () => { if (on && document.visibilityState === "hidden") stop("Camera.Stopped"); });
  addEventListener("pagehide", () => stop());
})();
