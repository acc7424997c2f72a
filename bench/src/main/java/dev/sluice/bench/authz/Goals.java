package dev.sluice.bench.authz;

import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.report.Goal;
import dev.sluice.bench.rounds.Table;
import java.util.List;

/** What is asked of Sluice. */
final class Goals {
  private static final String GO = Table.times(Variant.GO);
  private static final String JAVA = Table.times(Variant.JAVA);
  private static final String OIDC = Table.times(Variant.OIDC);
  private static final String JWT = Table.times(Variant.JWT);
  private static final String RS_POOL = Names.pool(Algorithm.RS256);
  private static final String ES_POOL = Names.pool(Algorithm.ES256);
  private static final String RS_ENVOY = Names.envoy(Algorithm.RS256);
  private static final String ES_ENVOY = Names.envoy(Algorithm.ES256);

  static final List<Goal> ALL =
      List.of(
          Goal.atLeast(RS_POOL, GO, 1.5, 2.0),
          Goal.atMost(RS_POOL, Names.CPU, 13, 10),
          Goal.atLeast(ES_POOL, GO, 1.5, 2.0),
          Goal.atMost(ES_POOL, Names.CPU, 13, 10),
          Goal.atLeast(Names.cold(Algorithm.RS256), OIDC, 1.3, 2.0),
          Goal.atLeast(Names.cold(Algorithm.ES256), OIDC, 1.0, 1.3),
          Goal.atLeast(Names.FLOOD, Names.KEPT, 80, 80),
          Goal.atLeast(Names.FLOOD, Names.KEPT_PACED, 80, 80),
          Goal.atMost(Names.UNKNOWN, Names.FETCHES, 1, 1),
          Goal.atMost(Names.CALM, Names.P99_OF_GO, 1, 1),
          Goal.atMost(Names.MEMORY, Names.RESIDENT, 200, 200),
          Goal.atLeast(RS_ENVOY, JWT, 1.1, 1.1),
          Goal.atLeast(RS_ENVOY, JAVA, 0.95, 0.95),
          Goal.atLeast(ES_ENVOY, JWT, 1.5, 1.5),
          Goal.atLeast(ES_ENVOY, JAVA, 0.95, 0.95));

  private Goals() {}
}
