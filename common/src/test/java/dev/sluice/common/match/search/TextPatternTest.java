package dev.sluice.common.match.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sluice.common.match.pattern.PatternBudget;
import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          a(b~1~group is not closed
          ab)~2~unmatched )
          [ab~0~class is not closed
          [b-a]~1~range runs backwards
          a*?~2~only one repeat operator is allowed; the longest match is always used
          (a)\\1~3~unsupported escape
          (?<name>a)~0~unsupported kind of group
          (?=ab)c~0~look-around takes one ASCII character or class
          (?<![é])c~0~look-around takes one ASCII character or class
          [^é]~0~a negated class holds ASCII characters only
          a{3,2}~1~repeat must be {n}, {n,} or {n,m} with n ≤ m
          a{9999}~2~repeats more than 1000 times
          a{x}~2~a number is expected; a literal { is written \\{
          *a~0~nothing to repeat
          a*~0~matches the empty text
          \\b~0~matches the empty text
          [[:alpha:]]~1~nested and named classes are not offered
          \\uD800~0~half a surrogate pair
          a\\~2~ends too early
          """)
  void parse_unsupported_isRejectedWithIndex(String source, int index, String message) {
    assertEquals(new PatternResult.Rejected(index, message), TextPattern.parse(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(((((a{1000}){1000}){1000}){1000}){1000})", "(.{0,100}x){9}.{100}y"})
  void parse_automatonTooLarge_isRejected(String source) {
    assertEquals(
        new PatternResult.Rejected(0, "needs too many states; lower its repeat counts"),
        TextPattern.parse(source));
  }

  @Test
  void parse_nestedTooDeep_isRejected() {
    assertInstanceOf(
        PatternResult.Rejected.class,
        TextPattern.parse("(".repeat(10_000 / 4) + "a" + ")".repeat(1000)));
  }

  /**
   * A parser that computes the length of each part twice would visit the innermost one 2^60 times.
   */
  @ParameterizedTest
  @ValueSource(strings = {"(b%s)", "(b%s)?", "(b|%s)", "(%s)?", "(%s)*", "(%s){1,2}"})
  void parse_deepGroups_isLinear(String group) {
    String source = "a";
    for (int depth = 0; depth < 60; depth++) {
      source = group.replace("%s", source);
    }
    PatternResult result = TextPattern.parse("x" + source);
    assertEquals(group.contains("{"), result instanceof PatternResult.Rejected, source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x(((){1000}){1000}){1000}",
        "(?:[a-z]?[b-z]?){1000}x",
        "(?:\\b|a){1000}x",
        "((a?){1000}){29}x",
        "(?:[가-힣]*b?){800}x"
      })
  void parse_tooMuchWork_isRejected(String source) {
    assertEquals(
        new PatternResult.Rejected(0, "needs too many states; lower its repeat counts"),
        TextPattern.parse(source));
  }

  @Test
  void parse_budgetUsedUp_isRejected() {
    var budget = new PatternBudget();
    List<PatternResult> results = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      results.add(TextPattern.parse("[a-z0-9]{1,200}" + i + "[a-z]{1,200}!", budget));
    }
    assertInstanceOf(PatternResult.Accepted.class, results.getFirst());
    assertEquals(
        new PatternResult.Rejected(0, "needs too many states beside all patterns before it"),
        results.getLast());
    assertInstanceOf(PatternResult.Accepted.class, TextPattern.parse("[a-z]{1,400}0"));
  }

  @Test
  void lengths_pattern_areInBytes() {
    assertEquals(2, RecordedMatches.pattern("a(b|cd)e?").minLength());
    assertEquals(OptionalInt.of(4), RecordedMatches.pattern("a(b|cd)e?").maxLength());
    assertEquals(OptionalInt.of(6), RecordedMatches.pattern("가{1,2}").maxLength());
    assertEquals(OptionalInt.empty(), RecordedMatches.pattern("ab+").maxLength());
  }

  @Test
  void keyword_anyCase_matchesWholeWords() {
    PatternResult.Accepted accepted =
        assertInstanceOf(
            PatternResult.Accepted.class, TextPattern.keyword("Project X-1", new PatternBudget()));
    PatternSet set =
        PatternSet.compile(
            java.util.List.of(
                new PatternSet.Entry(accepted.pattern(), 100, MatchCheck.ACCEPT_ALL)));
    String text = "project x-1, PROJECT X-12, (PROJECT X-1)";
    assertEquals(
        java.util.List.of("project x-1", "PROJECT X-1"),
        RecordedMatches.whole(set, text).texts(text));
  }
}
