package dev.sluice.common.policyfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A small kind of policy for tests: a list of words. */
final class Greetings {
  private Greetings() {}

  static PolicyFile<List<String>> loader() {
    return new PolicyFile<>("Greetings", "greetings.schema.json", new Words());
  }

  /** A compiler that joins the words of several files. */
  private static final class Words implements PolicyCompiler<List<String>> {
    @Override
    public List<String> compile(PolicyDocument document, List<PolicyProblem> problems) {
      return Greetings.compile(document, problems);
    }

    @Override
    public List<String> compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
      return documents.stream().flatMap(each -> compile(each, problems).stream()).toList();
    }
  }

  private static List<String> compile(PolicyDocument document, List<PolicyProblem> problems) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < document.spec().path("words").size(); i++) {
      words.add(document.entry("words", i).map(JsonNode::asString).orElse(""));
      if (!words.get(i).isEmpty() && words.get(i).equals(words.get(i).toUpperCase(Locale.ROOT))) {
        problems.add(document.problem("/words/" + i, "must not be shouted"));
      }
    }
    return words;
  }
}
