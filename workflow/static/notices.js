// The bell and the number in the title, kept right while the page is open and in sight.
// Asking is no use of the session: it ends as it would have, and then nothing is asked any more.
const MINUTE = 60_000;
const LONGEST = 15 * MINUTE;
const bell = document.getElementById("bell");
const news = document.getElementById("news");
let pause = MINUTE;
let timer = 0;
let ended = false;

const show = ({ unread, tasks, label, said }) => {
  bell.dataset.unread = unread;
  bell.setAttribute("aria-label", label);
  let number = bell.querySelector(".count");
  if (!unread) number?.remove();
  else {
    if (!number) {
      number = document.createElement("span");
      number.className = "count count--due";
      number.setAttribute("aria-hidden", "true");
      bell.append(number);
    }
    number.textContent = unread < 100 ? unread : "99+";
  }
  if ("countsTasks" in news.dataset) {
    document.title = (tasks ? `(${tasks}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }
  if (said) news.textContent = said;
};

const ask = async () => {
  try {
    const answer = await fetch(`${news.dataset.count}?had=${bell.dataset.unread}`, { redirect: "manual" });
    ended = answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;
    if (ended) return;
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
    pause = MINUTE;
  } catch {
    pause = Math.min(2 * pause, LONGEST);
  }
  wait();
};

const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => { timer = 0; if (!document.hidden) ask(); }, pause);
};

if (bell && news) {
  wait();
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !timer && !ended) ask(); });
}
