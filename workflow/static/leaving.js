// Asks before somebody leaves a decision's form in which they have written what is kept nowhere:
// pages behind a sign-in are not kept by browsers, so that going back would find it empty.
const form = document.querySelector("form[data-leaving]");
let written = form?.dataset.leaving === "written";

form?.addEventListener("input", () => { written = true; });
form?.addEventListener("kept", () => { written = false; });
for (const one of document.querySelectorAll("form[data-leaving], form[data-forgets]")) {
  one.addEventListener("submit", () => { written = false; });
}
addEventListener("beforeunload", (event) => { if (written) event.preventDefault(); });
