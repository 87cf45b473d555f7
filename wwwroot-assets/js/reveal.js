// Fetches a secret over plain same-origin HTTP and writes it into the page. It never passes through the circuit, so it is in no
// log, trace or render batch of the server; after a minute, or when the page goes away, it is gone from the page too.
const visibleFor = 60_000;

export async function reveal(form, output, announce) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
  });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => null);
    return { shown: false, words: problem?.detail ?? problem?.title ?? form.dataset.failed };
  }

  const { secret } = await answer.json();
  output.textContent = secret;
  const clear = () => {
    output.textContent = "";
    announce.invokeMethodAsync("Hidden").catch(() => {});
  };
  const timer = setTimeout(clear, visibleFor);
  addEventListener("pagehide", () => { clearTimeout(timer); output.textContent = ""; }, { once: true });
  return { shown: true, words: "" };
}
