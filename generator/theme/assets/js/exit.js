// Leaves in place of this page, which the button to go back then skips. Without it the link is a plain one.
document.addEventListener("click", event => {
  const link = event.target.closest(".v-exit");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});
