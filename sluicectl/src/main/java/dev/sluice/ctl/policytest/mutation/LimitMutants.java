package dev.sluice.ctl.policytest.mutation;

/** The mutants of the rules about models, and of tiers. */
final class LimitMutants {
  private static final String RULES = "rules";

  private LimitMutants() {}

  static void ofModels(MutantList list) {
    for (int i = 0; i < list.size(RULES); i++) {
      String rule = "model rule " + list.text(RULES, i, "id");
      list.drop(rule + " is dropped", RULES, i);
      list.exchangeMode(rule, RULES, i);
      list.dropSelectors(rule, RequestRuleMutants.SELECTORS, RULES, i);
      list.dropEach(rule + " no longer allows", RULES, i, "allow");
      list.dropEach(rule + " no longer denies", RULES, i, "deny");
    }
  }

  static void ofTiers(MutantList list) {
    for (String tier : list.keys("tiers")) {
      list.drop("tier " + tier + " is dropped", "tiers", tier);
      for (String limit : list.keys("tiers", tier)) {
        list.drop("tier " + tier + " has no " + limit, "tiers", tier, limit);
        list.putNumber(
            "tier " + tier + " has more " + limit,
            list.text("tiers", tier, limit) + "0",
            "tiers",
            tier,
            limit);
      }
    }
  }
}
