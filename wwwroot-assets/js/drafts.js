// What is typed into a form with data-draft is kept in this tab, so that it outlives a lost connection, a reload and the back
// button. It goes when the form was sent and its page has given way, and with the session. It is its writer's: whoever signs in next in
// this tab is not shown it.
(() => {
  const prefix = "jitportal.draft.";
  const sentKey = "jitportal.sent";   // outlives the way to the issuer and back
  const keyOf = (form) => `${prefix}${form.dataset.draftOf}.${form.dataset.draft}`;
  const texts = (form) => [...form.querySelectorAll("textarea[id], input[id]:not([type=radio]):not([type=checkbox]):not([type=hidden])")];
  const lengths = (form) => [...form.querySelectorAll("input[type=radio][name=length]")];
  const forget = (which) => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix) && which(key)).forEach((key) => sessionStorage.removeItem(key));

  const keep = (form) => {
    const draft = { length: lengths(form).findIndex((choice) => choice.checked) };
    for (const field of texts(form)) draft[field.id] = field.value;
    sessionStorage.setItem(keyOf(form), JSON.stringify(draft));
  };

  const bring = (form) => {
    form.dataset.brought = "true";
    forget((key) => !key.startsWith(`${prefix}${form.dataset.draftOf}.`));
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
    for (const form of document.querySelectorAll("[data-live=true] form[data-draft-of]:not([data-brought])")) bring(form);
    const sent = sessionStorage.getItem(sentKey);
    if (sent && location.pathname.startsWith("/requests/") && !document.querySelector("form[data-draft]")) {
      sessionStorage.removeItem(sent);
      sessionStorage.removeItem(sentKey);
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft-of]");
    if (form) keep(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches?.("form[data-draft-of]")) sessionStorage.setItem(sentKey, keyOf(event.target));
    if (event.target.matches?.("form[action='/sign-out']")) forget(() => true);
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-live", "data-draft-of"] });
    look();
  });
})();
