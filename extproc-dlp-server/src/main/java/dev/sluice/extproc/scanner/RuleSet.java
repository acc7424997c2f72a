package dev.sluice.extproc.scanner;

import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.policy.RuleClass;
import dev.sluice.extproc.rewriter.Replacer;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rules, compiled for one search; each exchange selects the rules in force. */
public final class RuleSet {
  private final List<DlpRule> rules;
  private final PatternSet patterns;

  /** The rule of each pattern. */
  private final List<DlpRule> ruleOf;

  /** Compiles {@code rules}, which are in the order of the file. */
  public RuleSet(List<DlpRule> rules) {
    this.rules = List.copyOf(rules);
    ruleOf =
        rules.stream()
            .flatMap(rule -> Collections.nCopies(rule.detections().size(), rule).stream())
            .toList();
    patterns =
        PatternSet.compile(rules.stream().flatMap(rule -> rule.detections().stream()).toList());
  }

  private RuleSet(List<DlpRule> rules, List<DlpRule> ruleOf, PatternSet patterns) {
    this.rules = rules;
    this.ruleOf = ruleOf;
    this.patterns = patterns;
  }

  /** Returns the same patterns with changed rules; each rule keeps its position. */
  public RuleSet withRules(UnaryOperator<DlpRule> change) {
    List<DlpRule> changed = rules.stream().map(change).toList();
    return new RuleSet(
        changed, ruleOf.stream().map(rule -> changed.get(rule.order())).toList(), patterns);
  }

  DlpRule rule(int pattern) {
    return ruleOf.get(pattern);
  }

  /** Returns whether matches in decoded text count; rules about attacks see the text as it is. */
  boolean readsDecoded(int pattern) {
    return rule(pattern).ruleClass() != RuleClass.WAF;
  }

  PatternSet patterns() {
    return patterns;
  }

  /** Returns the kinds of values that the rules in force replace by reversible tokens. */
  public List<String> tokenKinds(BitSet inForce) {
    return Replacer.kinds(
        rules.stream().filter(rule -> inForce.get(rule.order())).map(DlpRule::mask).toList());
  }

  /** Returns the rules in force that an external recognizer applies. */
  public List<DlpRule> external(BitSet inForce) {
    return rules.stream()
        .filter(rule -> rule.external().isPresent() && inForce.get(rule.order()))
        .toList();
  }

  /** Returns the positions of the blocking rules in force. */
  public BitSet blocking(BitSet inForce) {
    var blocking = new BitSet();
    rules.stream()
        .filter(rule -> rule.action() == RuleAction.BLOCK && inForce.get(rule.order()))
        .forEach(rule -> blocking.set(rule.order()));
    return blocking;
  }
}
