package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.policy.block.NetworkRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The violations that guards found in one request. */
public final class RuleViolations {
  private final RuleObserver observer;
  private @Nullable RuleViolation enforced;
  private List<String> shadowRules = List.of();
  private List<NetworkRule> addressRows = List.of();

  /** Creates an empty set for guards that nobody observes. */
  public RuleViolations() {
    this(RuleObserver.NONE);
  }

  /** Creates an empty set for guards that report to an observer. */
  public RuleViolations(RuleObserver observer) {
    this.observer = observer;
  }

  /** Returns the observer of the rules. */
  public RuleObserver observer() {
    return observer;
  }

  /** Adds a violation. The first one that is enforced decides. */
  public void add(RuleViolation violation) {
    if (violation.shadow()) {
      addShadowRule(violation.rule());
    } else if (enforced == null) {
      enforced = violation;
    }
  }

  /** Returns the violation that denies the request; null if there is none. */
  public @Nullable RuleViolation enforced() {
    return enforced;
  }

  /** Returns the rules in shadow mode that the request violates. */
  public List<String> shadowRules() {
    return shadowRules;
  }

  /** Adds a row of the controller that concerns the address of the client. */
  public void addAddressRow(NetworkRule row) {
    if (addressRows.isEmpty()) {
      addressRows = new ArrayList<>(2);
    }
    addressRows.add(row);
  }

  /** Returns the rows of the controller that concern the address of the client. */
  List<NetworkRule> addressRows() {
    return addressRows;
  }

  void addShadowRule(String rule) {
    if (shadowRules.isEmpty()) {
      shadowRules = new ArrayList<>(2);
    }
    shadowRules.add(rule);
  }
}
