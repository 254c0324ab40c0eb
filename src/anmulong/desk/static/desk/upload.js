/* Comfort for files: a chosen file is sent at once in parts, and goes on where it stopped after a broken connection,
   also when the page was left meanwhile: choosing the same file again continues its upload.
   Without script the form sends the files itself. */
(function () {
  "use strict";

  const TRIES = 6;
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  async function ask(url, options, token, more) {
    const headers = { "X-CSRFToken": token, ...more };
    const answer = await fetch(url, { credentials: "same-origin", ...options, headers });
    const told = await answer.json().catch(() => ({}));
    if (answer.status >= 500) throw new Error("server");
    return { ok: answer.ok, told };
  }

  /* Which upload a file is, remembered by size and time only: a file's name may name people. */
  const markOf = (file, input) => `upload ${input.dataset.uploadUrl} ${file.size} ${file.lastModified}`;

  async function begin(file, input, token) {
    const known = localStorage.getItem(markOf(file, input));
    if (known) {
      const answer = await ask(`${input.dataset.uploadUrl}${known}/`, {}, token);
      if (answer.ok && answer.told.expected === file.size) return answer;
    }
    const body = new FormData();
    body.append("name", file.name);
    body.append("size", String(file.size));
    const answer = await ask(input.dataset.uploadUrl, { method: "POST", body }, token);
    if (answer.ok) localStorage.setItem(markOf(file, input), answer.told.uid);
    return answer;
  }

  /* Browsers reckon digests on this machine and over https only; elsewhere the part goes without. */
  async function digestOf(part) {
    if (!window.crypto || !crypto.subtle) return {};
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await part.arrayBuffer()));
    return { "X-Part-Digest": Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
  }

  async function sendParts(file, start, base, token, show) {
    let sent = start.received;
    let failures = 0;
    while (sent < file.size) {
      try {
        const part = file.slice(sent, sent + start.part);
        const digest = await digestOf(part);
        const answer = await ask(`${base}?offset=${sent}`, { method: "PUT", body: part }, token, digest);
        if (answer.told.received === undefined || answer.told.received === null) return answer.told.error;
        if (answer.told.received <= sent) throw new Error("not taken");
        sent = answer.told.received;
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures >= TRIES) throw error;
        await wait(failures);
      }
      show(Math.floor((100 * sent) / file.size));
    }
    return "";
  }

  async function send(file, input, token, show) {
    const start = await begin(file, input, token);
    if (!start.ok) return { error: start.told.error };
    const base = `${input.dataset.uploadUrl}${start.told.uid}/`;
    const wrong = await sendParts(file, start.told, base, token, show);
    if (wrong) return { error: wrong };
    const end = await ask(`${base}finish/`, { method: "POST" }, token);
    localStorage.removeItem(markOf(file, input));
    return end.ok ? { uid: end.told.uid } : { error: end.told.error };
  }

  function lineFor(input, file) {
    let list = input.parentElement.querySelector("[data-upload-list]");
    if (!list) {
      list = document.createElement("ul");
      list.className = "am-plain am-small";
      list.dataset.uploadList = "";
      list.setAttribute("role", "status");
      input.after(list);
    }
    const line = document.createElement("li");
    list.append(line);
    return (text) => { line.textContent = `${file.name} · ${text}`; };
  }

  async function take(input) {
    const form = input.form;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const kept = form.querySelector("[name=uploaded]");
    const button = form.querySelector("button:not([type=button])");
    const files = Array.from(input.files);
    input.value = "";
    button.disabled = true;
    for (const file of files) {
      const say = lineFor(input, file);
      const words = input.dataset;
      try {
        say(words.uploadSending);
        const found = await send(file, input, token, (percent) => say(`${words.uploadSending} ${percent} %`));
        if (found.uid) kept.value = `${kept.value} ${found.uid}`.trim();
        say(found.uid ? words.uploadDone : found.error || words.uploadFailed);
      } catch (error) {
        say(words.uploadFailed);
      }
    }
    button.disabled = false;
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file][data-upload-url]") && event.target.files.length) take(event.target);
  });
})();
