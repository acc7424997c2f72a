package dev.sluice.extauthz.shadow;

import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extauthz.decision.guard.WafGuards;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.util.Optional;

/**
 * The policies that decide beside those in force.
 *
 * @param authz the access policy: the shadow one, or that in force
 * @param waf the shadow WAF rules; empty if the outcome of those in force is carried over
 */
public record ShadowPolicySet(AuthzPolicy authz, Optional<CompiledWaf> waf) {
  /**
   * A version of shadow WAF rules, compiled.
   *
   * @param id the names, versions and hashes of their files
   */
  public record CompiledWaf(String id, WafGuards guards) {
    /** Compiles a version of the rules. */
    public static CompiledWaf of(WafPolicy policy) {
      WafGuards guards = new WafGuards();
      guards.update(policy);
      return new CompiledWaf(policy.id(), guards);
    }
  }

  /** Returns the names, versions and hashes of all files. */
  public String id() {
    return authz.id() + waf.map(rules -> "+" + rules.id()).orElse("");
  }
}
