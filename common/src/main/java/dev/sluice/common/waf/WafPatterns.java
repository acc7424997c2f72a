package dev.sluice.common.waf;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The patterns of all rules, compiled into one set. */
public final class WafPatterns {
  private final PatternSet set;
  private final int[] ruleOf;

  private WafPatterns(PatternSet set, int[] ruleOf) {
    this.set = set;
    this.ruleOf = ruleOf;
  }

  static WafPatterns of(List<WafRule> rules) {
    List<PatternSet.Entry> entries = new ArrayList<>();
    List<Integer> ruleOf = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (PatternSet.Entry entry : rules.get(rule).detections()) {
        entries.add(entry);
        ruleOf.add(rule);
      }
    }
    return new WafPatterns(
        PatternSet.compile(entries), ruleOf.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the set, which all searches share. */
  public PatternSet set() {
    return set;
  }

  /** Returns the index of the rule to which a pattern of the set belongs. */
  public int ruleOf(int pattern) {
    return ruleOf[pattern];
  }

  /** Returns the indexes of the rules that match a text. */
  BitSet matchingRules(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var matched = new BitSet();
    MatchCursor cursor =
        set.cursor((pattern, offset, in, from, to) -> matched.set(ruleOf[pattern]));
    cursor.feed(bytes, 0, bytes.length);
    cursor.end();
    return matched;
  }
}
