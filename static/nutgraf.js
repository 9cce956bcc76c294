// Definitions and sources show in place without this, and the timeline's filters work. It adds that Escape closes what is
// open, that closing never scrolls, that a choice is announced and kept in the address, that code can be copied, that the
// contents follow the reader, and a button to print.
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

(function () {
  "use strict";
  var form = document.querySelector(".filter");
  if (!form) return;
  var status = form.querySelector("[role=status]");
  var events = document.querySelectorAll(".year .event");
  var years = document.querySelectorAll(".year");
  var names = ["category", "person", "from", "until"];

  // The select of this name, or the radio button that is, or is to be, chosen.
  function field(name, value) {
    var which = value === undefined ? ":checked" : '[value="' + CSS.escape(value) + '"]';
    return form.querySelector('select[name="' + name + '"], input[name="' + name + '"]' + which);
  }

  // A select of years has the year's own words in the address, which last longer than its place in the list.
  function read(name) {
    var one = field(name);
    if (!one || !one.value) return "";
    return one.options && /^(from|until)$/.test(name) ? one.options[one.selectedIndex].text : one.value;
  }

  function write(name, value) {
    var one = field(name, value);
    if (!one) return;
    if (!one.options) {
      one.checked = true;
      return;
    }
    for (var i = 0; i < one.options.length; i += 1) {
      if (one.options[i].value === value || one.options[i].text === value) one.selectedIndex = i;
    }
  }

  function show(announce) {
    var shown = 0;
    years.forEach(function (year) { year.classList.remove("none"); });
    events.forEach(function (event) { if (event.getClientRects().length) shown += 1; });
    // What several choices together leave empty, no style sheet can know.
    years.forEach(function (year) {
      var list = Array.prototype.slice.call(year.querySelectorAll(".event"));
      year.classList.toggle("none", !list.some(function (event) { return event.getClientRects().length; }));
    });
    if (!announce) return;
    var number = shown.toLocaleString(document.documentElement.lang);
    status.textContent = shown === 0 ? form.dataset.none : form.dataset.shown.replace("{shown}", number).replace("{total}", form.dataset.total);
  }

  function changed() {
    var address = new URL(location.href);
    var any = false;
    names.forEach(function (name) {
      var value = read(name);
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
      any = any || Boolean(value);
    });
    try {
      history.replaceState(history.state, "", address);
    } catch (_) {
      // From a disk an address can't be changed; the choice still works.
    }
    show(true);
    if (!any) status.textContent = "";
  }

  var asked = new URL(location.href).searchParams;
  names.forEach(function (name) { if (asked.get(name)) write(name, asked.get(name)); });
  show(names.some(function (name) { return read(name); }));
  form.addEventListener("change", changed);
  form.querySelector(".clear").addEventListener("click", function (event) {
    event.preventDefault();
    names.forEach(function (name) { write(name, ""); });
    changed();
  });
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var hidden = target && target.closest(".year.none");
    show(false);
    if (hidden) target.scrollIntoView();
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
