/* What a script adds to the pages on which words are changed: it turns messages without loading the page, shows what was
   saved elsewhere, and knows keys. Everything else works without it. */
(function () {
  "use strict";
  var bench = document.querySelector("[data-bench]");
  if (!bench) { return; }
  var frame = bench.querySelector("[data-leaf]");
  var state = "", waiting = null, turns = 0, busy = false;

  function one(selector) { return bench.querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }
  function typed() { return all("[data-text]", bench).map(function (field) { return field.value; }); }
  function before() { return all("[data-text]", bench).map(function (field) { return field.defaultValue; }); }
  function isTouched() { return typed().join("\u0000") !== before().join("\u0000"); }
  function tell(words, kind) {
    var place = one("[data-told]");
    place.className = "said is-" + kind; place.textContent = words;
  }
  function fetched(address) {
    return fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } }).then(function (answer) {
      return answer.text().then(function (text) {
        return { page: new DOMParser().parseFromString(text, "text/html"), address: answer.url, ok: answer.ok };
      });
    });
  }

  /* The page in its frame: words lead to their messages, and the chosen ones are marked. */
  function leaf() { try { return frame && frame.contentDocument; } catch (error) { return null; } }
  function mark(scrolls) {
    var page = leaf();
    if (!page) { return; }
    var name = one("#message").dataset.message;
    all("[data-message]", page).forEach(function (link) {
      if (link.dataset.message === name) { link.setAttribute("aria-current", "true"); } else { link.removeAttribute("aria-current"); }
    });
    var first = page.querySelector("[data-message='" + name + "']");
    if (scrolls && first) { /* in the frame alone: scrollIntoView would move this page, too */
      var sight = page.scrollingElement;
      sight.scrollTop += first.getBoundingClientRect().top - sight.clientHeight / 3;
    }
  }
  function listen() {
    var page = leaf();
    if (!page || !page.body || page.documentElement.dataset.heard) { return; }
    page.documentElement.dataset.heard = "yes";
    page.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
      if (link.dataset.message) { go(link.href, false); }
    });
    page.addEventListener("keydown", keys);
    mark(true);
  }
  if (frame) { frame.addEventListener("load", listen); listen(); }

  /* Another message, or the same as it is now */
  function put(got, keeps) {
    turns += 1;
    var fresh = got.page.querySelector("[data-bench]");
    if (!fresh) { location.assign(got.address); return; }
    if (!keeps) { one("#message").replaceWith(document.adoptNode(fresh.querySelector("#message"))); }
    var list = one(".list"), places = all(".messages", list).map(function (part) { return part.scrollTop; });
    var open = document.activeElement && list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    list.replaceWith(document.adoptNode(fresh.querySelector(".list")));
    all(".messages", one(".list")).forEach(function (part, number) { part.scrollTop = places[number] || 0; });
    if (open) { var again = all("a", one(".list")).filter(function (link) { return link.getAttribute("href") === open; })[0]; if (again) { again.focus(); } }
    document.title = got.page.title;
    ready();
  }
  function go(address, focuses) {
    if (isTouched() && !window.confirm(bench.dataset.leave)) { return; }
    fetched(address).then(function (got) {
      put(got, false);
      history.pushState(null, "", got.address);
      mark(true);
      if (focuses) { var field = one("[data-text]"); if (field) { field.focus(); } }
      var current = one(".messages [aria-current]");
      if (current) { current.scrollIntoView({ block: "nearest" }); }
    });
  }
  window.addEventListener("popstate", function () { fetched(location.href).then(function (got) { put(got, false); mark(true); }); });
  bench.addEventListener("click", function (event) {
    var link = event.target.closest("[data-to], [data-go]"), chip = event.target.closest("[data-insert]");
    if (chip) { insert(chip.dataset.insert); return; }
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    go(link.href, true);
  });
  function insert(words) {
    var field = bench.querySelector("[data-last]") || one("[data-text]");
    if (field) { field.focus(); field.setRangeText(words, field.selectionStart, field.selectionEnd, "end"); }
  }
  bench.addEventListener("focusin", function (event) {
    if (!event.target.matches("[data-text]")) { return; }
    all("[data-last]", bench).forEach(function (field) { delete field.dataset.last; });
    event.target.dataset.last = "yes";
  });

  /* Saving */
  bench.addEventListener("submit", function (event) {
    if (!event.target.matches("[data-form]")) { return; }
    event.preventDefault();
    var form = event.target, sent = new URLSearchParams(new FormData(form)), button = event.submitter;
    if (button && button.name) { sent.set(button.name, button.value); }
    busy = true;
    form.setAttribute("aria-busy", "true");
    fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (text) {
        busy = false;
        put({ page: new DOMParser().parseFromString(text, "text/html"), address: answer.url }, false);
        if (answer.ok) { history.replaceState(null, "", answer.url.replace(/&saved=\w+/, "")); }
        mark(true);
        var field = one("[data-text]");
        if (field) { field.focus(); }
      });
    }).catch(function () { busy = false; form.removeAttribute("aria-busy"); tell(bench.dataset.lost, "clash"); });
  });

  /* Keys */
  function keys(event) {
    if (event.ctrlKey && event.key === "Enter") { var save = one("[data-save]"); if (save) { event.preventDefault(); save.click(); } }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      var link = one(event.key === "ArrowUp" ? "[data-go=before]" : "[data-go=behind]");
      if (link) { event.preventDefault(); go(link.href, true); }
    }
  }
  document.addEventListener("keydown", keys);
  window.addEventListener("beforeunload", function (event) { if (isTouched()) { event.preventDefault(); } });
  function ready() { all("[data-insert]", bench).forEach(function (chip) { chip.disabled = !one("[data-text]"); }); }
  ready();

  /* What was saved, in whatever editor */
  function renew() { renewLeaf().then(renewMessage); } /* the page first: it is made in less time */
  function renewLeaf() {
    if (!frame) { return Promise.resolve(); }
    return fetched(frame.getAttribute("src").split("#")[0]).then(function (got) {
      var page = leaf();
      if (!got.ok || !page || !page.body) { return; }
      var place = page.scrollingElement.scrollTop;
      page.body.replaceWith(page.adoptNode(got.page.body));
      page.scrollingElement.scrollTop = place;
      mark(false);
    });
  }
  function renewMessage() {
    var then = turns;
    return fetched(location.href).then(function (got) {
      var fresh = got.page.querySelector("#message");
      if (!got.ok || !fresh) { return; }
      if (then !== turns || busy) { waiting = window.setTimeout(renew, 50); return; } /* another message came meanwhile */
      var shown = one("#message"), keeps = fresh.dataset.message === shown.dataset.message && isTouched();
      var focused = document.activeElement && document.activeElement.matches("[data-text]");
      put(got, keeps);
      if (keeps && fresh.dataset.known !== shown.dataset.known) { tell(bench.dataset.meanwhile, "clash"); }
      if (!keeps && focused && one("[data-text]")) { one("[data-text]").focus(); }
    });
  }
  function hear() {
    var stream = new EventSource("/events");
    stream.addEventListener("state", function (event) {
      var first = state || bench.dataset.state;
      state = event.data;
      if (state !== first) { window.clearTimeout(waiting); waiting = window.setTimeout(renew, 0); }
    });
    stream.onerror = function () { if (stream.readyState === 2) { window.setTimeout(hear, 3000); } };
    window.addEventListener("pagehide", function () { stream.close(); });
  }
  if (window.EventSource) { hear(); }
})();
