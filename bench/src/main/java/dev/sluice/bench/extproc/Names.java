package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.text.Tokens;

/** How scenarios and figures are called where goals look for them. */
final class Names {
  static final String CHAT = "2 KB chat, 16 connections";
  static final String CHAT_ALONE = "2 KB chat, 1 connection";
  static final String UP = "1 MB up, 4 connections";
  static final String DOWN = "1 MB down, 4 connections";
  static final String BURST = "events as fast as they are written, 8 streams";
  static final String ADDED_P50 = "added p50, ms";
  static final String ADDED_P99 = "added p99, ms";
  static final String FIRST_P50 = "first event, added p50, ms";
  static final String FIRST_P99 = "first event, added p99, ms";
  static final String DELAY_P50 = "event delay, added p50, ms";
  static final String DELAY_P99 = "event delay, added p99, ms";
  static final String HELD_P99 = "characters on their way, p99";
  static final String CPU_OF_EVENT = "server CPU µs per event";

  private Names() {}

  static String paced(Tokens tokens) {
    return "events 5 ms apart, 8 streams, " + tokens.title();
  }
}
