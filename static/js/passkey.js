/* passkey.js: adds a passkey, or shows one, where the form of a page asks for it.
   The browser does the asking; here its answer is put into the form as text, and the form is sent.
   With scripts off the form stays hidden, and the page says what else lets somebody in. */

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (keys) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

const add = async (asked) => {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials) };
  const { rawId, response } = await navigator.credentials.create({ publicKey });
  return { rawId, response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject) } };
};

const show = async (asked) => {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const { rawId, response } = await navigator.credentials.get({ publicKey });
  return { rawId, response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature) } };
};

/* A browser does not tell cancelled from too slow, nor either from a device that holds no passkey
   of this site: nobody is to learn by asking which it holds. */
const WORDS = {
  NotAllowedError: "Nothing was shown. It was cancelled, it took too long, or this device keeps no passkey of yours for this site. Try again, or do without it.",
  InvalidStateError: "This device keeps a passkey of yours for this site already.",
  ConstraintError: "This device does not ask for your finger, your face or a number before it shows a passkey. Set that up on it, or use another one.",
  NotSupportedError: "This device makes no passkeys of the kind that is needed. Use another one.",
  SecurityError: "A passkey does not work at this address.",
};
const OTHERWISE = "The passkey did not work. Try again, or do without it.";

/* Why none can be used here; empty where one can. */
const hindrance = (worksAt) => {
  if (!window.isSecureContext) return "A passkey does not work here, since this address is not secure: it does not begin with https.";
  if (window.location.origin !== worksAt) return `A passkey works at ${worksAt} alone. Open this site there.`;
  return window.PublicKeyCredential ? "" : "This browser knows no passkeys. Use a newer one, or do without it.";
};

document.querySelectorAll("[data-passkey]").forEach((place) => {
  const [part, without, said] = ["form", "without", "said"].map((name) => place.querySelector(`[data-passkey-${name}]`));
  const hindered = hindrance(place.dataset.worksAt);
  if (hindered) { without.textContent = hindered; return; }
  const form = part.closest("form") || part.querySelector("form");
  const { publicKey } = JSON.parse(place.dataset.passkey);
  const [name, answer, button] = [form.elements.namedItem("name"), form.elements.namedItem("credential"), form.querySelector("[type=submit]")];
  without.hidden = true;
  part.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (name && !name.value.trim()) { answer.value = ""; form.submit(); return; }
    said.textContent = "";
    button.disabled = true;
    try {
      const { rawId, response } = await (name ? add : show)(publicKey);
      answer.value = JSON.stringify({ id: text(rawId), rawId: text(rawId), type: "public-key", response });
      form.submit();
    } catch (fault) {
      said.textContent = WORDS[fault.name] || OTHERWISE;
      button.disabled = false;
      button.focus();
    }
  });
});
