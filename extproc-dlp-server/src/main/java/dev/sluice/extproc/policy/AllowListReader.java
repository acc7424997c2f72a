package dev.sluice.extproc.policy;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extproc.decoder.CharacterNormalization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a list of allowed values: texts, and patterns under {@code pattern}. */
final class AllowListReader {
  private AllowListReader() {}

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
        texts.add(CharacterNormalization.normalize(entry.asString()).toLowerCase(Locale.ROOT));
        continue;
      }
      String source = CharacterNormalization.normalizePattern(entry.path("pattern").asString());
      switch (TextPattern.parse(source, budget)) {
        case PatternResult.Accepted(TextPattern pattern) ->
            patterns.add(
                new PatternSet.Entry(
                    pattern,
                    Math.min(
                        RuleReader.MAX_LENGTH, pattern.maxLength().orElse(RuleReader.MAX_LENGTH)),
                    MatchCheck.ACCEPT_ALL));
        case PatternResult.Rejected(int index, String message) ->
            problems.add(
                document.problem(
                    pointer + "/" + i + "/pattern", "character " + (index + 1) + ": " + message));
      }
    }
    return AllowList.of(texts, patterns);
  }
}
