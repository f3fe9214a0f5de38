// Says in an open inbox that something new happened. Only a visible page is connected. Without this script the next page shows it.
(() => {
  "use strict";
  const box = document.querySelector("[data-inbox-live]");
  if (!box) return;
  let events = null;
  let known = document.querySelector("[data-unread]")?.dataset.unread ?? 0;
  const leave = () => {
    events?.close();
    events = null;
  };
  const show = event => {
    const { unread, said } = JSON.parse(event.data);
    known = unread;
    const number = unread > 99 ? "99+" : String(unread);
    const title = document.title.replace(/^\(\d+\+?\) /, "");
    document.title = unread > 0 ? `(${number}) ${title}` : title;
    const count = document.querySelector("[data-unread]");
    if (count?.firstChild) count.firstChild.textContent = number;
    box.querySelector("[data-inbox-said]").textContent = said;
    box.hidden = unread === 0;
  };
  const join = () => {
    if (events || document.hidden) return;
    events = new EventSource(`${box.dataset.inboxLive}&unread=${known}`);
    events.addEventListener("news", show);
    events.addEventListener("end", leave);
  };
  document.addEventListener("visibilitychange", () => document.hidden ? leave() : join());
  addEventListener("pagehide", leave);
  join();
})();
