package dev.sluice.ctl.policytest.coverage;

import java.util.Locale;

/** The groups of things of a policy that tests can reach. */
public enum CoverageGroup {
  DLP_RULES,
  RECOGNIZERS,
  ACTIONS,
  WAF_RULES,
  LEVELS,
  /** A level that allowed a request, and one that denied a request. */
  LEVEL_BRANCHES,
  ADDRESS_LISTS,
  CONDITIONS,
  /** An operand of a condition that was true, and one that was false. */
  CONDITION_BRANCHES,
  HEADER_CONTRACTS,
  ROUTES,
  ROLES,
  GRANTS,
  MODEL_RULES,
  TIERS;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

  public String label() {
    return label;
  }
}
