// Runs before anything is painted or connected: what the browser knows and the server wants to know, and the choice of
// theme, which therefore works without a circuit. Loaded as a plain script because a module would run too late.
(() => {
  const year = 365 * 24 * 60 * 60;
  const remember = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? year : 0}; samesite=lax`;
  };

  remember("jitportal.zone", Intl.DateTimeFormat().resolvedOptions().timeZone ?? "");

  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-theme-choice]");
    if (!choice) return;
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = choice.dataset.themeChoice === "other" ? (dark ? "light" : "dark") : choice.dataset.themeChoice;
    remember("jitportal.theme", theme);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  });

  // A link in a popover leads to another page without a load, so the popover has to be told.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("a")) event.target.closest("[popover]")?.hidePopover();
  });

  // The browser's own dialogs: data-opens names one by its id, data-closes is inside.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest?.("[data-closes]")) event.target.closest("dialog")?.close();
    // Beside it is its backdrop.
    if (event.target instanceof HTMLDialogElement && event.target.dataset.light !== undefined) event.target.close();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-copy-address]");
    if (!button) return;
    const text = button.dataset.copyAddress ? new URL(button.dataset.copyAddress, location.href).href : button.dataset.copy || document.getElementById(button.dataset.copyFrom)?.textContent || "";
    await navigator.clipboard.writeText(text);
    const said = button.getAttribute("aria-label");
    button.setAttribute("aria-label", document.body.dataset.copied);
    button.dataset.copied = "true";
    setTimeout(() => {
      if (said === null) button.removeAttribute("aria-label");
      else button.setAttribute("aria-label", said);
      delete button.dataset.copied;
    }, 2000);
  });
})();
