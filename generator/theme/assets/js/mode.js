// Light or dark. Follows the system until the reader chooses; only a choice is stored, and only on this device.
// It runs before the page is drawn, from a file, so that no page needs a script of its own.
(() => {
  const key = `${new URL("../../", document.currentScript.src).pathname}.__palette`;
  const { dataset } = document.body;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (dataset.mdColorMedia ? dataset.mdColorScheme === "slate" : system.matches);

  const apply = ({ media, scheme }) => {
    dataset.mdColorMedia = media;
    dataset.mdColorScheme = scheme;
  };

  try {
    apply(JSON.parse(localStorage.getItem(key)).color);
  } catch {
    // Nothing was chosen, or nothing may be stored here.
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".v-mode");
    const show = () => {
      const words = isDark() ? button.dataset.toLight : button.dataset.toDark;
      button.setAttribute("aria-label", words);
      button.title = words;
      button.classList.toggle("v-mode--dark", isDark());
    };

    button.addEventListener("click", () => {
      const color = { media: "chosen", scheme: isDark() ? "default" : "slate" };
      apply(color);
      try {
        localStorage.setItem(key, JSON.stringify({ color }));
      } catch {
        // The choice holds for this page.
      }
      show();
    });
    system.addEventListener("change", show);
    button.hidden = false;
    show();
  });
})();
