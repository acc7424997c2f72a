package dev.sluice.extproc.policy;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.decoder.CharacterNormalization;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;

/** Holds a rule against its own examples. */
final class RuleExamples {
  private final PatternSet rule;
  private final AllowList allow;
  private final RuleReader reader;

  RuleExamples(List<PatternSet.Entry> detections, AllowList allow, RuleReader reader) {
    this.rule = PatternSet.compile(detections);
    this.allow = allow;
    this.reader = reader;
  }

  void check(JsonNode examples) {
    check(
        examples.path("match"),
        "/examples/match/",
        true,
        "is an example of a match, but none; correct the example or the pattern");
    check(
        examples.path("no_match"),
        "/examples/no_match/",
        false,
        "matches, but must not; correct the example or the pattern");
  }

  private void check(JsonNode texts, String pointer, boolean expected, String message) {
    for (int i = 0; i < texts.size(); i++) {
      if (matches(texts.get(i).asString("")) != expected) {
        reader.problem(pointer + i, message);
      }
    }
  }

  private boolean matches(String example) {
    byte[] text = CharacterNormalization.normalize(example).getBytes(StandardCharsets.UTF_8);
    var found = new AtomicBoolean();
    MatchCursor cursor =
        rule.cursor((pattern, offset, bytes, from, to) -> {
          if (!allow.allows(bytes, from, to)) {
            found.set(true);
          }
        });
    cursor.feed(text, 0, text.length);
    cursor.end();
    return found.get();
  }
}
