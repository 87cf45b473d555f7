// Shows the slim bar while the circuit is away. The page keeps its text; nothing is thrown away until the server says so.
const bar = document.getElementById("components-reconnect-modal");
const retry = document.getElementById("reconnect-retry");

const show = (state) => {
  document.documentElement.dataset.connection = state;
  bar.dataset.state = state;
};

async function again() {
  show("show");
  try {
    if (await Blazor.reconnect()) return;
    // The server is there but has forgotten this page: try to bring it back, else begin anew.
    if (!(await Blazor.resumeCircuit?.())) location.reload();
  } catch {
    show("failed");
  }
}

bar?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  switch (detail.state) {
    case "hide":
      delete document.documentElement.dataset.connection;
      delete bar.dataset.state;
      break;
    case "rejected":
      location.reload();
      break;
    case "failed":
      show("failed");
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again(), { once: true });
      break;
    default:
      show("show");
  }
});
retry?.addEventListener("click", again);
