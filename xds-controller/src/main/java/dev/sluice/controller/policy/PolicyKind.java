package dev.sluice.controller.policy;

import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import dev.sluice.controller.ir.policy.gateway.GatewayPolicyIr;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of policy. Its schema is {@code policies/<name>.schema.json} on the class path.
 *
 * @param name the value of the column {@code kind}
 * @param type the record that a spec becomes
 */
public record PolicyKind(String name, Class<? extends PolicyIr> type) {
  /** The kind of policies that select which bodies are inspected. */
  public static final String INSPECTION = "dlp";

  /** The kind of policies that select which parts of exchanges are searched for attacks. */
  public static final String WAF = "waf";

  /** Returns the scopes in which a policy of this kind has an effect. */
  public Set<PolicyScope> scopes() {
    if (BackendPolicyIr.class.isAssignableFrom(type)) {
      return EnumSet.of(PolicyScope.GLOBAL, PolicyScope.SERVICE);
    }
    if (GatewayPolicyIr.class.isAssignableFrom(type)) {
      return EnumSet.of(PolicyScope.GLOBAL, PolicyScope.GATEWAY);
    }
    return EnumSet.allOf(PolicyScope.class);
  }

  /** Returns the objects that a policy changes, in a word for readers. */
  public String target() {
    if (BackendPolicyIr.class.isAssignableFrom(type)) {
      return "backends";
    }
    return GatewayPolicyIr.class.isAssignableFrom(type) ? "listeners" : "routes";
  }

  /** Returns whether a policy may be limited to one environment; backends have none. */
  public boolean dependsOnEnvironment() {
    return !BackendPolicyIr.class.isAssignableFrom(type)
        && !GatewayPolicyIr.class.isAssignableFrom(type);
  }
}
