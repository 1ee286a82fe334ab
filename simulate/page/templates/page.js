"use strict";
// The page as it is served is a plain form. This script sends the form while it is changed, and puts the answer in.
(() => {
  const form = document.querySelector("form");
  const pieces = ["kept", "aside", "more"];
  const [fields, mistakes, spoken] = ["form", "mistakes", "spoken"].map((id) => document.getElementById(id));
  const section = form.querySelector(".side");
  const moved = new Set();
  const wide = matchMedia("(min-width: 44rem)");
  let busy = false, waiting = null, speaking = 0, naming = 0, lost = null;
  document.documentElement.classList.add("scripted");
  if (location.port) document.querySelector("#lost code").append(` --port ${location.port}`);

  const number = (text) => (text.trim() === "" ? NaN : Number(text));
  const scaleOf = (slider) => {
    const [low, high, steps] = [slider.dataset.low, slider.dataset.high, slider.max].map(Number);
    const log = "log" in slider.dataset;
    const to = log ? Math.log : (x) => x, from = log ? Math.exp : (x) => x;
    return {
      value: (step) => Number(from(to(low) + ((to(high) - to(low)) * step) / steps).toPrecision(3)),
      step: (value) => (log && value <= 0 ? 0 : Math.round((steps * (to(value) - to(low))) / (to(high) - to(low)))),
    };
  };
  const partner = (digits) => digits.parentElement.querySelector(".slider");
  const say = (slider) => {
    const unit = slider.closest(".field").querySelector(".unseen");
    slider.setAttribute("aria-valuetext", `${document.getElementById(slider.dataset.for).value} ${unit ? unit.textContent : ""}`.trim());
  };

  function sent(extra) {
    // Only what was changed since the answer that is shown, and what that answer was asked with.
    const pairs = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const digits = name.startsWith("in:") ? form.elements[name] : null;
      if (!digits || moved.has(digits.dataset.input)) pairs.append(name, value);
    }
    for (const name of moved) pairs.append("moved", name);
    pairs.append("size", wide.matches ? "wide" : "narrow");
    for (const [name, value] of extra) pairs.append(name, value);
    return pairs;
  }

  async function ask(extra = []) {
    if (busy) { waiting = waiting ? [...waiting, ...extra] : extra; return; }
    busy = true;
    section.setAttribute("aria-busy", "true");
    let reply = null;
    try {
      reply = await (await fetch(`/answer?${sent(extra)}`, { headers: { Accept: "application/json" } })).json();
    } catch {
      disconnected(extra);
    }
    if (reply) {
      connected();
      show(reply);
    }
    section.removeAttribute("aria-busy");
    busy = false;
    if (waiting) { const next = waiting; waiting = null; ask(next); }
  }

  // Without carbonspan the page says so, keeps what is in its fields, and asks again once there is an answer.
  function disconnected(extra) {
    lost = [...(lost || []), ...extra];
    document.getElementById("lost").hidden = false;
    section.classList.add("stale");
  }
  function connected() {
    document.getElementById("lost").hidden = true;
    lost = null;
  }
  setInterval(async () => {
    if (document.hidden || busy) return;
    try {
      await fetch("/alive");
      if (lost) ask(lost);
    } catch {
      disconnected([]);
    }
  }, 3000);

  function show(reply) {
    const wrong = new Set((reply.mistakes || []).map((each) => each.name));
    mistakes.replaceChildren(...(reply.mistakes || []).map((each) => Object.assign(document.createElement("p"), { textContent: each.message })));
    mistakes.hidden = !reply.mistakes;
    section.classList.toggle("stale", Boolean(reply.mistakes));
    for (const each of form.querySelectorAll("[data-input]")) {
      if (wrong.has(each.dataset.input) && each.value.trim()) each.setAttribute("aria-invalid", "true");
      else each.removeAttribute("aria-invalid");
    }
    for (const control of form.querySelectorAll(".control")) {
      const error = control.querySelector(".error");
      error.textContent = (reply.mistakes || []).filter((each) => each.name === control.dataset.name).map((each) => each.message).join(" ");
      error.hidden = !error.textContent;
    }
    if (reply.mistakes) return;
    form.querySelector(".more").hidden = false;
    for (const each of pieces) document.getElementById(each).innerHTML = reply.pieces[each];
    if (reply.form) refill(reply.form);
    for (const [name, given] of Object.entries(reply.inputs)) {
      const control = [...form.querySelectorAll(".control")].find((each) => each.dataset.name === name);
      if (!control) continue;
      control.querySelector(".spot").innerHTML = given.picture;
      control.querySelector(".words").textContent = given.belief;
      control.classList.toggle("changed", given.is_changed);
      const hold = control.querySelector(".at");
      if (hold && given.hold) hold.textContent = given.hold;
      for (const old of control.querySelectorAll(":scope > .warning")) old.remove();
      control.querySelector("details").before(...given.warnings.map((text) =>
        Object.assign(document.createElement("p"), { className: "warning", textContent: text })));
    }
    clearTimeout(speaking);
    speaking = setTimeout(() => { spoken.textContent = reply.sentence; }, 700);
    clearTimeout(naming);
    naming = setTimeout(() => history.replaceState(null, "", reply.address ? `/?${reply.address}` : "/"), 250);
  }

  function refill(html) {
    const [id, scroll] = [document.activeElement && document.activeElement.id, window.scrollY];
    const open = [...fields.querySelectorAll("details[open]")].map((each) => each.closest(".control").dataset.name);
    fields.innerHTML = html;
    moved.clear();
    for (const each of fields.querySelectorAll(".control")) each.querySelector("details").open = open.includes(each.dataset.name);
    const again = id && document.getElementById(id);
    if (again) again.focus({ preventScroll: true });
    else if (document.activeElement === document.body) document.getElementById("inputs").focus({ preventScroll: true });
    window.scrollTo({ top: scroll, behavior: "instant" });
  }

  form.addEventListener("input", (event) => {
    const given = event.target;
    if (given.matches(".slider")) {
      const digits = document.getElementById(given.dataset.for);
      digits.value = String(scaleOf(given).value(Number(given.value)));
      moved.add(digits.dataset.input);
      say(given);
      ask();
    } else if (given.matches(".digits")) {
      moved.add(given.dataset.input);
      const [slider, value] = [partner(given), number(given.value)];
      if (slider && Number.isFinite(value)) { slider.value = String(scaleOf(slider).step(value)); say(slider); }
      if (Number.isFinite(value)) ask();
    }
  });
  form.addEventListener("change", (event) => {
    const given = event.target;
    if (given.matches("select, [type=radio], [type=checkbox]")) ask([["fresh", "1"]]);
    else if (given.matches(".digits") && !Number.isFinite(number(given.value))) ask();
    else if (given.matches(".whole input") && given.value.trim()) { moved.add(given.dataset.input); ask([["fresh", "1"]]); }
  });
  // What has the focus is not under the answer, where that stays at the top.
  const kept = form.querySelector(".kept");
  const clear = () => {
    const stays = getComputedStyle(kept).position === "sticky";
    document.documentElement.style.scrollPaddingTop = stays ? `${kept.offsetHeight + 8}px` : "";
  };
  new ResizeObserver(clear).observe(kept);
  wide.addEventListener("change", () => ask());
  form.addEventListener("submit", (event) => {
    const by = event.submitter;
    if (by && by.hasAttribute("formaction") && !lost) return;
    event.preventDefault();
    if (by && by.hasAttribute("formaction")) return;
    ask([...(by && by.name ? [[by.name, by.value]] : []), ["fresh", "1"]]);
  });
})();
