package dev.sluice.extauthz.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What guards found in one request: what refuses it, and which shadows would have. */
public final class RuleViolations {
  private @Nullable RuleViolation enforced;
  private List<String> shadowRules = List.of();

  /** The first refusal that counts decides. */
  public void add(RuleViolation refusal) {
    if (refusal.shadow()) {
      addShadowRule(refusal.rule());
    } else if (enforced == null) {
      enforced = refusal;
    }
  }

  /** Null while nothing refuses the request. */
  public @Nullable RuleViolation enforced() {
    return enforced;
  }

  /** The rules that would have refused it. */
  public List<String> shadowRules() {
    return shadowRules;
  }

  void addShadowRule(String rule) {
    if (shadowRules.isEmpty()) {
      shadowRules = new ArrayList<>(2);
    }
    shadowRules.add(rule);
  }
}
