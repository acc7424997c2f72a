package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.RequestGuard;
import org.jspecify.annotations.Nullable;

/** Which rules against attacks are in force, and the guards that ask them. */
public final class WafGuards {
  private volatile @Nullable RequestWafRules rules;

  /** Compiles a new version, which is in force from then on. */
  public void update(WafPolicy policy) {
    rules = new RequestWafRules(policy);
  }

  /** Asks rules that need no identity, so that an attack costs no signature. */
  public RequestGuard beforeAuthentication() {
    return new WafGuard(this, false);
  }

  /** Asks them if where they are in force depends on the tenant. */
  public RequestGuard afterLevelCheck() {
    return new WafGuard(this, true);
  }

  @Nullable RequestWafRules current() {
    return rules;
  }
}
