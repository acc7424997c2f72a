package dev.sluice.quality.detection.rules;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.WafRules;
import java.util.ArrayList;
import java.util.List;

/** The shipped WAF rules. */
public final class ShippedWafPolicy {
  private ShippedWafPolicy() {}

  /** Appends the WAF rules to the given rules, in the order in which the server scans for them. */
  public static List<DlpRule> behind(List<DlpRule> rules) {
    List<DlpRule> all = new ArrayList<>(rules);
    all.addAll(WafRules.of(shipped(), all.size()));
    return all;
  }

  private static WafPolicy shipped() {
    var file = RepositoryRoot.find().policies().resolve("waf_rules.yaml");
    return switch (WafCompiler.file().load(file)) {
      case PolicyResult.Loaded<WafPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<WafPolicy>(var problems) ->
          throw new IllegalArgumentException(problems.toString());
    };
  }
}
