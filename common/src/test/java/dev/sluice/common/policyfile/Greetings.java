package dev.sluice.common.policyfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A small kind of policy: words that may be said. */
final class Greetings {
  private Greetings() {}

  static PolicyFile<List<String>> loader() {
    return new PolicyFile<>("Greetings", "greetings.schema.json", Greetings::compile);
  }

  private static List<String> compile(PolicyDocument document, List<PolicyProblem> problems) {
    List<String> words = new ArrayList<>();
    document.spec().path("words").forEach(word -> words.add(word.asString()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(words.get(i).toUpperCase(Locale.ROOT))) {
        problems.add(document.problem("/words/" + i, "must not be shouted"));
      }
    }
    return words;
  }
}
