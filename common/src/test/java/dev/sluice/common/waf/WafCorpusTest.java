package dev.sluice.common.waf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.common.policyfile.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A test that the shipped rules find attacks, and find nothing in texts of people and programs. */
class WafCorpusTest {
  private static final WafPolicy SHIPPED = shipped();
  private static final List<PatternSet.Entry> ENTRIES =
      SHIPPED.rules().stream().flatMap(rule -> rule.detections().stream()).toList();
  private static final PatternSet PATTERNS = PatternSet.compile(ENTRIES);

  @Test
  void attacks_corpus_areFound() {
    assertEquals(
        List.of(),
        WafCorpus.attacks().stream().filter(text -> found(text.text()).isEmpty()).toList());
  }

  @Test
  void ordinaryTexts_corpus_areNotFound() {
    assertEquals(
        List.of(),
        WafCorpus.ordinary().stream()
            .filter(text -> !found(text.text()).isEmpty())
            .map(text -> found(text.text()) + " " + text)
            .toList());
  }

  private static Set<String> found(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Set<String> ids = new TreeSet<>();
    MatchCursor cursor = PATTERNS.cursor((pattern, offset, in, from, to) -> ids.add(idOf(pattern)));
    cursor.feed(bytes, 0, bytes.length);
    cursor.end();
    return ids;
  }

  private static String idOf(int pattern) {
    int first = 0;
    for (WafRule rule : SHIPPED.rules()) {
      first += rule.detections().size();
      if (pattern < first) {
        return rule.id();
      }
    }
    throw new AssertionError(pattern);
  }

  private static WafPolicy shipped() {
    return switch (WafCompiler.file().load(Path.of("../policies/waf_rules.yaml"))) {
      case PolicyResult.Loaded<WafPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<WafPolicy>(var problems) -> {
        problems.forEach(p -> System.err.println(p));
        throw new AssertionError(problems);
      }
    };
  }
}
