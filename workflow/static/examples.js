// On a long page an example is fetched when somebody opens it. Without this it is a link.
const pages = new Map();

const page = (address) => {
  if (!pages.has(address)) {
    const asked = fetch(address, { headers: { Accept: "application/json" } });
    pages.set(address, asked.then((answer) => answer.json()));
  }
  return pages.get(address);
};
const made = (tag, text, look) => {
  const part = document.createElement(tag);
  part.className = look;
  part.textContent = text;
  return part;
};
const fill = async (details, link) => {
  const [address, place] = link.href.split("#");
  try {
    const said = [...(await page(address))[place]], example = said.pop();
    details.append(...said.map((text) => made("p", text, "mb-2")));
    details.append(made("blockquote", example, "quote example mb-0"));
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
