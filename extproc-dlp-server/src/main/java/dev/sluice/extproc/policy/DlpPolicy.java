package dev.sluice.extproc.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One version of the rules.
 *
 * @param streams where event streams are inspected whatever the route itself says
 */
public record DlpPolicy(String version, List<DlpRule> rules, List<RuleScope> streams) {
  public DlpPolicy {
    rules = List.copyOf(rules);
    streams = List.copyOf(streams);
  }

  /**
   * The places of the rules that apply to one direction of an exchange. Of several rules with one
   * id only the most specific applies.
   */
  public BitSet inForce(Direction direction, ExchangeScope scope) {
    Map<String, DlpRule> byId = new HashMap<>();
    for (DlpRule rule : rules) {
      if (rule.scope().covers(direction, scope)) {
        byId.merge(rule.id(), rule, DlpPolicy::moreSpecific);
      }
    }
    var inForce = new BitSet(rules.size());
    byId.values().forEach(rule -> inForce.set(rule.order()));
    return inForce;
  }

  /** True if the file itself asks for event streams of this exchange to be inspected. */
  public boolean inspectsStreams(ExchangeScope scope) {
    return streams.stream().anyMatch(where -> where.covers(Direction.RESPONSE, scope));
  }

  /** The first of two that are equally specific. */
  private static DlpRule moreSpecific(DlpRule earlier, DlpRule later) {
    return later.scope().specificity() > earlier.scope().specificity() ? later : earlier;
  }
}
