// Put into a copy of a report: says in the page's own tree what a person would see of it.
(function () {
  const faults = [];
  window.addEventListener("error", e => faults.push("error " + e.message));
  const boxes = [...document.querySelectorAll("svg text")]
    .map(text => ({
      svg: text.ownerSVGElement, words: text.textContent, box: text.getBoundingClientRect() }))
    .filter(each => each.box.width > 0);
  for (let i = 0; i < boxes.length; i++) {
    const a = boxes[i], frame = a.svg.getBoundingClientRect();
    if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1) {
      faults.push("outside " + a.words);
    }
    for (let j = i + 1; j < boxes.length; j++) {
      const b = boxes[j];
      if (a.svg === b.svg
          && a.box.left < b.box.right - 1 && b.box.left < a.box.right - 1
          && a.box.top < b.box.bottom - 2 && b.box.top < a.box.bottom - 2) {
        faults.push("overlap " + a.words + " | " + b.words);
      }
    }
  }
  performance.getEntriesByType("resource").forEach(r => faults.push("request " + r.name));
  const found = document.createElement("pre");
  found.id = "probe";
  found.textContent = JSON.stringify({
    faults, labels: boxes.length,
    background: getComputedStyle(document.body).backgroundColor,
    pageWider: document.documentElement.scrollWidth > window.innerWidth,
    headings: [...document.querySelectorAll("h2")].map(h => h.textContent) });
  document.body.append(found);
})();
