"use strict";
(() => {
  // Search: what does not have every word is hidden.
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const items = [...document.querySelectorAll(".item")];
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    found.textContent = words.length ? `${shown} of ${items.length}` : "";
  });

  // A link to something that is folded unfolds it.
  const reveal = () => {
    const at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = at; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
    }
    if (at) at.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Without an assumption: what falls with it is struck out.
  const boxes = [...document.querySelectorAll("input[data-falls]")];
  const strike = () => {
    const gone = new Set(boxes.filter((box) => !box.checked).flatMap((box) => JSON.parse(box.dataset.falls)));
    for (const item of items) {
      const all = JSON.parse(item.dataset.sentences || "[]");
      item.classList.toggle("fallen", all.some((one) => gone.has(one)));
    }
  };
  for (const box of boxes) box.addEventListener("change", strike);

  // On paper everything is unfolded.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
