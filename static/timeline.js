// The timeline's filters work without this. It adds that a choice is announced and kept in the address, and that a year whose
// events are all left out goes too.
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
