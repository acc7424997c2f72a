package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A match that is not decided yet, for others may overlap it: of a rule, or a token. */
final class PendingMatch {
  private final @Nullable DlpRule rule;
  private final long from;
  private final long to;
  private final byte[] text;
  private final String kind;
  private final Optional<String> hash;

  private PendingMatch(
      @Nullable DlpRule rule, long from, long to, byte[] text, String kind, Optional<String> hash) {
    this.rule = rule;
    this.from = from;
    this.to = to;
    this.text = text;
    this.kind = kind;
    this.hash = hash;
  }

  /**
   * A match of a rule.
   *
   * @param text what stands in its place if it has no token
   * @param kind that of its token; empty if it has none
   * @param hash that of the value, where a key is known
   */
  static PendingMatch of(
      DlpRule rule, long from, long to, byte[] text, String kind, Optional<String> hash) {
    return new PendingMatch(rule, from, to, text, kind, hash);
  }

  /**
   * A token.
   *
   * @param text what stands in its place if it has no token itself
   * @param kind that of the token that it has itself; empty if it has none
   */
  static PendingMatch ofToken(long from, long to, byte[] text, String kind) {
    return new PendingMatch(null, from, to, text, kind, Optional.empty());
  }

  Optional<DlpRule> rule() {
    return Optional.ofNullable(rule);
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  byte[] text() {
    return text;
  }

  String kind() {
    return kind;
  }

  Optional<String> hash() {
    return hash;
  }

  /** True if a rule asks for something else in its place. */
  boolean isMask() {
    return rule != null && rule.action() == RuleAction.MASK;
  }

  /** True if something else comes to its place. */
  boolean isReplaced() {
    return rule == null || isMask();
  }

  private int order() {
    return rule == null ? Integer.MAX_VALUE : rule.order();
  }

  /** What two patterns of one rule find is one match. */
  boolean isSame(PendingMatch other) {
    return order() == other.order() && from == other.from && to == other.to;
  }

  /** Among overlapping masks: the one that starts first, the longest, the first in the file. */
  boolean precedes(PendingMatch other) {
    if (from != other.from) {
      return from < other.from;
    }
    return to != other.to ? to > other.to : order() < other.order();
  }
}
