"use strict";
(() => {
  // The page again when the analysis was saved, as it was scrolled and unfolded.
  const key = "strat-live";
  const parts = () => [...document.querySelectorAll("details")];
  const name = (one) => one.querySelector("summary").textContent;
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (kept) {
    sessionStorage.removeItem(key);
    const open = new Set(kept.open);
    for (const one of parts()) one.open = one.open || open.has(name(one));
    scrollTo(0, kept.at);
  }
  const again = () => {
    const open = parts().filter((one) => one.open).map(name);
    sessionStorage.setItem(key, JSON.stringify({ open, at: scrollY }));
    location.reload();
  };
  let version = null;
  const look = async () => {
    try {
      const answer = await fetch("version", { cache: "no-store" });
      const now = await answer.text();
      if (answer.ok && version !== null && now !== version) again();
      version = now;
    } catch {
      // The server is gone, or on its way back.
    }
    setTimeout(look, 1000);
  };
  look();
})();
