"use strict";
(() => {
  // A picture: larger, smaller, whole, moved by hand; or only what is next to one thing of it.
  for (const tools of document.querySelectorAll(".map-tools")) {
    const figure = document.getElementById(tools.dataset.of);
    const svg = figure.querySelector("svg");
    const [wide, high] = [svg.width.baseVal.value, svg.height.baseVal.value];
    let scale = 1;
    const show = (to) => {
      const x = (figure.scrollLeft + figure.clientWidth / 2) / scale;
      const y = (figure.scrollTop + figure.clientHeight / 2) / scale;
      scale = Math.min(4, Math.max(0.1, to));
      svg.setAttribute("width", wide * scale);
      svg.setAttribute("height", high * scale);
      figure.scrollLeft = x * scale - figure.clientWidth / 2;
      figure.scrollTop = y * scale - figure.clientHeight / 2;
    };
    const whole = () => show(Math.min(1, figure.clientWidth / wide));
    for (const button of tools.querySelectorAll("button")) {
      const by = Number(button.dataset.zoom);
      button.addEventListener("click", () => (by ? show(scale * by) : whole()));
    }
    figure.addEventListener("keydown", (event) => {
      if (event.key === "+") show(scale * 1.25);
      if (event.key === "-") show(scale / 1.25);
      if (event.key === "0") whole();
    });
    figure.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      show(event.deltaY < 0 ? scale * 1.1 : scale / 1.1);
    }, { passive: false });

    let held = null;
    figure.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
      held = { x: event.clientX + figure.scrollLeft, y: event.clientY + figure.scrollTop };
      figure.setPointerCapture(event.pointerId);
    });
    figure.addEventListener("pointermove", (event) => {
      if (!held) return;
      figure.scrollLeft = held.x - event.clientX;
      figure.scrollTop = held.y - event.clientY;
    });
    const release = () => (held = null);
    figure.addEventListener("pointerup", release);
    figure.addEventListener("pointercancel", release);

    const only = tools.querySelector("select");
    only.addEventListener("change", () => {
      const near = new Set([only.value]);
      for (const arrow of svg.querySelectorAll("[data-ends]")) {
        const ends = arrow.dataset.ends.split(" ");
        const drawn = !only.value || ends.includes(only.value);
        arrow.classList.toggle("off", !drawn);
        if (drawn) ends.forEach((end) => near.add(end));
      }
      for (const thing of svg.querySelectorAll("[data-node]")) {
        thing.classList.toggle("off", only.value !== "" && !near.has(thing.dataset.node));
      }
    });
    tools.hidden = false;
  }
})();
