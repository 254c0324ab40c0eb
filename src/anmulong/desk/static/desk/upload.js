/* Comfort for files: a chosen file is sent at once in parts, and goes on where it stopped after a broken connection.
   Without script the form sends the files itself. */
(function () {
  "use strict";

  const TRIES = 6;
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  async function ask(url, options, token) {
    const answer = await fetch(url, { credentials: "same-origin", ...options, headers: { "X-CSRFToken": token } });
    const told = await answer.json().catch(() => ({}));
    if (answer.status >= 500) throw new Error("server");
    return { ok: answer.ok, told };
  }

  async function sendParts(file, start, base, token, show) {
    let sent = start.received;
    let failures = 0;
    while (sent < file.size) {
      try {
        const part = file.slice(sent, sent + start.part);
        const answer = await ask(`${base}?offset=${sent}`, { method: "PUT", body: part }, token);
        if (answer.told.received === undefined || answer.told.received === null) return answer.told.error;
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
    const body = new FormData();
    body.append("name", file.name);
    body.append("size", String(file.size));
    const start = await ask(input.dataset.uploadUrl, { method: "POST", body }, token);
    if (!start.ok) return { error: start.told.error };
    const base = `${input.dataset.uploadUrl}${start.told.uid}/`;
    const wrong = await sendParts(file, start.told, base, token, show);
    if (wrong) return { error: wrong };
    const end = await ask(`${base}finish/`, { method: "POST" }, token);
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
