// Passkeys: requests the credential from the browser and posts it. Without this script or without passkey support, the forms stay hidden.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), char => char.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));
  const ask = async (kind, options) => {
    options.challenge = bytes(options.challenge);
    if (kind === "get") return navigator.credentials.get({ publicKey: { ...options, allowCredentials: listed(options.allowCredentials) } });
    options.user.id = bytes(options.user.id);
    return navigator.credentials.create({ publicKey: { ...options, excludeCredentials: listed(options.excludeCredentials) } });
  };
  const written = made => JSON.stringify({
    id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
    response: made.response.attestationObject
      ? { attestationObject: text(made.response.attestationObject), clientDataJSON: text(made.response.clientDataJSON), transports: [] }
      : {
        authenticatorData: text(made.response.authenticatorData), clientDataJSON: text(made.response.clientDataJSON), signature: text(made.response.signature),
        userHandle: made.response.userHandle ? text(made.response.userHandle) : null,
      },
  });
  document.querySelectorAll("form[data-passkey]").forEach(form => {
    const failed = form.querySelector("[data-passkey-failed]");
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      event.stopPropagation();
      failed.hidden = true;
      try {
        form.elements.passkeyAnswer.value = written(await ask(form.dataset.passkey, JSON.parse(form.dataset.options)));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  });
})();
