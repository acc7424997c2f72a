package dev.sluice.bench.audit;

/** How shapes and figures are called where goals look for them. */
final class Names {
  static final String SLUICE = "Sluice";
  static final String KILLS = "policy servers and PostgreSQL killed under load";
  static final String MISSING = "answered decisions without a row";
  static final String TWICE = "decisions or exchanges with two rows";
  static final String ALONE = "decisions without the row of an exchange";
  static final String WRONG = "good tokens refused, others let pass";
  static final String BROKEN = "chains with a fault";

  static final String COST = "5,000 checks a second, decisions written down";
  static final String ADDED = "added p99 by that of fdatasync";
  static final String PACED = "added p99 by that of the paced";
  static final String DRAIN = "records into PostgreSQL";

  static final String OUTAGE = "PostgreSQL away, 100 chats a second";
  static final String OUTAGE_ROWS = "rows of that time";
  static final String FULL = "disk full, 100 chats a second";
  static final String FULL_ROWS = "rows of the time with a full disk";
  static final String P95 = "p95 by that before";
  static final String BEFORE = "before";
  static final String AWAY = "away";
  static final String AFTER = "after";

  private Names() {}
}
