package dev.sluice.ctl.policytest.mutation;

import java.util.List;

/** The mutants of DLP and WAF rules. */
final class BodyRuleMutants {
  private static final List<String> SELECTORS =
      List.of("scope", "routes", "tenants", "environments", "hosts", "allow");

  private BodyRuleMutants() {}

  /** Adds mutants of DLP rules: dropped, weaker, stronger, looser, with another mask or scope. */
  static void ofDlp(MutantList list) {
    for (int i = 0; i < list.size("rules"); i++) {
      String rule = "rule " + list.text("rules", i, "id");
      list.drop(rule + " is dropped", "rules", i);
      String action = list.text("rules", i, "action");
      for (String other : others(action)) {
        list.putWithout(rule + " has the action " + other, other, "mask", "rules", i, "action");
      }
      if (action.equals("mask") && list.has("rules", i, "mask")) {
        list.put(rule + " has another mask", "[CHANGED]", "rules", i, "mask");
      }
      ofConfidence(list, rule, i);
      String pattern = list.text("rules", i, "pattern");
      String looser = pattern.replaceAll("\\{(\\d+)(,\\d*)?}", "{1,$1}");
      if (!looser.equals(pattern)) {
        list.put(rule + " has looser counts in its pattern", looser, "rules", i, "pattern");
      }
      list.dropSelectors(rule, SELECTORS, "rules", i);
    }
    list.dropEach("the allow list has no longer", "allow");
    if (list.size("defaults", "stream_mode") > 0) {
      list.dropEach("a stream mode is dropped", "defaults", "stream_mode");
    } else {
      list.dropIfPresent("the stream mode is dropped", "defaults", "stream_mode");
    }
  }

  /** Adds mutants without the action of a lower confidence, and with another one. */
  private static void ofConfidence(MutantList list, String rule, int position) {
    for (String level : list.keys("rules", position, "confidence")) {
      String action = list.text("rules", position, "confidence", level);
      list.drop(
          rule + " finds nothing of " + level + " confidence",
          "rules",
          position,
          "confidence",
          level);
      for (String other : others(action)) {
        list.put(
            rule + " has the action " + other + " for " + level + " confidence",
            other,
            "rules",
            position,
            "confidence",
            level);
      }
    }
  }

  /** Adds mutants of WAF rules: without a rule, a pattern, a place or an exception. */
  static void ofWaf(MutantList list) {
    for (int i = 0; i < list.size("rules"); i++) {
      String rule = "rule " + list.text("rules", i, "id");
      list.drop(rule + " is dropped", "rules", i);
      int patterns = list.size("rules", i, "patterns");
      for (int j = 0; patterns > 1 && j < patterns; j++) {
        list.drop(rule + " has no longer pattern " + (j + 1), "rules", i, "patterns", j);
      }
    }
    for (int i = 0; i < list.size("apply"); i++) {
      String place = "entry " + (i + 1) + " of apply";
      list.drop(place + " is dropped", "apply", i);
      boolean logs = list.text("apply", i, "action").equals("log");
      list.put(
          place + (logs ? " blocks" : " only reports"),
          logs ? "block" : "log",
          "apply",
          i,
          "action");
      if (list.size("apply", i, "parts") > 1) {
        list.dropEach(place + " has no longer the part", "apply", i, "parts");
      }
      list.dropSelectors(place, SELECTORS, "apply", i);
    }
    for (int i = 0; i < list.size("except"); i++) {
      String exception = "entry " + (i + 1) + " of except";
      list.drop(exception + " is dropped", "except", i);
      list.dropSelectors(exception, SELECTORS, "except", i);
    }
  }

  private static List<String> others(String action) {
    return switch (action) {
      case "block" -> List.of("mask", "log");
      case "mask", "redact", "hash", "token" -> List.of("log", "block");
      case "log" -> List.of("allow", "mask");
      default -> List.of("block");
    };
  }
}
