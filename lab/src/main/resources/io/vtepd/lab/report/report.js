// The page is whole without this: a switch for light and dark, and everything open on paper.
(function () {
  const root = document.documentElement;
  const button = document.createElement("button");
  button.type = "button";
  button.id = "scheme";
  const dark = () =>
    root.dataset.scheme
      ? root.dataset.scheme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => { button.textContent = dark() ? "light" : "dark"; };
  button.addEventListener("click", () => { root.dataset.scheme = dark() ? "light" : "dark"; name(); });
  name();
  document.body.prepend(button);
  let shut = [];
  window.addEventListener("beforeprint", () => {
    shut = [...document.querySelectorAll("details:not([open])")];
    shut.forEach(each => { each.open = true; });
  });
  window.addEventListener("afterprint", () => shut.forEach(each => { each.open = false; }));
})();
