package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.Guard;
import org.jspecify.annotations.Nullable;

/** Which rules against attacks are in force, and the guards that ask them. */
public final class Attacks {
  private volatile @Nullable AttackRules rules;

  /** Compiles a new version, which is in force from then on. */
  public void take(WafPolicy policy) {
    rules = new AttackRules(policy);
  }

  /** Asks rules that need no identity, so that an attack costs no signature. */
  public Guard beforeCredential() {
    return new AttackGuard(this, false);
  }

  /** Asks them if where they are in force depends on the tenant. */
  public Guard afterLevel() {
    return new AttackGuard(this, true);
  }

  @Nullable AttackRules current() {
    return rules;
  }
}
