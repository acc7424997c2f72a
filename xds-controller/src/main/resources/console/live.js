"use strict";
// Adds new requests to the table of the page. Every value is set as text.
(() => {
  const MOST_ROWS = 200;
  const status = document.getElementById("live");
  const table = document.querySelector("main tbody");
  const known = { allow: "good", deny: "bad", block: "bad" };
  let paused = false;
  let added = 0;

  const say = (text) => {
    if (status.textContent !== text) {
      status.textContent = text;
    }
  };

  const pause = document.createElement("button");
  pause.type = "button";
  pause.textContent = "Pause";
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.textContent = paused ? "Continue" : "Pause";
    say(paused ? "Paused." : "New requests appear at the top.");
  });
  status.after(pause);

  const texts = (request) => [
    new Date(request.ts_ms).toISOString().replace(".000Z", "Z"),
    request.decision,
    request.decision_rule,
    request.status_code,
    request.method,
    request.endpoint,
    request.tenant_id,
    request.user_id,
    request.dlp_action,
    request.latency_ms + " ms",
    request.correlation_id,
  ];

  const row = (request) => {
    const made = document.createElement("tr");
    texts(request).forEach((value, column) => {
      const cell = document.createElement(column === 0 ? "th" : "td");
      if (column === 0) {
        cell.scope = "row";
      }
      const span = document.createElement("span");
      const text = value === null || value === undefined || value === "" ? "–" : String(value);
      span.className = column === 0 ? "time" : (column === 1 && known[text]) || "plain";
      span.textContent = text;
      cell.append(span);
      made.append(cell);
    });
    return made;
  };

  const source = new EventSource(status.dataset.stream);
  source.addEventListener("open", () => say("New requests appear at the top."));
  source.addEventListener("requests", (event) => {
    if (paused) {
      return;
    }
    if (!table) {
      window.location.reload();
      return;
    }
    const requests = JSON.parse(event.data);
    table.prepend(...requests.map(row));
    while (table.rows.length > MOST_ROWS) {
      table.deleteRow(-1);
    }
    added += requests.length;
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) {
      say("The connection has ended. Reload the page to see newer entries.");
    }
  });
  // Screen readers hear a sum now and then, not every request.
  setInterval(() => {
    if (added > 0 && !paused) {
      say(added + " new requests since the page was opened.");
    }
  }, 10000);
})();
