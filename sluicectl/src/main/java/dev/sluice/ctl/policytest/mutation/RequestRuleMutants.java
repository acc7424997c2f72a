package dev.sluice.ctl.policytest.mutation;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The mutants of the rules of requests. */
final class RequestRuleMutants {
  private static final List<String> LEVELS = List.of("viewer", "developer", "admin");
  static final List<String> SELECTORS =
      List.of("hosts", "routes", "tenants", "environments", "products");

  /** The headers that upstreams receive from the gateway, also if no contract passes them. */
  private static final Set<String> ALWAYS_SET =
      Set.of("x-user-id", "x-tenant-id", "x-project-id", "x-workspace-id");

  private RequestRuleMutants() {}

  static void of(MutantList list) {
    levels(list);
    for (String section : List.of("addresses", "conditions", "header-contracts")) {
      for (int i = 0; i < list.size(section); i++) {
        String rule = section + " " + list.text(section, i, "id");
        list.drop(rule + " is dropped", section, i);
        list.exchangeMode(rule, section, i);
        list.dropSelectors(rule, SELECTORS, section, i);
      }
    }
    addresses(list);
    conditions(list);
    contracts(list);
    routes(list);
  }

  private static void levels(MutantList list) {
    for (int i = 0; i < list.size("levels"); i++) {
      String rule = "level of " + list.text("levels", i, "path");
      int level = LEVELS.indexOf(list.text("levels", i, "level"));
      // The level of a path without a rule.
      boolean isDefault =
          list.text("levels", i, "path").equals("*")
              && level == 0
              && !list.has("levels", i, "roles");
      if (!isDefault) {
        list.drop(rule + " is dropped", "levels", i);
        list.exchangeMode(rule, "levels", i);
      }
      if (level > 0) {
        list.put(rule + " is lowered", LEVELS.get(level - 1), "levels", i, "level");
      }
      if (level >= 0 && level < LEVELS.size() - 1) {
        list.put(rule + " is raised", LEVELS.get(level + 1), "levels", i, "level");
      }
      list.dropIfPresent(rule + " has no roles", "levels", i, "roles");
    }
  }

  private static void addresses(MutantList list) {
    for (int i = 0; i < list.size("addresses"); i++) {
      String rule = "addresses " + list.text("addresses", i, "id");
      list.dropEach(rule + " no longer allows", "addresses", i, "allow");
      list.dropEach(rule + " no longer denies", "addresses", i, "deny");
    }
  }

  private static void conditions(MutantList list) {
    for (int i = 0; i < list.size("conditions"); i++) {
      String rule = "condition " + list.text("conditions", i, "id");
      String require = list.text("conditions", i, "require");
      list.put(rule + " requires the opposite", "!(" + require + ")", "conditions", i, "require");
      if (list.has("conditions", i, "when")) {
        String when = list.text("conditions", i, "when");
        list.drop(rule + " has no when", "conditions", i, "when");
        list.put(rule + " has the opposite when", "!(" + when + ")", "conditions", i, "when");
      }
      swap(list, rule, require, "require", i);
      swap(list, rule, list.text("conditions", i, "when"), "when", i);
    }
  }

  /** Adds a mutant for each operator that has a near opposite. */
  private static void swap(MutantList list, String rule, String text, String key, int position) {
    List<List<String>> pairs =
        List.of(
            List.of("&&", "||"),
            List.of("||", "&&"),
            List.of("==", "!="),
            List.of("!=", "=="),
            List.of(">=", ">"),
            List.of("<=", "<"));
    for (List<String> pair : pairs) {
      int at = text.indexOf(pair.getFirst());
      for (int i = 1; at >= 0; i++) {
        String changed =
            text.substring(0, at) + pair.getLast() + text.substring(at + pair.getFirst().length());
        list.put(
            rule
                + " has "
                + pair.getLast()
                + " for "
                + pair.getFirst()
                + " number "
                + i
                + " in "
                + key,
            changed,
            "conditions",
            position,
            key);
        at = text.indexOf(pair.getFirst(), at + 1);
      }
    }
  }

  private static void contracts(MutantList list) {
    String section = "header-contracts";
    for (int i = 0; i < list.size(section); i++) {
      String rule = "contract " + list.text(section, i, "id");
      for (String part : List.of("required", "agree", "choices", "exempt", "pass", "ids")) {
        for (int j = 0; j < list.size(section, i, part); j++) {
          String item = list.text(section, i, part, j);
          String name = item.isEmpty() ? list.text(section, i, part, j, "name") : item;
          if (!part.equals("pass") || !ALWAYS_SET.contains(name.toLowerCase(Locale.ROOT))) {
            list.drop(rule + " has no longer " + name + " in " + part, section, i, part, j);
          }
        }
      }
      for (int j = 0; j < list.size(section, i, "choices"); j++) {
        list.dropEach(rule + " has no longer the choice", section, i, "choices", j, "values");
      }
    }
  }

  private static void routes(MutantList list) {
    for (int i = 0; i < list.size("routes"); i++) {
      String rule = "route " + list.text("routes", i, "id");
      list.drop(rule + " is dropped", "routes", i);
      String auth = list.text("routes", i, "auth");
      if (auth.isEmpty() || auth.equals("oauth2")) {
        list.put(rule + " needs no credential", "none", "routes", i, "auth");
      }
      list.dropIfPresent(rule + " has no level", "routes", i, "level");
      list.dropIfPresent(rule + " has no scopes", "routes", i, "scopes");
      list.dropIfPresent(rule + " takes all methods", "routes", i, "methods");
      boolean internal = list.text("routes", i, "internal-token").equals("true");
      list.putFlag(
          rule + (internal ? " sends no" : " sends the") + " internal token",
          !internal,
          "routes",
          i,
          "internal-token");
      if (list.size("routes", i, "principals") > 1) {
        list.dropEach(rule + " has one principal less", "routes", i, "principals");
      }
    }
  }
}
