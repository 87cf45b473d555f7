// Giving back can be undone for a few seconds. They run here and not in the circuit, so that neither the click nor the undo is lost
// with a connection: a form with data-undo="5" waits that long and is then posted in the background. Without scripts it posts at once.
(() => {
  const pending = new Map();

  const send = async (form, data) => {
    pending.delete(form);
    form.dataset.state = "sent";
    try {
      // keepalive: leaving the page within the seconds gives back at once, that was the wish.
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { accept: "application/json" }, credentials: "same-origin", redirect: "error", keepalive: true });
      if (answer.ok) return;
      const problem = await answer.json().catch(() => null);
      fail(form, problem?.detail ?? problem?.title ?? form.dataset.failed);
    } catch {
      fail(form, form.dataset.unanswered);
    }
  };

  const fail = (form, words) => {
    form.dataset.state = "failed";
    const place = form.querySelector("[data-undo-problem]");
    if (place) place.textContent = words;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form[data-undo]");
    if (!form) return;
    event.preventDefault();
    if (pending.has(form) || form.dataset.state === "sent") return;   // a double click
    const data = new URLSearchParams(new FormData(form));
    form.dataset.state = "leaving";
    pending.set(form, { data, timer: setTimeout(send, Number(form.dataset.undo) * 1000, form, data) });
    form.querySelector("[data-undo-stop]")?.focus();
  });

  document.addEventListener("click", (event) => {
    const form = event.target.closest?.("[data-undo-stop]")?.closest("form[data-undo]");
    if (!form || !pending.has(form)) return;
    clearTimeout(pending.get(form).timer);
    pending.delete(form);
    delete form.dataset.state;
    form.querySelector("[type=submit]")?.focus();
  });

  addEventListener("pagehide", () => {
    for (const [form, { data, timer }] of pending) {
      clearTimeout(timer);
      send(form, data);
    }
  });
})();
