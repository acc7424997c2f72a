package dev.sluice.extauthz.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts something by the rule that it happened to. */
final class RuleCounters {
  /** Rules come and go with the policy, so that their number has a bound of its own. */
  private static final int MOST_RULES = 1_000;

  private final String name;
  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  RuleCounters(String name, MeterRegistry registry) {
    this.name = name;
    this.registry = registry;
  }

  void increment(String rule) {
    Counter known = counters.get(rule);
    if (known == null) {
      String told = counters.size() < MOST_RULES ? rule : "others";
      known = counters.computeIfAbsent(told, this::counter);
    }
    known.increment();
  }

  private Counter counter(String rule) {
    return Counter.builder(name).tag("rule", rule).register(registry);
  }
}
