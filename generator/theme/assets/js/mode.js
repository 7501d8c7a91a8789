// Light or dark. Follows the system until the reader chooses; only a choice is stored, and only on this device.
// It runs before the page is drawn, from a file, so that no page needs a script of its own.
(() => {
  const key = `${new URL("../../", document.currentScript.src).pathname}.__palette`;
  const { dataset } = document.body;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const moon = "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z";
  const rays = "M12 1.5v3M12 19.5v3M1.5 12h3M19.5 12h3M4.6 4.6l2.1 2.1M17.3 17.3l2.1 2.1M4.6 19.4l2.1-2.1M17.3 6.7l2.1-2.1";
  const sun = `M16.5 12a4.5 4.5 0 1 1-9 0 4.5 4.5 0 1 1 9 0z${rays}`;
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
      button.querySelector("path").setAttribute("d", isDark() ? sun : moon);
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
