/* The stack becomes one PDF in the browser: each sheet as it was typeset, with a blank page behind an odd one, so that
   all begin on a front. A page that was opened from a folder may not read files, so each PDF also lies there as a script. */
(function () {
  "use strict";
  var up = document.body.dataset.up, sheets = window.LEAFLETS_SHEETS, stack = window.LEAFLETS_STACK;
  var list = document.querySelector("[data-stacked]"), joining = document.querySelector("[data-joining]");
  var telling = document.querySelector("[data-telling]"), joined = document.querySelector("[data-joined]");
  var files = {};

  window.LEAFLETS_FILE = function (id, text) { files[id] = text; };

  function load(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = function () { reject(new Error(address)); };
      document.head.appendChild(script);
    });
  }

  function show() {
    var ids = stack.ids().filter(function (id) {
      var sheet = sheets[id];  // what has lapsed, or is of another library, is not printed
      return sheet && !(sheet.until && sheet.until < stack.day);
    });
    list.textContent = "";
    ids.forEach(function (id) {
      var sheet = sheets[id], item = document.createElement("li"), link = document.createElement("a");
      link.href = up + sheet.page;
      link.textContent = sheet.english + " · " + sheet.language;
      var state = document.createElement("span");
      state.className = "state " + sheet.state;
      state.textContent = list.dataset[sheet.state] || sheet.state;
      var out = document.createElement("button");
      out.type = "button"; out.className = "btn"; out.textContent = list.dataset.out;
      out.setAttribute("aria-label", list.dataset.out + ": " + link.textContent);
      out.addEventListener("click", function () { stack.keep(stack.ids().filter(function (one) { return one !== id; })); show(); list.tabIndex = -1; list.focus(); });
      item.append(link, state, out);
      list.appendChild(item);
    });
    document.querySelector("[data-empty]").hidden = ids.length > 0;
    joining.hidden = ids.length === 0;
    joining.querySelector("[data-join]").classList.toggle("main", ids.every(function (id) { return sheets[id].state === "final"; }));
    joined.hidden = true;
    telling.textContent = "";
    return ids;
  }

  function bytes(id) {
    return (files[id] ? Promise.resolve() : load(up + sheets[id].file)).then(function () {
      return Uint8Array.from(atob(files[id]), function (sign) { return sign.charCodeAt(0); });
    });
  }

  async function join(ids) {
    if (!window.PDFLib) { await load(up + "assets/pdf-lib.min.js"); }
    var whole = await PDFLib.PDFDocument.create(), size = null;
    for (var number = 0; number < ids.length; number += 1) {
      var part = await PDFLib.PDFDocument.load(await bytes(ids[number]));
      if (part.getForm().getFields().length) { part.getForm().flatten({ updateFieldAppearances: false }); }
      var pages = await whole.copyPages(part, part.getPageIndices());
      pages.forEach(function (page) { whole.addPage(page); });
      size = pages[pages.length - 1].getSize();
      if (pages.length % 2 && number < ids.length - 1) { whole.addPage([size.width, size.height]); }
    }
    whole.setTitle(ids.map(function (id) { return sheets[id].english + " · " + sheets[id].language; }).join(", "));
    return { pages: whole.getPageCount(), data: await whole.save() };
  }

  document.querySelector("[data-join]").addEventListener("click", function () {
    var ids = show();
    telling.textContent = telling.dataset.working;
    join(ids).then(function (made) {
      joined.href = URL.createObjectURL(new Blob([made.data], { type: "application/pdf" }));
      joined.dataset.pages = made.pages;
      joined.hidden = false;
      telling.textContent = telling.dataset.done + " " + made.pages + " " + telling.dataset.pages;
      joined.focus();
    }).catch(function (error) {
      telling.textContent = telling.dataset.failed + " " + error.message;
    });
  });
  document.querySelector("[data-clear]").addEventListener("click", function () { stack.keep([]); show(); });
  show();
}());
