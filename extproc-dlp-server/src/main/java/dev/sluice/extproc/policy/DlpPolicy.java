package dev.sluice.extproc.policy;

import java.util.BitSet;
import java.util.List;

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
    var inForce = new BitSet(rules.size());
    for (DlpRule rule : rules) {
      if (rule.scope().covers(direction, scope) && !overruled(rule, direction, scope)) {
        inForce.set(rule.order());
      }
    }
    return inForce;
  }

  /** True if the file itself asks for event streams of this exchange to be inspected. */
  public boolean inspectsStreams(ExchangeScope scope) {
    return streams.stream().anyMatch(where -> where.covers(Direction.RESPONSE, scope));
  }

  private boolean overruled(DlpRule rule, Direction direction, ExchangeScope scope) {
    for (DlpRule other : rules) {
      int more = other.scope().specificity() - rule.scope().specificity();
      if (other.id().equals(rule.id())
          && (more > 0 || (more == 0 && other.order() < rule.order()))
          && other.scope().covers(direction, scope)) {
        return true;
      }
    }
    return false;
  }
}
