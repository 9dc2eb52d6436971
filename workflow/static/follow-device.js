// Light or dark as the device has it; loaded only when the person has not chosen.
// It stands in the head without defer, so that the page is never drawn in the wrong light.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
dark.addEventListener("change", follow);
follow();
