package dev.sluice.controller.ir.policy;

import java.util.List;
import java.util.Optional;

/** A policy of one kind. Its subtype says which object it changes. */
public interface PolicyIr {
  /**
   * Returns the policy that applies where this policy and a policy of the same kind with a wider
   * scope exist: this policy alone, unless a kind says otherwise.
   */
  default PolicyIr over(PolicyIr wider) {
    return this;
  }

  /** Returns this policy as the row with an id has it, for kinds whose rows have a state. */
  default PolicyIr ofRow(String id) {
    return this;
  }

  /** Returns the policy of a kind in a list with at most one of each kind. */
  static <P extends PolicyIr> Optional<P> find(List<? extends PolicyIr> policies, Class<P> kind) {
    return policies.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
