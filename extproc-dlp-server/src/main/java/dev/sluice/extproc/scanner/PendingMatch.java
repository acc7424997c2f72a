package dev.sluice.extproc.scanner;

import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A match of a rule or a token that is not decided, because others may overlap it. */
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
   * Creates a match of a rule.
   *
   * @param text the replacement if the match has no token
   * @param kind the kind of its token; empty if it has none
   * @param hash the hash of the value, if there is a key
   */
  static PendingMatch of(
      DlpRule rule, long from, long to, byte[] text, String kind, Optional<String> hash) {
    return new PendingMatch(rule, from, to, text, kind, hash);
  }

  /**
   * Creates a match of a token.
   *
   * @param text the replacement if the token gets no other token
   * @param kind the kind of the token that it gets; empty if it gets none
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

  /** Returns true if a rule replaces the match. */
  boolean isMask() {
    return rule != null && rule.action() == RuleAction.MASK;
  }

  /** Returns true if the match is replaced, by a rule or a token. */
  boolean isReplaced() {
    return rule == null || isMask();
  }

  private int order() {
    return rule == null ? Integer.MAX_VALUE : rule.order();
  }

  /** Returns true if two patterns of one rule found the same match. */
  boolean isSame(PendingMatch other) {
    return order() == other.order() && from == other.from && to == other.to;
  }

  /**
   * Returns true if this mask wins over an overlapping one: it starts first, is longer, or is first
   * in the file.
   */
  boolean precedes(PendingMatch other) {
    if (from != other.from) {
      return from < other.from;
    }
    return to != other.to ? to > other.to : order() < other.order();
  }
}
