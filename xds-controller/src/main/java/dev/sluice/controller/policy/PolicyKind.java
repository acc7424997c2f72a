package dev.sluice.controller.policy;

import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import dev.sluice.controller.ir.policy.gateway.GatewayPolicyIr;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of policy. Its schema is {@code policies/<name>.schema.json} on the class path.
 *
 * @param name the value of the column {@code kind}
 * @param type the record that a spec becomes
 * @param ifInvalid the policy that applies in place of an invalid one
 * @param check returns the problems that neither the schema nor the record finds
 */
public record PolicyKind<P extends PolicyIr>(
    String name,
    Class<P> type,
    Optional<PolicyIr> ifInvalid,
    Function<P, List<SpecProblem>> check) {
  static <P extends PolicyIr> PolicyKind<P> of(String name, Class<P> type) {
    return new PolicyKind<>(name, type, Optional.empty(), _ -> List.of());
  }

  PolicyKind<P> ifInvalid(PolicyIr replacement) {
    return new PolicyKind<>(name, type, Optional.of(replacement), check);
  }

  PolicyKind<P> checkedBy(Function<P, List<SpecProblem>> problems) {
    return new PolicyKind<>(name, type, ifInvalid, problems);
  }

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
