// Counts open gaps with an exact start up to the reader's own day. Without it, or if that day is not later than the
// one the page speaks from, the figures stand as printed, with their date.
(() => {
  const language = document.documentElement.lang === "en" ? "en-GB" : "es-MX";
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const written = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(today);
  for (const number of document.querySelectorAll("[data-since]")) {
    const date = number.parentElement.querySelector("time");
    if (!date || !(today > Date.parse(number.dataset.until))) continue;
    const days = Math.round((today - Date.parse(number.dataset.since)) / 864e5);
    number.textContent = days.toLocaleString(language);
    date.dateTime = new Date(today).toISOString().slice(0, 10);
    date.textContent = written;
  }
})();
