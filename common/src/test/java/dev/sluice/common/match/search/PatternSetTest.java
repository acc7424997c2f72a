package dev.sluice.common.match.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.match.pattern.PatternResult;
import dev.sluice.common.match.pattern.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PatternSetTest {
  @Test
  void match_severalMatches_leftmostLongest() {
    String text = "abcabcd xabcabx";
    assertEquals(
        List.of("abcabcd", "abcab"),
        RecordedMatches.whole(RecordedMatches.set("(abc)+(ab)?d?"), text).texts(text));
  }

  @Test
  void match_severalPatterns_areIndependent() {
    String text = "token AKIA01 here";
    assertEquals(
        List.of("token AKIA01", "AKIA01"),
        RecordedMatches.whole(RecordedMatches.set("AKIA[0-9]{2}", "token [A-Z0-9]+"), text)
            .texts(text));
  }

  @Test
  void match_patternInSet_equalsSingle() {
    Random random = new Random(11);
    String[] sources = {
      "(?i)ab+",
      "\\b[ab]{2,5}\\b",
      "^a|b$",
      "(?<=a)b{1,3}(?=a)",
      "b.?a",
      "[^b]{3}",
      "(?:ba)+x?",
      "a"
    };
    PatternSet all = RecordedMatches.set(9, sources);
    List<PatternSet> each =
        Arrays.stream(sources).map(source -> RecordedMatches.set(9, source)).toList();
    for (int run = 0; run < 300; run++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 5)
              .mapToObj(i -> "abBx ".substring(i, i + 1))
              .collect(Collectors.joining());
      List<RecordedMatches.Match> together = RecordedMatches.whole(all, text).all();
      for (int i = 0; i < sources.length; i++) {
        int pattern = i;
        List<RecordedMatches.Match> alone =
            RecordedMatches.whole(each.get(i), text).all().stream()
                .map(match -> new RecordedMatches.Match(pattern, match.from(), match.to()))
                .toList();
        assertEquals(
            alone, together.stream().filter(match -> match.pattern() == pattern).toList(), text);
      }
    }
  }

  @Test
  void match_wordBoundary_isBeforeKorean() {
    String text = "메일은a@b.kr로 보내고 ab@c.krx";
    assertEquals(
        List.of("a@b.kr"),
        RecordedMatches.whole(RecordedMatches.set("\\b[a-z]+@[a-z]+\\.kr\\b"), text).texts(text));
  }

  @Test
  void match_nonAsciiCharacters_areFound() {
    String text = "주민 가힣 é 𝄞x";
    PatternSet set =
        RecordedMatches.set("[가-힣]{2}", "é", "[\uD834\uDD00-\uD834\uDDFF]x", "[^ -~]x");
    assertEquals(
        List.of("주민", "가힣", "é", "𝄞x", "𝄞x"), RecordedMatches.whole(set, text).texts(text));
  }

  @Test
  void match_negatedClassAnyCase_excludesBoth() {
    PatternSet set = RecordedMatches.set("(?i)[^a-c]x", "(?i)(?<=[^k])y");
    assertEquals(
        List.of("dX", "y"), RecordedMatches.whole(set, "ax Bx dX Ky-y").texts("ax Bx dX Ky-y"));
  }

  @Test
  void match_longestRejected_takesNextLongest() {
    MatchCheck evenDigits = MatchCheck.of((text, from, to) -> (to - from) % 2 == 0);
    PatternSet set =
        PatternSet.compile(
            List.of(new PatternSet.Entry(RecordedMatches.pattern("[0-9]{2,9}"), 9, evenDigits)));
    assertEquals(List.of("1234"), RecordedMatches.whole(set, "12345 7").texts("12345 7"));
  }

  @Test
  void match_longerThanLimit_isIgnored() {
    String text = "ab" + "x".repeat(50) + "z abxxz";
    assertEquals(
        List.of("abxxz"),
        RecordedMatches.whole(RecordedMatches.set(10, "abx*z"), text).texts(text));
  }

  @Test
  void watermark_openRun_isNotPassed() {
    byte[] text = "see user@host.com!. ".getBytes(StandardCharsets.UTF_8);
    RecordedMatches reported =
        RecordedMatches.cut(emails(), text, RecordedMatches.bytewise(text.length));
    assertEquals(List.of(new RecordedMatches.Match(0, 4, 17)), reported.all());
    assertEquals(4, reported.watermarks().get(15));
    assertEquals(text.length, reported.watermarks().getLast());
  }

  @Test
  void watermark_openRun_isBoundedByLongestMatch() {
    byte[] text = "a".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    RecordedMatches reported =
        RecordedMatches.cut(
            RecordedMatches.set(64, "a+b"), text, RecordedMatches.bytewise(text.length));
    for (int i = 0; i < text.length; i++) {
      assertTrue(i + 1 - reported.watermarks().get(i) <= 65);
    }
  }

  /**
   * A match needs nine more bytes behind the digits, so no more than ten digits wait, and the next
   * one.
   */
  @Test
  void watermark_runThatCannotMatch_isPassed() {
    byte[] text = "7".repeat(100).getBytes(StandardCharsets.UTF_8);
    RecordedMatches reported =
        RecordedMatches.cut(
            RecordedMatches.set(20, "[0-9]+ is a key"), text, RecordedMatches.bytewise(100));
    for (int i = 0; i < text.length; i++) {
      assertTrue(i + 1 - reported.watermarks().get(i) <= 11, "at " + i);
    }
    byte[] longest = "77777777777 is a key".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(new RecordedMatches.Match(0, 0, 20)),
        RecordedMatches.cut(
                RecordedMatches.set(20, "[0-9]+ is a key"), longest, RecordedMatches.bytewise(20))
            .all());
  }

  @Test
  void match_prefix_isKeptUntilLongEnough() {
    byte[] text = "xaaa9K-".getBytes(StandardCharsets.UTF_8);
    RecordedMatches reported =
        RecordedMatches.cut(
            RecordedMatches.set("(?<=[^a])aa{2}9K-"), text, RecordedMatches.bytewise(7));
    assertEquals(List.of(new RecordedMatches.Match(0, 1, 7)), reported.all());
    assertEquals(Collections.nCopies(7, 1L), reported.watermarks());
  }

  @Test
  void match_longestPrefixRejected_takesShorter() {
    MatchCheck even = MatchCheck.of((text, from, to) -> (to - from) % 2 == 0);
    PatternSet set =
        PatternSet.compile(
            List.of(
                new PatternSet.Entry(RecordedMatches.pattern("(?<=[^b])a{1,4}@"), 9, even),
                new PatternSet.Entry(
                    RecordedMatches.pattern("(?<=[^b])a{1,4}@c*"), 5, MatchCheck.ACCEPT_ALL)));
    String text = "xaaaa@ccb";
    assertEquals(List.of("aaa@", "aaaa@"), RecordedMatches.whole(set, text).texts(text));
  }

  @Test
  void match_prefixAfterMatch_startsNext() {
    MatchCheck allButOne =
        candidate -> new MatchCheck.MatchedSpan(candidate.from(), candidate.to() - 1);
    PatternSet set =
        PatternSet.compile(
            List.of(
                new PatternSet.Entry(RecordedMatches.pattern("(?<!-)c*0(?:abc)?"), 4, allButOne)));
    assertEquals(List.of("c", "0ab"), RecordedMatches.whole(set, "c0abc").texts("c0abc"));
  }

  @Test
  void match_waitingCheck_isIndependentOfChunks() {
    String text = "12a 34 bc! 56";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    PatternSet set =
        PatternSet.compile(
            List.of(
                new PatternSet.Entry(RecordedMatches.pattern("[0-9]{2}"), 2, new BeforeMark(6)),
                new PatternSet.Entry(RecordedMatches.pattern("[0-9]"), 1, MatchCheck.ACCEPT_ALL)));
    List<String> whole = RecordedMatches.whole(set, text).texts(text);
    assertEquals(List.of("1", "2", "34", "3", "4", "5", "6"), whole);
    RecordedMatches bytewise =
        RecordedMatches.cut(set, bytes, RecordedMatches.bytewise(bytes.length));
    assertEquals(whole, bytewise.texts(text));
    assertEquals(4, bytewise.watermarks().get(text.indexOf('!') - 1));
    assertEquals(text.indexOf('!') + 1, bytewise.watermarks().get(text.indexOf('!')));
  }

  /** A check that accepts a candidate with an exclamation mark soon behind it. */
  private record BeforeMark(int lookAhead) implements MatchCheck {
    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      for (int i = candidate.to(); i < candidate.contextTo(); i++) {
        if (candidate.text()[i] == '!') {
          return new MatchedSpan(candidate.from(), candidate.to());
        }
      }
      return candidate.hasFullContext() ? NoMatch.REJECTED : NoMatch.UNDECIDED;
    }
  }

  @Test
  void match_manyPatterns_useSeveralAutomata() {
    List<String> sources = new ArrayList<>();
    for (char c = 'a'; c <= 'f'; c++) {
      sources.add("[a-z]{0,9}" + c + "[a-z]{8}");
    }
    PatternSet set = RecordedMatches.set(sources.toArray(String[]::new));
    assertTrue(set.automata().length > 2, "halved, and a half once more");
    assertEquals(
        6,
        RecordedMatches.whole(set, "abcdef" + "z".repeat(8)).all().stream()
            .map(RecordedMatches.Match::pattern)
            .distinct()
            .count());
  }

  @Test
  void match_unionTooMuchWork_staysSeparate() {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sources.add("[a-z]{1,9}" + (char) ('a' + i % 26) + "[a-z]{9}" + i + "!");
    }
    PatternSet set = RecordedMatches.set(sources.toArray(String[]::new));
    String text = "q".repeat(9) + "n" + "q".repeat(9) + "13!";
    assertEquals(List.of(text), RecordedMatches.whole(set, text).texts(text));
  }

  @Test
  void match_anyChunks_equalsExhaustiveSearch() {
    var random = new Random(20260101);
    for (int round = 0; round < 1500; round++) {
      String[] sources = {randomPattern(random, 3), randomPattern(random, 3)};
      if (Arrays.stream(sources)
          .anyMatch(s -> TextPattern.parse(s) instanceof PatternResult.Rejected)) {
        continue;
      }
      int limit = random.nextInt(3, 20);
      PatternSet set = RecordedMatches.set(limit, sources);
      String text = randomText(random, 40);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      RecordedMatches whole = RecordedMatches.whole(set, text);
      String seen = Arrays.toString(sources) + " in " + text;
      for (int pattern = 0; pattern < 2; pattern++) {
        int index = pattern;
        assertEquals(
            exhaustive(sources[pattern], text, limit),
            whole.all().stream()
                .filter(m -> m.pattern() == index)
                .map(m -> List.of((int) m.from(), (int) m.to()))
                .toList(),
            seen);
      }
      assertEquals(
          whole.all(),
          RecordedMatches.cut(set, bytes, RecordedMatches.bytewise(bytes.length)).all(),
          seen);
      assertEquals(
          whole.all(),
          RecordedMatches.cut(set, bytes, RecordedMatches.randomCuts(random, bytes.length)).all(),
          seen);
    }
  }

  private static PatternSet emails() {
    return RecordedMatches.set("(?<![a-z.])[a-z.]{1,64}@[a-z]+(\\.[a-z]+)+(?![a-z])");
  }

  private static List<List<Integer>> exhaustive(String source, String text, int limit) {
    Matcher matcher =
        Pattern.compile(source).matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    List<List<Integer>> found = new ArrayList<>();
    for (int from = 0; from < text.length(); from++) {
      for (int to = Math.min(text.length(), from + limit); to > from; to--) {
        if (matcher.region(from, to).matches()) {
          found.add(List.of(from, to));
          from = to - 1;
          break;
        }
      }
    }
    return found;
  }

  private static String randomText(Random random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("aab-".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static String randomPattern(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 6 : 12);
    return switch (kind) {
      case 0, 1 -> "a";
      case 2 -> "b";
      case 3 -> "[^a]";
      case 4 ->
          new String[] {"\\b", "\\B", "(?<!a)", "(?=b)", "(?<=[^b])"}[random.nextInt(5)] + "a";
      case 5 -> ".";
      case 6 ->
          "(?:" + randomPattern(random, depth - 1) + "|" + randomPattern(random, depth - 1) + ")";
      case 7 -> "(?:" + randomPattern(random, depth - 1) + ")*";
      case 8 -> "(?:" + randomPattern(random, depth - 1) + ")?" + randomPattern(random, depth - 1);
      case 9 -> "(?:" + randomPattern(random, depth - 1) + "){1,3}(?!-)";
      default -> randomPattern(random, depth - 1) + randomPattern(random, depth - 1);
    };
  }
}
