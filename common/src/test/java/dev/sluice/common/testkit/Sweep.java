package dev.sluice.common.testkit;

/**
 * The size of a test over many cases: a part of them in every run, and all of them where {@code
 * -Dsluice.test.all} is set, as {@code ./sluice test --all} does.
 */
public final class Sweep {
  /** The system property that asks for the full sweeps. */
  public static final String PROPERTY = "sluice.test.all";

  private Sweep() {}

  /** Returns {@code full} where all cases are asked for, else {@code part}. */
  public static int of(int part, int full) {
    return all() ? full : part;
  }

  /** Whether all cases are asked for. */
  public static boolean all() {
    String value = System.getProperty(PROPERTY, "false");
    return value.isEmpty() || value.equals("true");
  }
}
