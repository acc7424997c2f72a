package dev.sluice.common.waf;

import dev.sluice.common.match.search.PatternSet;
import java.util.List;

/**
 * A rule.
 *
 * @param detections the patterns of the attack, each of which is sufficient
 */
public record WafRule(String id, WafAttackClass attack, List<PatternSet.Entry> detections) {
  public WafRule {
    detections = List.copyOf(detections);
  }
}
