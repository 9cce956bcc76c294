// Definitions and sources show in place without this. It adds that Escape closes what is open, that closing never scrolls,
// that code can be copied, that the contents follow the reader, and a button to print.
(function () {
  "use strict";
  var opened = null;

  function shown() {
    return document.querySelector(".card:target, .at:target");
  }

  // The mark that was followed, or, after a reload, the one that the close link names.
  function mark(target) {
    if (opened && document.contains(opened)) return opened;
    var link = target.classList.contains("at") ? target.nextElementSibling : target.querySelector(".close");
    return link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  }

  function close(target) {
    var back = mark(target);
    // A fixed element: nothing scrolls.
    location.replace("#_place");
    if (back) back.focus({ preventScroll: true });
    opened = null;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a");
    if (!link) return;
    var target = shown();
    if (target && link.matches(".close, .away")) {
      event.preventDefault();
      close(target);
    } else if (link.matches(".term, .cites a, .footnote-ref a")) {
      opened = link;
    }
  });

  document.addEventListener("keydown", function (event) {
    var target = event.key === "Escape" && shown();
    if (target) close(target);
  });
})();

// Copies the text of the element whose id a button names in `data-copy`, and says so in the words of `data-done`.
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  document.querySelectorAll(".code").forEach(function (box, at) {
    var words = box.dataset.words.split("|");
    var code = box.querySelector("code");
    var button = document.createElement("button");
    code.id = code.id || "_code-" + (at + 1);
    button.type = "button";
    button.className = "copy";
    button.textContent = words[0];
    button.dataset.copy = code.id;
    button.dataset.done = words[1];
    button.setAttribute("aria-live", "polite");
    box.prepend(button);
  });
  document.querySelectorAll("[data-copy][hidden]").forEach(function (button) { button.hidden = false; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy]");
    var from = button && document.getElementById(button.dataset.copy);
    if (!from || button.dataset.said) return;
    navigator.clipboard.writeText(from.textContent).then(function () {
      button.dataset.said = button.textContent;
      button.textContent = button.dataset.done || button.textContent;
      setTimeout(function () {
        button.textContent = button.dataset.said;
        delete button.dataset.said;
      }, 2000);
    }, function () {});
  });
})();

// The contents mark the section at the top of the window.
(function () {
  "use strict";
  var contents = document.querySelector(".contents");
  if (!contents || !window.IntersectionObserver) return;
  var links = Array.prototype.slice.call(contents.querySelectorAll("a"));
  var sections = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
  var current;

  function follow() {
    var now;
    sections.forEach(function (section, at) {
      if (section && section.getBoundingClientRect().top < innerHeight / 6) now = links[at];
    });
    // What stands at the foot never comes to the top.
    if (scrollY + innerHeight > document.documentElement.scrollHeight - 2) {
      now = links[sections.indexOf(document.querySelector(":target"))] || links[links.length - 1];
    }
    if (now === current) return;
    if (current) current.removeAttribute("aria-current");
    current = now;
    if (!now) return;
    now.setAttribute("aria-current", "true");
    contents.scrollTop = now.offsetTop - contents.clientHeight / 2;
  }

  // One line across the window, at which a section begins to be read, and the window itself.
  ["0px 0px -83% 0px", "0px"].forEach(function (margin) {
    var observer = new IntersectionObserver(follow, { rootMargin: margin });
    sections.forEach(function (section) { if (section) observer.observe(section); });
  });
  window.addEventListener("scrollend", follow);
})();

(function () {
  "use strict";
  var article = document.querySelector("[data-print]");
  if (!article) return;
  var button = document.createElement("button");
  button.type = "button";
  button.className = "print";
  button.setAttribute("aria-label", article.dataset.print);
  button.addEventListener("click", function () { window.print(); });
  article.append(button);
})();
