package dev.sluice.common.waf;

import dev.sluice.common.match.search.PatternSet;
import java.util.List;

/**
 * One rule.
 *
 * @param detections what an attack looks like, each looked for by itself
 */
public record WafRule(String id, WafAttackClass attack, List<PatternSet.Entry> detections) {
  public WafRule {
    detections = List.copyOf(detections);
  }
}
