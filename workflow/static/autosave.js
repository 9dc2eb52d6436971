// Saves a form while somebody types and says so: a section of a plan, where it also tells who else
// is there, or what is begun on the page of a move. Nothing is kept in the browser: what cannot be
// saved stays in the form, for the button. The form says where to (data-autosave), by which field it
// tells what it was made from (data-mark), and what is never sent by itself (data-without).
const PAUSE = 3000, RETRY = 10000, SIGN = 20000, ACTIVE = 120000;
const form = document.querySelector("form[data-autosave]");
const part = form?.querySelector("[data-autosaved]");

const without = (form?.dataset.without ?? "").split(" ");

const body = (...more) => {
  const data = new FormData(form);
  for (const name of [...without, ...more]) data.delete(name);
  return new URLSearchParams(data);
};
// Whether a control is no longer as the page brought it: on a slow line somebody types before this
// script is there. The form asks browsers not to fill it with what stood in it before a reload
// (autocomplete): that would be saved over what is newer.
const touched = (it) => {
  if (without.includes(it.name)) return false;
  if (it.options) return it.selectedIndex !== Math.max(0, [...it.options].findIndex((one) => one.defaultSelected));
  if (["checkbox", "radio"].includes(it.type)) return it.checked !== it.defaultChecked;
  return it.defaultValue !== undefined && it.value !== it.defaultValue;
};
const typed = () => body("csrf_token", form.dataset.mark).toString();
const post = (address, sent, leaving = false) => fetch(address, {
  method: "POST",
  body: sent,
  headers: { Accept: "application/json" },
  keepalive: leaving && sent.toString().length < 60000,
});

const start = () => {
  const state = part.querySelector("[data-state]"), merge = part.querySelector("[data-merge]");
  const beside = document.querySelector("[data-beside]"), icon = part.querySelector("[data-icon] svg");
  const mark = form.elements.namedItem(form.dataset.mark);
  let saved = form.hasAttribute("data-unsaved") || [...form.elements].some(touched) ? null : typed();
  let timer = 0, flight = null, stopped = false, active = Date.now();

  const say = (text, kind = "") => {
    part.hidden = false;
    part.dataset.kind = kind;
    if (state.textContent !== text) state.textContent = text;
  };
  const show = (lines) => {
    if (lines.join() === [...beside.children].map((line) => line.textContent.trim()).join()) return;
    beside.replaceChildren(...lines.map((line) => {
      const made = document.createElement("p");
      made.className = "saved";
      made.append(icon.cloneNode(true), line);
      return made;
    }));
  };
  const soon = (after = PAUSE) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => save(), after);
  };
  const stop = (text, kind = "bad") => {
    stopped = true;
    clearTimeout(timer);
    say(text, kind);
  };

  const take = (code, told, sent) => {
    const words = (told.said ?? []).join(" ");
    if (code === 200) {
      mark.value = told[mark.name];
      saved = sent;
      say(words, "good");
      if (typed() === sent) form.dispatchEvent(new Event("kept"));
      if (beside) show(told.others);
    } else if (told.conflict) {
      merge.hidden = false;
      stop(words, "warn");
    } else if (code === 422) {
      saved = sent;
      say(`${part.dataset.not} ${words}`, "warn");
    } else stop(words || part.dataset.gone);
  };
  const answered = async (answer, sent) => {
    if (answer.status === 401 || answer.status === 400) return stop(part.dataset.ended);
    if (answer.status === 429 || answer.status >= 500) throw new Error("later");
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    return take(answer.status, isOurs ? await answer.json() : {}, sent);
  };
  const fly = async (sent, leaving) => {
    say(part.dataset.saving);
    try {
      await answered(await post(form.dataset.autosave, body(), leaving), sent);
    } catch {
      say(part.dataset.waiting, "warn");
      soon(RETRY);
      return;
    }
    if (typed() !== sent) soon();
  };
  const save = async (leaving = false) => {
    clearTimeout(timer);
    if (stopped || flight || typed() === saved) return;
    flight = fly(typed(), leaving);
    await flight;
    flight = null;
  };
  const sign = async () => {
    if (stopped || document.hidden || Date.now() - active > ACTIVE) return;
    const alive = new URLSearchParams();
    for (const name of ["csrf_token", mark.name]) alive.set(name, form.elements.namedItem(name).value);
    try {
      const answer = await post(form.dataset.here, alive);
      if (answer.ok) show((await answer.json()).others);
    } catch {
      // The next sign says it again.
    }
  };

  form.addEventListener("input", () => soon());
  form.addEventListener("change", () => soon());
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); else if (beside) sign(); });
  window.addEventListener("pagehide", () => save(true));
  window.addEventListener("online", () => soon(0));
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => { active = Date.now(); });
  // Nothing saved by itself may land after what a button does, so that waits for it.
  for (const one of [form, ...document.querySelectorAll("form[data-forgets]")]) {
    one.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (flight) {
        event.preventDefault();
        const button = event.submitter, slow = new Promise((go) => { setTimeout(go, 5000); });
        Promise.race([flight, slow]).then(() => {
          flight = null;
          one.requestSubmit(button);
        });
      } else stopped = true;
    });
  }
  if (beside) {
    setInterval(sign, SIGN);
    sign();
  }
  if (saved === null) form.dispatchEvent(new Event("input"));
};

if (form && part) start();
