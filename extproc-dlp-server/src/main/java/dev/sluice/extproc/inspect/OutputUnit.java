package dev.sluice.extproc.inspect;

/** In which units a body leaves, and ends if it must. */
enum OutputUnit {
  /** As bytes. */
  WHOLE,
  /** As server-sent events. */
  EVENTS,
  /** As lines of JSON. */
  LINES
}
