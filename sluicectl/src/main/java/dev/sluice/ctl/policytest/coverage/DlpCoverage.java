package dev.sluice.ctl.policytest.coverage;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RecognizerRegistry;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.recognizer.Confidence;
import dev.sluice.extproc.rewriter.KeyedHash;
import dev.sluice.extproc.rewriter.MaskTemplate;
import dev.sluice.extproc.rewriter.ReversibleToken;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The coverage of DLP rules, of their recognizers and actions. */
public final class DlpCoverage {
  private DlpCoverage() {}

  /** Returns what there is to reach. */
  public static Set<CoverageItem> items(DlpPolicy policy) {
    Set<CoverageItem> items = new HashSet<>();
    policy.rules().forEach(rule -> items.addAll(itemsOf(rule)));
    return items;
  }

  /** Returns what a finding reaches. */
  public static Set<CoverageItem> reached(
      DlpPolicy policy, String rule, RuleAction action, Confidence confidence) {
    Set<CoverageItem> items = new HashSet<>();
    policy.rules().stream()
        .filter(each ->
            each.id().equals(rule) && each.action() == action && each.confidence() == confidence)
        .forEach(each -> items.addAll(itemsOf(each)));
    return items;
  }

  /**
   * Returns what a match of unknown confidence reaches: nothing if the rule searches for several.
   */
  public static Set<CoverageItem> reachedAtAnyConfidence(DlpPolicy policy, String rule) {
    List<DlpRule> same = policy.rules().stream().filter(each -> each.id().equals(rule)).toList();
    Set<CoverageItem> items = new HashSet<>();
    if (same.stream().allMatch(each -> each.confidence() == Confidence.HIGH)) {
      same.forEach(each -> items.addAll(itemsOf(each)));
    }
    return items;
  }

  private static Set<CoverageItem> itemsOf(DlpRule rule) {
    Set<CoverageItem> items = new HashSet<>();
    items.add(new CoverageItem(CoverageGroup.DLP_RULES, nameOf(rule)));
    items.add(new CoverageItem(CoverageGroup.ACTIONS, actionOf(rule)));
    if (RecognizerRegistry.find(rule.kind()).isPresent()) {
      items.add(new CoverageItem(CoverageGroup.RECOGNIZERS, rule.kind()));
    }
    return items;
  }

  private static String nameOf(DlpRule rule) {
    return rule.confidence() == Confidence.HIGH
        ? rule.id()
        : rule.id() + ", " + rule.confidence().label();
  }

  private static String actionOf(DlpRule rule) {
    return switch (rule.action()) {
      case ALLOW, LOG, BLOCK -> rule.action().label();
      case MASK ->
          switch (rule.mask()) {
            case MaskTemplate _ -> "mask";
            case KeyedHash _ -> "hash";
            case ReversibleToken _ -> "token";
          };
    };
  }
}
