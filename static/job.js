// Shows how far a job is while its page stays open. Without it, a link on the page does the same.
const EVERY = 2000;

async function look() {
  const shown = document.getElementById("job");
  const address = shown && shown.dataset.open;
  if (!address) return;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("job");
      if (now && now.innerHTML !== shown.innerHTML) shown.replaceWith(now);
    }
  } catch {
    // The connection is away: the next look may find it.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
