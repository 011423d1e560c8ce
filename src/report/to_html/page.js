"use strict";
(function () {
  function fit() {
    document.querySelectorAll(".scroll").forEach(function (region) {
      if (region.scrollWidth > region.clientWidth + 1) region.setAttribute("tabindex", "0");
      else region.removeAttribute("tabindex");
    });
  }
  function text(cell) { return cell.textContent.trim(); }
  function alive(figure) {
    var plot = figure.querySelector(".plot");
    var line = figure.querySelector(".value");
    if (!plot || !line) return;
    var rows = Array.prototype.slice.call(figure.querySelectorAll("details tbody tr"));
    var heads = Array.prototype.map.call(figure.querySelectorAll("details thead tr > *"), text);
    if (!rows.length) return;
    var places = rows.map(function (row) { return row.hasAttribute("data-at") ? Number(row.getAttribute("data-at")) : NaN; });
    var down = plot.getAttribute("data-way") === "down";
    var mark = null;
    var chosen = -1;
    if (places.some(isFinite)) {
      mark = document.createElementNS("http://www.w3.org/2000/svg", "line");
      mark.setAttribute("stroke", "#801650");
      mark.setAttribute("stroke-width", "2");
      mark.setAttribute("stroke-dasharray", "5 3");
      mark.setAttribute("visibility", "hidden");
      plot.querySelector("svg").appendChild(mark);
    }
    function put(at) {
      var box = plot.querySelector("svg").viewBox.baseVal;
      var ends = down ? [0, at, box.width, at] : [at, 0, at, box.height];
      ["x1", "y1", "x2", "y2"].forEach(function (name, place) { mark.setAttribute(name, ends[place]); });
      mark.setAttribute("visibility", "visible");
    }
    function choose(place) {
      place = Math.max(0, Math.min(rows.length - 1, place));
      if (place === chosen) return;
      if (chosen >= 0) rows[chosen].classList.remove("chosen");
      chosen = place;
      rows[place].classList.add("chosen");
      var cells = Array.prototype.map.call(rows[place].children, text);
      var said = cells.slice(1).map(function (cell, column) { return cell && heads[column + 1] + " " + cell; });
      line.textContent = cells[0] + ": " + said.filter(Boolean).join(", ");
      if (mark && isFinite(places[place])) put(places[place]);
    }
    plot.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) choose(chosen < 0 ? (step > 0 ? 0 : rows.length - 1) : chosen + step);
      else if (event.key === "Home") choose(0);
      else if (event.key === "End") choose(rows.length - 1);
      else return;
      event.preventDefault();
    });
    plot.addEventListener("pointermove", function (event) {
      if (!mark) return;
      var svg = plot.querySelector("svg");
      var frame = svg.getBoundingClientRect();
      var box = svg.viewBox.baseVal;
      var at = down ? (event.clientY - frame.top) / frame.height * box.height : (event.clientX - frame.left) / frame.width * box.width;
      var nearest = -1;
      places.forEach(function (place, index) {
        if (isFinite(place) && (nearest < 0 || Math.abs(place - at) < Math.abs(places[nearest] - at))) nearest = index;
      });
      choose(nearest);
    });
  }
  document.querySelectorAll("figure.chart").forEach(alive);
  fit();
  window.addEventListener("resize", fit);
})();
