// Sends the form of a target over plain same-origin HTTP. There is a secret in it, so it never passes through the circuit: that
// learns only what was found. A secret that was kept is cleared from the page too.
export async function send(form, path) {
  const answer = await fetch(path, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
  }).catch(() => null);
  const body = await answer?.json().catch(() => null);
  if (!answer?.ok || !body) {
    return { saved: null, findings: [], errors: [], problem: body?.detail ?? body?.title ?? form.dataset.unanswered };
  }
  if (body.saved) {
    for (const secret of form.querySelectorAll("[data-secret]")) secret.value = "";
  }
  return body;
}
