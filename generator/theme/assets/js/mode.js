// Light or dark. Follows the system until the reader chooses; only a choice is stored, and only on this device.
(() => {
  const button = document.querySelector(".v-mode");
  const { dataset } = document.body;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (dataset.mdColorMedia ? dataset.mdColorScheme === "slate" : system.matches);

  const show = () => {
    const words = isDark() ? button.dataset.toLight : button.dataset.toDark;
    button.setAttribute("aria-label", words);
    button.title = words;
    button.classList.toggle("v-mode--dark", isDark());
  };

  button.addEventListener("click", () => {
    const color = { media: "chosen", scheme: isDark() ? "default" : "slate", primary: "custom", accent: "custom" };
    dataset.mdColorMedia = color.media;
    dataset.mdColorScheme = color.scheme;
    __md_set("__palette", { color });
    show();
  });
  system.addEventListener("change", show);
  button.hidden = false;
  show();
})();
