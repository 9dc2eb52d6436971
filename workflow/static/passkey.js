// Passkeys: ask the device, put its answer into the form's hidden field, send the form.
// Without this module, or without passkeys in the browser, the parts stay hidden.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
  ...(options.excludeCredentials && { excludeCredentials: known(options.excludeCredentials) }),
});

const answered = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
};

const ask = async (part) => {
  const options = await (await fetch(part.dataset.options, { headers: { Accept: "application/json" } })).json();
  const publicKey = asked(options);
  const credential = part.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  return answered(credential);
};

const press = async (part, button, says) => {
  says.textContent = part.dataset.waiting;
  button.setAttribute("aria-disabled", "true");
  try {
    const form = button.form;
    form.elements.namedItem("passkey").value = await ask(part);
    says.textContent = "";
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    says.textContent = part.dataset.failed;
    button.removeAttribute("aria-disabled");
  }
};

for (const part of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  const button = part.querySelector("button");
  const says = part.querySelector("[role=status]");
  part.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") press(part, button, says);
  });
}
