package dev.sluice.controller.distress;

import java.time.Instant;
import java.util.List;

/** A series of the figures of a route, by the second in which exchanges ended. */
public record RouteSeries(List<SecondFigures> seconds) {
  /** A route without exchanges. */
  public static final RouteSeries EMPTY = new RouteSeries(List.of());

  public RouteSeries {
    seconds = List.copyOf(seconds);
  }

  /** The figures of the second that begins at a time. */
  public record SecondFigures(Instant at, RouteFigures figures) {}

  /** Returns the figures of the seconds that began at or after a time. */
  RouteFigures since(Instant time) {
    RouteFigures sum = RouteFigures.NONE;
    for (SecondFigures second : seconds) {
      if (!second.at().isBefore(time)) {
        sum = sum.plus(second.figures());
      }
    }
    return sum;
  }
}
