// Copies the permanent address of an item and says so. Without it the mark beside the item is a plain link to it.
(() => {
  let marked;
  document.addEventListener("click", async event => {
    const link = event.target.closest("a[rel=bookmark][aria-label]");
    const { clipboard } = navigator;
    const status = document.querySelector("[data-copied]");
    if (!link || !clipboard || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    if (marked) marked.textContent = marked.hash;
    marked = link;
    link.textContent = `${link.hash} ${status.dataset.mark}`;
    status.textContent = `${status.dataset.copied} ${link.href}`;
    location.hash = link.hash;
  });
})();
