package dev.sluice.quality.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.quality.detection.rules.RulesFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rules on values in other notations, in all chunkings. */
final class EvasionChunkingTest {
  private static final int RANDOM_TEXTS = Integer.getInteger("texts", 60);

  /** Parts of notations and of values, which random texts join. */
  private static final List<String> PARTS =
      List.of(
          "010",
          "-1234-",
          "5678",
          "%30%31",
          "%3",
          "%2D",
          "&#48;",
          "&#x3",
          "&#0000049;",
          "\\u0030",
          "\\u003",
          "\\x31",
          "**",
          "`",
          "_",
          "\n",
          "\r\n",
          "\n> ",
          "\\\n",
          "<b>",
          "</b>",
          "hong",
          "%40",
          "&commat;",
          "example.com",
          ".",
          "@",
          " ",
          "휴대폰 ",
          "MDEwLTEyMzQtNTY3OA==",
          "aG9uZ0BleGFtcGxlLmNvbQ",
          "token=",
          "password: ",
          "zero one zero ",
          "one-two-three-",
          "공일공 ",
          "일이삼사",
          "eyJhbGciOi",
          "AKIA",
          "IOSFODNN7EXAMPLE",
          ",",
          "카드 4111 1111 ",
          "%EA%B3%B5",
          "%C0%B0",
          "%2530",
          "\uD83D\uDE00",
          "\\uD835\\uDFCE");

  private final DlpPolicy policy = RulesFile.shipped().policy();
  private final RuleSet rules = new RuleSet(policy.rules());
  private final BitSet all = ChunkedScan.all(policy.rules().size());

  @ParameterizedTest
  @MethodSource("texts")
  void scan_anyChunking_sameFindings(String sample) {
    byte[] text = sample.getBytes(StandardCharsets.UTF_8);
    List<String> whole = ChunkedScan.reported(rules, all, text, ChunkEnds.none(text.length));
    for (int cut = 1; cut < text.length; cut++) {
      same(whole, text, List.of(cut, text.length));
    }
    for (int i = 0; i < 5; i++) {
      same(whole, text, ChunkEnds.random(new SplittableRandom(i), text.length));
    }
    same(whole, text, ChunkEnds.everywhere(text.length));
  }

  private void same(List<String> whole, byte[] text, List<Integer> ends) {
    assertEquals(whole, ChunkedScan.reported(rules, all, text, ends), () -> "cut at " + ends);
  }

  static Stream<String> texts() {
    var random = new SplittableRandom(Long.getLong("seed", 11));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      var text = new StringBuilder();
      for (int parts = random.nextInt(2, 14); parts > 0; parts--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      texts.add(text.toString());
    }
    return texts.stream();
  }
}
