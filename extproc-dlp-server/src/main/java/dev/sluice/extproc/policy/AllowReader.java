package dev.sluice.extproc.policy;

import dev.sluice.common.match.MatchCheck;
import dev.sluice.common.match.PatternBudget;
import dev.sluice.common.match.PatternResult;
import dev.sluice.common.match.PatternSet;
import dev.sluice.common.match.TextPattern;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extproc.decoder.PlainCharacters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a list of allowed values: texts, and patterns under {@code pattern}. */
final class AllowReader {
  private AllowReader() {}

  /** The list at {@code pointer} of a document's spec; what is wrong with it is told. */
  static AllowList read(
      PolicyDocument document, String pointer, List<PolicyProblem> problems, PatternBudget budget) {
    JsonNode list = document.spec().at(pointer);
    Set<String> texts = new HashSet<>();
    List<PatternSet.Entry> patterns = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode entry = list.get(i);
      if (entry.isNull()) {
        continue;
      }
      if (!entry.has("pattern")) {
        texts.add(PlainCharacters.in(entry.asString()).toLowerCase(Locale.ROOT));
        continue;
      }
      String source = PlainCharacters.inPattern(entry.path("pattern").asString());
      switch (TextPattern.parse(source, budget)) {
        case PatternResult.Accepted(TextPattern pattern) ->
            patterns.add(
                new PatternSet.Entry(
                    pattern,
                    Math.min(
                        RuleReader.MAX_LENGTH, pattern.maxLength().orElse(RuleReader.MAX_LENGTH)),
                    MatchCheck.ANY));
        case PatternResult.Refused(int index, String message) ->
            problems.add(
                document.problem(
                    pointer + "/" + i + "/pattern", "character " + (index + 1) + ": " + message));
      }
    }
    return AllowList.of(texts, patterns);
  }
}
