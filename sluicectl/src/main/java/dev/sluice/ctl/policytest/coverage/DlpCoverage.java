package dev.sluice.ctl.policytest.coverage;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RecognizerRegistry;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.rewriter.KeyedHash;
import dev.sluice.extproc.rewriter.MaskTemplate;
import dev.sluice.extproc.rewriter.ReversibleToken;
import java.util.HashSet;
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
  public static Set<CoverageItem> reached(DlpPolicy policy, String rule, RuleAction action) {
    Set<CoverageItem> items = new HashSet<>();
    policy.rules().stream()
        .filter(each -> each.id().equals(rule) && each.action() == action)
        .forEach(each -> items.addAll(itemsOf(each)));
    return items;
  }

  private static Set<CoverageItem> itemsOf(DlpRule rule) {
    Set<CoverageItem> items = new HashSet<>();
    items.add(new CoverageItem(CoverageGroup.DLP_RULES, rule.id()));
    items.add(new CoverageItem(CoverageGroup.ACTIONS, actionOf(rule)));
    if (RecognizerRegistry.find(rule.kind()).isPresent()) {
      items.add(new CoverageItem(CoverageGroup.RECOGNIZERS, rule.kind()));
    }
    return items;
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
