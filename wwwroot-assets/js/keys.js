// Shortcuts, without a circuit. A single key only moves the focus or opens something; it never decides. data-key="a" on an element
// names its key; data-arrows on a list lets j, k and the arrows go through its links, or through those that its value selects; a switch turns
// single keys off (WCAG 2.1.4).
(() => {
  const stored = "jitportal.keys";
  const on = () => localStorage.getItem(stored) !== "off";
  const typing = (element) => element?.closest?.("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
  const visible = (element) => element.checkVisibility?.() !== false && !element.disabled;

  const step = (list, by) => {
    const items = [...list.querySelectorAll(list.dataset.arrows || "a[href]")].filter(visible);
    const at = Math.max(items.indexOf(document.activeElement), items.findIndex((item) => item.getAttribute("aria-current") === "true"));
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    next?.focus();
    return next;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("form[data-ctrl-enter]");
      // What was typed last counts too: a field tells of it when it loses the focus, and here it keeps it.
      if (form && event.target.matches("input, textarea, select")) event.target.dispatchEvent(new Event("change", { bubbles: true }));
      form?.requestSubmit();
      return;
    }
    if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey)) {
      const save = [...document.querySelectorAll('[data-key="ctrl-s"]')].find(visible);
      // What was typed last counts too: an input tells of it when it loses the focus.
      if (save) { event.preventDefault(); save.focus(); save.click(); }
      return;
    }
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      const palette = document.getElementById("palette");
      if (!palette) return;
      event.preventDefault();
      if (palette.open) palette.close();
      else { palette.showModal(); palette.querySelector("input").select(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const within = event.target.closest?.("dialog") ?? document;
    const list = event.target.closest?.("[data-arrows]") ?? [...within.querySelectorAll("[data-arrows]")].find((found) => within !== document || !found.closest("dialog"));
    if (list && ["ArrowDown", "ArrowUp"].includes(event.key) && (list.contains(event.target) || event.target.matches?.("input[type=search], dialog input"))) {
      event.preventDefault();
      step(list, event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (!on() || typing(event.target) || within !== document) return;
    if (list && ["j", "k"].includes(event.key)) {
      step(list, event.key === "j" ? 1 : -1)?.click();
      return;
    }
    const key = event.key.toLowerCase();
    if (!/^[a-z/]$/.test(key)) return;
    const wanted = [...document.querySelectorAll(`[data-key="${key}"]`)].filter(visible);
    const nearest = wanted.find((element) => element.closest("[data-scope]")?.contains(document.activeElement)) ?? wanted[0];
    if (!nearest) return;
    event.preventDefault();
    nearest.focus();
    if ("keyOpens" in nearest.dataset) nearest.click();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-keys-switch]")) return;
    localStorage.setItem(stored, event.target.checked ? "on" : "off");
    show();
  });

  // A switch is drawn by the server, which does not know how it stands.
  const show = () => {
    document.documentElement.dataset.keys = on() ? "on" : "off";
    for (const found of document.querySelectorAll("[data-keys-switch]")) found.checked = on();
  };
  show();
  document.addEventListener("DOMContentLoaded", () => {
    show();
    new MutationObserver(show).observe(document.body, { subtree: true, childList: true });
  });
})();
