package dev.sluice.bench.report;

/**
 * What a figure should be.
 *
 * @param section where the figure stands
 * @param row its name there
 * @param atLeast whether more is better
 * @param required the bound that it has to keep
 * @param reach the better one that it should
 */
public record Goal(String section, String row, boolean atLeast, double required, double reach) {

  /** How far a figure comes. */
  enum State {
    reached,
    met,
    missed
  }

  /** A figure of which more is better. */
  public static Goal atLeast(String section, String row, double required, double reach) {
    return new Goal(section, row, true, required, reach);
  }

  /** A figure of which less is better. */
  public static Goal atMost(String section, String row, double required, double reach) {
    return new Goal(section, row, false, required, reach);
  }

  State state(double value) {
    if (keeps(value, reach)) {
      return State.reached;
    }
    return keeps(value, required) ? State.met : State.missed;
  }

  private boolean keeps(double value, double bound) {
    return atLeast ? value >= bound : value <= bound;
  }
}
