// Definitions and sources show in place without this. It adds that Escape closes them, and that closing never scrolls.
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
