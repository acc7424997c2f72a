package dev.sluice.bench.audit;

import dev.sluice.bench.report.Goal;
import java.util.List;

/** What is asked of Sluice. */
final class Goals {
  static final List<Goal> ALL =
      List.of(
          Goal.atMost(Names.KILLS, Names.MISSING, 0, 0),
          Goal.atMost(Names.KILLS, Names.TWICE, 0, 0),
          Goal.atMost(Names.KILLS, Names.ALONE, 0, 0),
          Goal.atMost(Names.KILLS, Names.WRONG, 0, 0),
          Goal.atMost(Names.KILLS, Names.BROKEN, 0, 0),
          Goal.atMost(Names.OUTAGE_ROWS, Names.MISSING, 0, 0),
          Goal.atMost(Names.OUTAGE_ROWS, Names.TWICE, 0, 0),
          Goal.atMost(Names.FULL_ROWS, Names.MISSING, 0, 0),
          Goal.atMost(Names.FULL_ROWS, Names.TWICE, 0, 0));

  /** Held against a disk that is asked as often as decisions come, not one that is kept busy. */
  static final List<Goal> COST = List.of(Goal.atMost(Names.COST, Names.PACED, 2, 2));

  static final List<Goal> OUTAGE = List.of(Goal.atMost(Names.OUTAGE, Names.P95, 1.1, 1.1));

  private Goals() {}
}
