/* What a script adds to the pages for staff: search, the clinic that is remembered, the stack, and what has lapsed since.
   Everything else works without it. No module, no request: it runs from a folder that was opened by a double click. */
(function () {
  "use strict";
  var body = document.body, up = body.dataset.up, library = window.LEAFLETS;
  var said = document.querySelector("[data-said]");

  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function say(text) { said.textContent = ""; said.textContent = text; }

  /* A browser may forbid to remember anything; then nothing is. */
  function recall(name) { try { return window.localStorage.getItem("leaflets-" + name); } catch (error) { return null; } }
  function remember(name, value) { try { window.localStorage.setItem("leaflets-" + name, value); return true; } catch (error) { return false; } }

  /* The clinic */
  if (body.dataset.clinic) { remember("clinic", body.dataset.clinic); }
  if (body.dataset.page === "clinics" && location.hash !== "#clinics") {
    var known = recall("clinic");
    if (library.clinics.indexOf(known) >= 0) { location.replace(up + known + "/index.html"); }
  }

  /* What was final when the library was made may have lapsed since. */
  var now = new Date(), day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (part) { return String(part).padStart(2, "0"); }).join("-");
  all("[data-until]").forEach(function (item) {
    if (item.dataset.until >= day) { return; }
    item.className = item.className.replace("is-final", "is-outdated");
    all(".state", item).forEach(function (mark) { mark.replaceWith(document.getElementById("lapsed").content.cloneNode(true)); });
    all("[data-print], [data-add]", item).forEach(function (button) { button.remove(); });
    all(".why", item).forEach(function (words) { words.textContent = said.dataset.lapsed; });
    if (item.classList.contains("one")) {
      var note = document.createElement("p");
      note.className = "note outdated"; note.textContent = said.dataset.lapsed;
      item.querySelector("h1").after(note);
    }
  });

  /* The stack: what is in it is called clinic/language/topic. */
  function stack() { try { return JSON.parse(recall("stack") || "[]").filter(function (id) { return typeof id === "string"; }); } catch (error) { return []; } }
  function keep(ids) { remember("stack", JSON.stringify(ids)); show(); }
  function show() {
    var ids = stack();
    all("[data-count]").forEach(function (count) { count.textContent = ids.length; });
    all("[data-add]").forEach(function (button) { button.setAttribute("aria-pressed", ids.indexOf(button.dataset.add) >= 0); });
  }
  window.LEAFLETS_STACK = { ids: stack, keep: keep, day: day };
  if (remember("stack", JSON.stringify(stack()))) {
    all("[data-stack], [data-add]").forEach(function (one) { one.hidden = false; });
    all("[data-add]").forEach(function (button) {
      button.addEventListener("click", function () {
        var ids = stack(), place = ids.indexOf(button.dataset.add);
        if (place < 0) { ids.push(button.dataset.add); } else { ids.splice(place, 1); }
        keep(ids);
        say(place < 0 ? said.dataset.added : said.dataset.removed);
      });
    });
    show();
    window.addEventListener("storage", show);
    window.addEventListener("pageshow", show);
  }

  /* A link to copy */
  all("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href).then(function () { say(said.dataset.copied); });
    });
  });

  /* Search: names in any of their languages, without marks and capitals */
  function plain(text) { return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim(); }
  function shared(one, other) { var count = 0; while (count < one.length && one[count] === other[count]) { count += 1; } return count; }
  /* Each word stands in the names, or one of theirs begins with nearly all of it: “needle” finds “needling”. */
  function matches(wanted, names) {
    var known = names.split(/\s+/);
    return wanted.split(/\s+/).every(function (word) {
      return names.indexOf(word) >= 0 || known.some(function (one) { return shared(word, one) >= Math.max(4, word.length - 1); });
    });
  }
  var form = document.querySelector("[data-search]");
  if (form && library) {
    var lists = { languages: all("[data-languages] > li"), topics: all("[data-topics] > li") };
    var found = form.querySelector("[data-found]"), input = form.querySelector("input");
    var name = function (kind, one) { return plain(library[kind][one.dataset.name] || one.textContent); };
    var search = function () {
      var wanted = plain(input.value), count = 0;
      ["languages", "topics"].forEach(function (kind) {
        lists[kind].forEach(function (one) {
          one.hidden = wanted !== "" && !matches(wanted, name(kind, one));
          count += one.hidden ? 0 : 1;
        });
        var list = document.querySelector("[data-" + kind + "]"), none = lists[kind].every(function (one) { return one.hidden; });
        list.hidden = none;
        if (kind === "topics") { document.getElementById("topics").hidden = none; }
      });
      found.textContent = wanted === "" ? "" : count === 0 ? found.dataset.none : count === 1 ? found.dataset.one : count + " " + found.dataset.many;
    };
    form.hidden = false;
    input.addEventListener("input", search);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var left = all("[data-languages] > li:not([hidden]) a, [data-topics] > li:not([hidden]) a");
      if (input.value.trim() && left.length) { location.href = left[0].href; }
    });
    search();
  }
}());
