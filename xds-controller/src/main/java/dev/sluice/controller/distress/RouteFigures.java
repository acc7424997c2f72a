package dev.sluice.controller.distress;

/**
 * The requests on a route that reached an upstream in a period.
 *
 * @param errors the requests that the upstream failed
 * @param slow the requests whose response began late
 */
public record RouteFigures(long requests, long errors, long slow) {
  private static final int PERCENT = 100;

  /** A period without requests. */
  static final RouteFigures NONE = new RouteFigures(0, 0, 0);

  RouteFigures plus(RouteFigures other) {
    return new RouteFigures(requests + other.requests, errors + other.errors, slow + other.slow);
  }

  double errorPercent() {
    return percent(errors);
  }

  double slowPercent() {
    return percent(slow);
  }

  private double percent(long part) {
    return requests == 0 ? 0 : (double) part * PERCENT / requests;
  }
}
