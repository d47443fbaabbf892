let copy = new Map(), growing = copy, told = [], cursor = "", watchdog; // "service host port" → the latest event of that instance

function follow() {
  const stream = new EventSource("/api/events?cursor=" + encodeURIComponent(cursor));
  const again = () => { stream.close(); setTimeout(follow, 1000); };
  const alive = () => { clearTimeout(watchdog); watchdog = setTimeout(again, 15000); }; // a sign of life comes every 5 s
  alive();
  stream.addEventListener("reset", () => { growing = new Map(); told = []; }); // the old copy serves until the new one is whole
  stream.onmessage = message => told.push(JSON.parse(message.data)); // counts once its cursor is here
  stream.addEventListener("cursor", message => {
    alive();
    for (const event of told.splice(0)) apply(event);
    const page = JSON.parse(message.data);
    cursor = page.cursor;
    if (!page.more) show(copy = growing);
  });
  // A browser connects again by itself and says where it stood, but not after a status such as 503.
  stream.onerror = () => { told = []; if (stream.readyState === EventSource.CLOSED) again(); };
}

function apply(event) {
  const instance = [event.service, event.instance.host, event.instance.port].join(" ");
  if (growing.get(instance)?.version >= event.version) return; // older than what is known, or told twice
  if (event.kind === "unregistered") growing.delete(instance);
  else growing.set(instance, event);
}

follow();
