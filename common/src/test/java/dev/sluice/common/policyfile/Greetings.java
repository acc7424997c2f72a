package dev.sluice.common.policyfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    document.spec().path("words").forEach(word -> words.add(word.asString()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(words.get(i).toUpperCase(Locale.ROOT))) {
        problems.add(document.problem("/words/" + i, "must not be shouted"));
      }
    }
    return words;
  }
}
