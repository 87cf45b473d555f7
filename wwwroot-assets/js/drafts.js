// What is typed into a form with data-draft is kept in this tab, so that it outlives a lost connection, a reload and the back
// button. It goes when the form was sent and its page has given way, and with the session.
(() => {
  const prefix = "jitportal.draft.";
  const keyOf = (form) => prefix + form.dataset.draft;
  const texts = (form) => [...form.querySelectorAll("textarea[id], input[id]:not([type=radio]):not([type=checkbox]):not([type=hidden])")];
  const lengths = (form) => [...form.querySelectorAll("input[type=radio][name=length]")];
  let sent = null;

  const keep = (form) => {
    const draft = { length: lengths(form).findIndex((choice) => choice.checked) };
    for (const field of texts(form)) draft[field.id] = field.value;
    sessionStorage.setItem(keyOf(form), JSON.stringify(draft));
  };

  const bring = (form) => {
    form.dataset.brought = "true";
    const draft = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
    if (!draft || texts(form).some((field) => field.value)) return;   // a link's own text wins
    const length = lengths(form)[draft.length];
    if (length && !length.checked) length.click();
    for (const field of texts(form)) {
      if (!draft[field.id]) continue;
      field.value = draft[field.id];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const look = () => {
    // Before the page is live nobody hears what is brought back.
    for (const form of document.querySelectorAll("[data-live=true] form[data-draft]:not([data-brought])")) bring(form);
    if (sent && location.pathname.startsWith("/requests/") && !document.querySelector("form[data-draft]")) {
      sessionStorage.removeItem(sent);
      sent = null;
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches?.("form[data-draft]")) sent = keyOf(event.target);
    if (event.target.matches?.("form[action='/sign-out']"))
      Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)).forEach((key) => sessionStorage.removeItem(key));
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-live"] });
    look();
  });
})();
