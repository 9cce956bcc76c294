// The search page: loads the index when somebody searches, and shows what it finds by kind. Without it the page offers
// lists. Nothing of a query or a text is ever written as HTML.
(function () {
  "use strict";
  var form = document.querySelector(".search");
  if (!form) return;
  var words = form.dataset;
  var field = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var found = document.getElementById("_found");
  var language = document.documentElement.lang;
  var kinds = ["page", "term", "event", "person", "source"];
  // How many results of a kind show at first, how many more at a time, and how many headings under one.
  var first = 5, more = 10, headings = 4;
  // An event's date and other names count, a title more.
  var ranking = { metaWeights: { title: 5, names: 4, date: 1 } };
  var index = new URL(words.index, location.href);
  var engine = null;
  var latest = 0;
  // Whether a part of the index could not be loaded, and whether anybody looks. Pagefind says so to nobody but the console, and finds nothing then.
  var lost = false, watched = false;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function watch() {
    if (watched) return;
    watched = true;
    var ask = window.fetch;
    window.fetch = function () {
      var answer = ask.apply(window, arguments);
      answer.then(function (got) { lost = lost || !got.ok; }, function () { lost = true; });
      return answer;
    };
  }

  // The worker of Pagefind would be another 60 kB, for searches that take some milliseconds.
  function load() {
    watch();
    engine = engine || import(index.href).then(function (pagefind) {
      return pagefind.createInstance({ noWorker: true, baseUrl: "/", excerptLength: 28, excerptEllipsis: "…", ranking: ranking });
    });
    return engine;
  }

  // Addresses in the index begin at the site's root, which is one folder above the index.
  function address(url, anchor) {
    var to = new URL("../" + url.replace(/^\/+/, ""), index);
    if (anchor) to.hash = anchor;
    return to.href;
  }

  function link(text, url) {
    var made = element("a");
    made.href = url;
    made.append(element("bdi", "", text));
    return made;
  }

  // Inside words the index has the signs of a keyboard, at which Pagefind takes words apart (src/search/typed.rs).
  function printed(text) {
    return text.replace(/(\S)---(?=\S)/g, "$1—").replace(/(\S)--(?=\S)/g, "$1–").replace(/(\S)\.\.\.(?=\S)/g, "$1…")
      .replace(/([\p{L}\p{N}])'(?=[\p{L}\p{N}"“«])/gu, "$1’").replace(/&amp;(?=(?:amp|lt|gt);)/g, "&");
  }

  function typed(text) {
    return text.replace(/[‘’]/g, "'").replace(/[‐-―]/g, "-");
  }

  // Pagefind marks all between two blanks; a mark is for the word without the signs round it.
  function mark(made, text) {
    var parts = /^([^\p{L}\p{N}]*)([^]*?)([^\p{L}\p{N}]*)$/u.exec(text);
    made.append(parts[1], element("mark", "", parts[2]), parts[3]);
  }

  // An excerpt has `<mark>` round the words that were looked for; other `<` and `>` in it are escaped, and nothing else is.
  function excerpt(html) {
    var made = element("p", "excerpt");
    html.split(/<\/?mark>/).forEach(function (part, i) {
      var text = printed(part.replace(/&lt;/g, "<").replace(/&gt;/g, ">"));
      if (i % 2) mark(made, text);
      else made.append(text);
    });
    return made;
  }

  function item(data) {
    var made = element("li");
    var head = element("p", "use-title");
    head.append(link(printed(data.meta.title), address(data.url)));
    if (data.meta.date) head.append(" ", element("span", "count", printed(data.meta.date)));
    made.append(head, excerpt(data.excerpt));
    var inner = data.sub_results.filter(function (one) { return one.anchor; }).slice(0, headings);
    if (inner.length) {
      var list = element("ul", "within");
      inner.forEach(function (one) {
        var li = element("li");
        li.append(link(printed(one.title), address(data.url, one.anchor.id)));
        list.append(li);
      });
      made.append(list);
    }
    return made;
  }

  // Shows the next results of a group; resolves when they are there.
  function extend(group, count) {
    var next = group.results.splice(0, count);
    return Promise.all(next.map(function (one) { return one.data(); })).then(function (all) {
      var items = all.map(item);
      items.forEach(function (one) { group.list.append(one); });
      group.button.hidden = group.results.length === 0;
      return items[0];
    });
  }

  function group(kind, results) {
    var made = element("section");
    var title = element("h2", "", words[kind]);
    title.id = "_found-" + kind;
    title.append(" ", element("span", "count", results.length.toLocaleString(language)));
    made.setAttribute("aria-labelledby", title.id);
    var one = { results: results.slice(), list: element("ol"), button: element("button", "", words.more) };
    one.button.type = "button";
    one.button.setAttribute("aria-describedby", title.id);
    one.button.addEventListener("click", function () {
      extend(one, more).then(function (item) { item.querySelector("a").focus(); });
    });
    made.append(title, one.list, one.button);
    return extend(one, first).then(function () { return made; });
  }

  function say(text, query, count) {
    status.textContent = text.replace("{count}", count).replace("{query}", function () { return query; });
  }

  function show(query, answers) {
    var total = 0;
    var groups = [];
    answers.forEach(function (answer, i) {
      total += answer.results.length;
      if (answer.results.length) groups.push(group(kinds[i], answer.results));
    });
    return Promise.all(groups).then(function (all) {
      return function () {
        found.replaceChildren.apply(found, all);
        say(total ? words.found : words.none, query, total.toLocaleString(language));
      };
    });
  }

  function search() {
    var query = field.value.trim();
    var own = latest += 1;
    if (!query) {
      found.replaceChildren();
      status.textContent = "";
      return;
    }
    lost = false;
    load().then(function (pagefind) {
      return Promise.all(kinds.map(function (kind) { return pagefind.search(typed(query), { filters: { kind: kind } }); }));
    }).then(function (answers) {
      // What is found in the parts that are there is worth showing; that nothing is would be untrue.
      if (lost && !answers.some(function (one) { return one.results.length; })) throw new Error("lost");
      return own === latest && show(query, answers);
    }).then(function (put) {
      // Who has typed on gets the newer results.
      if (put && own === latest) put();
    }).catch(function () {
      engine = null;
      if (own === latest) say(words.failed, query, 0);
    });
  }

  function keep(push) {
    var address = new URL(location.href);
    var query = field.value.trim();
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    if (address.href === location.href) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  function fromAddress() {
    field.value = new URL(location.href).searchParams.get("q") || "";
    search();
  }

  if (location.protocol === "file:") {
    field.disabled = form.querySelector("button").disabled = true;
    status.textContent = words.disk;
    return;
  }
  var timer;
  field.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { keep(false); search(); }, 150);
  });
  field.addEventListener("focus", function () { load().catch(function () { engine = null; }); }, { once: true });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    keep(true);
    search();
  });
  window.addEventListener("popstate", fromAddress);

  // The arrows go from the field through the results and back, Escape to the field; in the field it empties it.
  document.addEventListener("keydown", function (event) {
    var here = document.activeElement;
    if (here !== field && !found.contains(here)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (here === field) {
        field.value = "";
        keep(false);
        search();
      }
      field.focus();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var stops = [field].concat(Array.from(found.querySelectorAll("a, button:not([hidden])")));
      var next = stops[stops.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      next.focus();
      event.preventDefault();
    }
  });

  fromAddress();
  if (!field.value) field.focus({ preventScroll: true });
})();
