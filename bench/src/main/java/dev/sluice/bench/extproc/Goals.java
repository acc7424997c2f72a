package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.text.Tokens;
import dev.sluice.bench.report.Goal;
import dev.sluice.bench.rounds.Table;
import java.util.List;

/** What is asked of Sluice. */
final class Goals {
  private static final double GAP_MS = PacedScenario.GAP.toMillis();
  private static final String GO = Table.times(Variant.GO);
  private static final String WORDS = Names.paced(Tokens.WORD_END);
  private static final String SPACES = Names.paced(Tokens.LEADING_SPACE);

  static final List<Goal> ALL =
      List.of(
          Goal.atLeast(Names.CHAT, GO, 1.0, 1.1),
          Goal.atMost(Names.CHAT_ALONE, Names.ADDED_P50, 0.5, 0.5),
          Goal.atMost(Names.CHAT_ALONE, Names.ADDED_P99, 0.95, 0.95),
          Goal.atLeast(Names.UP, GO, 0.75, 0.75),
          Goal.atLeast(Names.DOWN, GO, 0.75, 0.75),
          Goal.atMost(WORDS, Names.FIRST_P50, 1.6, 1.0),
          Goal.atMost(WORDS, Names.FIRST_P99, 3, 3),
          Goal.atMost(WORDS, Names.DELAY_P50, 0.3, 0.15),
          Goal.atMost(WORDS, Names.DELAY_P99, 1.5, 1.5),
          Goal.atMost(WORDS, Names.CPU_OF_EVENT, 45, 45),
          Goal.atMost(SPACES, Names.FIRST_P50, 1.6, 1.0),
          Goal.atMost(SPACES, Names.FIRST_P99, 3, 3),
          Goal.atMost(SPACES, Names.DELAY_P50, GAP_MS + 0.3, GAP_MS + 0.15),
          Goal.atMost(SPACES, Names.HELD_P99, 24, 24),
          Goal.atMost(SPACES, Names.CPU_OF_EVENT, 45, 45),
          Goal.atMost(Names.BURST, Names.CPU_OF_EVENT, 45, 45));

  private Goals() {}
}
