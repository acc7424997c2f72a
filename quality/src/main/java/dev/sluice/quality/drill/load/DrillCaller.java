package dev.sluice.quality.drill.load;

/** A kind of caller, with the outcome of its requests while nothing is wrong. */
public enum DrillCaller {
  PLAIN("200", 2),
  PERSONAL_PROMPT("200", 1),
  PERSONAL_ANSWER("200", 1),
  STREAM("200", 2),
  UPLOAD("200", 1),
  SECRET_PROMPT("400 DLP_BLOCKED", 1),
  NO_TOKEN("401 AUTH_INVALID_TOKEN", 1),
  FORGED_TOKEN("401 AUTH_INVALID_TOKEN", 1),
  EXPIRED_TOKEN("401 AUTH_INVALID_TOKEN", 1),
  LOW_ROLE("403 AUTH_FORBIDDEN", 1);

  private final String expected;
  private final int loops;

  DrillCaller(String expected, int loops) {
    this.expected = expected;
    this.loops = loops;
  }

  /** Returns the outcome while nothing is wrong. */
  public String expected() {
    return expected;
  }

  /** Returns true if no request of this caller may reach an upstream. */
  public boolean mustBeDenied() {
    return !expected.equals("200");
  }

  /** Returns the number of callers of this kind at the same time. */
  int loops() {
    return loops;
  }
}
