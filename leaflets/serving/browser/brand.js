/* What a script adds to the page of a clinic's look: it is tried while it is typed. Everything else works without it. */
(function () {
  "use strict";
  var form = document.querySelector("[data-look]");
  if (!form) { return; }
  var waiting = null, asked = 0, state = form.dataset.state;

  function all(selector, within) { return Array.prototype.slice.call((within || form).querySelectorAll(selector)); }
  function chosen() {
    var query = new URLSearchParams();
    all("[data-field]").forEach(function (field) {
      if (field.type === "radio" ? field.checked : field.value) { query.set(field.name, field.value); }
    });
    return query;
  }
  var first = chosen().toString();
  function put(text) {
    var fresh = new DOMParser().parseFromString(text, "text/html");
    all("[data-part], [data-swatch]").forEach(function (part) {
      var name = part.id ? "#" + part.id : "[data-swatch='" + part.dataset.swatch + "']", other = fresh.querySelector(name);
      if (other) { part.replaceWith(document.adoptNode(other)); }
    });
    all("input[type=text]").forEach(function (field) {
      var other = fresh.getElementById(field.id);
      if (other && other.hasAttribute("aria-invalid")) { field.setAttribute("aria-invalid", "true"); } else { field.removeAttribute("aria-invalid"); }
    });
  }
  function show() {
    var number = asked += 1, address = form.getAttribute("action") + "?" + chosen();
    fetch(address, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
      if (number !== asked) { return; }
      put(text);
      history.replaceState(null, "", address);
    });
  }
  form.addEventListener("input", function (event) {
    if (!event.target.matches("[data-field]")) { return; }
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, event.target.type === "radio" ? 0 : 250);
  });
  form.addEventListener("click", function (event) {
    var tone = event.target.closest("[data-tone]");
    if (!tone || event.ctrlKey || event.metaKey) { return; }
    event.preventDefault();
    var field = document.getElementById(tone.dataset.for);
    field.value = tone.dataset.tone;
    field.focus();
    show();
  });
  form.querySelector("[data-file]").addEventListener("change", function () { form.querySelector("button[value=try]").click(); });

  if (window.EventSource) {
    var stream = new EventSource("/events");
    stream.addEventListener("state", function (event) {
      if (event.data === state) { return; }
      state = event.data;
      if (chosen().toString() === first) { location.replace(form.getAttribute("action")); return; }
      fetch(form.getAttribute("action"), { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (text) {
        var known = new DOMParser().parseFromString(text, "text/html").querySelector("[name=known]");
        if (known && known.value !== form.querySelector("[name=known]").value) {
          var place = form.querySelector("[data-told]");
          place.className = "said is-clash"; place.textContent = form.dataset.meanwhile;
        }
      });
    });
    window.addEventListener("pagehide", function () { stream.close(); });
  }
})();
