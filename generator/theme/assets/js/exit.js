// Leaves in place of this page, which the button to go back then skips. Without it the link is a plain one.
document.querySelector(".v-exit").addEventListener("click", event => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});
