package dev.sluice.ctl.dlp.scan;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleSeverity;
import dev.sluice.extproc.rewriter.HashKey;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of a scan, compiled for one search and shared by all threads. */
public final class ScanRules {
  private final List<DlpRule> rules;
  private final RuleSet patterns;
  private final BitSet inForce = new BitSet();
  private final HashKey key;
  private final boolean showsHashes;

  private ScanRules(List<DlpRule> rules, Optional<HashKey> key) {
    this.rules = List.copyOf(rules);
    this.patterns = new RuleSet(rules);
    this.showsHashes = key.isPresent();
    // Rules with hashes need a key, also where nobody compares them.
    this.key = key.orElseGet(HashKey::random);
    rules.forEach(rule -> inForce.set(rule.order()));
  }

  /** Compiles the rules of a direction and an environment that pass a filter. */
  public static ScanRules of(
      DlpPolicy policy,
      BodyDirection direction,
      String environment,
      Predicate<DlpRule> filter,
      Optional<HashKey> key) {
    BitSet selected =
        policy.inForce(direction, new ExchangeScope("", "", environment, "localhost", "/"));
    return new ScanRules(
        policy.rules().stream().filter(rule -> selected.get(rule.order())).filter(filter).toList(),
        key);
  }

  /** Starts a scan of a text. */
  public TextScan open(String commit, String path, long firstLine) {
    return new TextScan(this, commit, path, firstLine);
  }

  /** Returns the rules, in the order of the file. */
  public List<DlpRule> rules() {
    return rules;
  }

  RuleSet patterns() {
    return patterns;
  }

  BitSet inForce() {
    return inForce;
  }

  Replacer replacer() {
    return Replacer.of(Optional.of(key.forTenant("")));
  }

  boolean showsHashes() {
    return showsHashes;
  }

  /** Returns the name of a severity in reports. */
  public static String label(RuleSeverity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
