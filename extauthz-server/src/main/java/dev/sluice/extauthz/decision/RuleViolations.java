package dev.sluice.extauthz.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The violations that guards found in one request. */
public final class RuleViolations {
  private @Nullable RuleViolation enforced;
  private List<String> shadowRules = List.of();
  private final RuleObserver observer;

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

  void addShadowRule(String rule) {
    if (shadowRules.isEmpty()) {
      shadowRules = new ArrayList<>(2);
    }
    shadowRules.add(rule);
  }
}
