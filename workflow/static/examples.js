// On a long page an example is fetched when somebody opens it. Without this it is a link.
const pages = new Map();

const page = (address) => {
  if (!pages.has(address)) pages.set(address, fetch(address).then(async (answer) => {
    if (!answer.ok) throw new Error("not there");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }));
  return pages.get(address);
};
const fill = async (details, link) => {
  const [address, place] = link.href.split("#");
  try {
    details.append(...(await page(address)).getElementById(place).lastElementChild.children);
  } catch {
    pages.delete(address);
    details.append(link);
  }
};

for (const link of document.querySelectorAll(".example-of > a")) {
  const details = document.createElement("details"), summary = document.createElement("summary");
  details.className = "more";
  summary.append(...[...link.childNodes].map((part) => part.cloneNode(true)));
  details.append(summary);
  link.replaceWith(details);
  details.addEventListener("toggle", () => fill(details, link), { once: true });
}
