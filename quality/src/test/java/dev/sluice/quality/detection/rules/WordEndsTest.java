package dev.sluice.quality.detection.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.quality.corpus.Corpus;
import dev.sluice.quality.corpus.Sample;
import dev.sluice.quality.corpus.SampleSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The text that the scanner withholds at the end of a word of clean text. A number may be the first
 * group of a longer one, as may the word of a digit, the name of a secret may precede it, and a
 * line may end inside a value. Such words wait for the next character or word, and no other word
 * waits.
 */
final class WordEndsTest {
  private static final DlpPolicy POLICY = RulesFile.shipped().policy();
  private static final int ORDINARY = 64;
  private static final Pattern NUMBER_WORD =
      Pattern.compile("(?i)zero|one|two|three|four|five|six|seven|eight|nine|oh|[공영일이삼사오육륙칠팔구]");

  private final RuleSet rules = new RuleSet(POLICY.rules());
  private final BitSet all = new BitSet();

  WordEndsTest() {
    all.set(0, POLICY.rules().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It's not what she'd call a museum's best day, is it? They're all here, aren't they. ",
        "It’s “quite” clear: the model’s answer — as ever – is (mostly) right; isn’t it… ",
        "Dear Ms. Reed, thank you for your order # we'll call you on Monday + Tuesday * or so. ",
        "See https://example.org/a/b and docs/readme.md or run `make all` -> done! @team #news ",
        "she is my friend and this is the new house that they said is our first home of all ",
        "오늘은 날씨가 맑고 바람이 잔잔하다. 회의는 내일 오후에 다시 열기로 했다. 확인 부탁드립니다! ",
        "담당자에게 전화 주시면 계좌 이체와 카드 결제 방법을 안내해 드립니다. 여권 신청도 가능해요. ",
        "Kim과 Lee는 Seoul에서 만나 REST 설계, JSON 형식, SSE 스트림을 함께 검토했다. "
      })
  void word_plain_doesNotWait(String text) {
    assertEquals(List.of(), held(text));
  }

  /** The words that wait until the next character decides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "the password is long and good|password is|good",
        "비밀번호는 잊지 마시고 적어 두세요|비밀번호는|마시고",
        "an API to be called|API|be",
        "the bearer of good news|bearer|good",
        "only one or none|one|or",
        "그리고 이 모든 것이|이|모든",
        "about 26 people came|26|came",
        "my Tiger4821 was here|Tiger4821|here"
      })
  void word_possiblePrefix_waits(String text, String waiting, String free) {
    List<String> held = held(text + " ");
    assertTrue(held.contains(waiting + " "), held::toString);
    assertTrue(held.stream().noneMatch(words -> words.endsWith(free + " ")), held::toString);
  }

  @Test
  void word_inCorpora_waitsForDigits() {
    int ends = 0;
    int waiting = 0;
    for (Sample sample : Corpus.generate(Corpus.DEFAULT_SEED, Corpus.DEFAULT_PER_KIND).samples()) {
      if (sample.set() == SampleSet.CLEAN) {
        ends += (int) sample.text().chars().filter(c -> c == ' ').count();
        for (String text : held(sample.text())) {
          waiting++;
          assertTrue(
              text.contains("\n")
                  || text.chars().anyMatch(Character::isDigit)
                  || NUMBER_WORD.matcher(text).find(),
              () -> "waits: " + text);
          assertTrue(text.length() <= 2 * ORDINARY, () -> "waits: " + text);
        }
      }
    }
    System.out.printf(
        "word ends of clean text that wait: %d of %d (%.1f %%), all with digits, number words or at a line end%n",
        waiting, ends, 100.0 * waiting / ends);
    assertTrue(waiting < 0.07 * ends, waiting + " of " + ends);
  }

  /** Runs without spaces, which never become a value. */
  static List<String> runs() {
    return List.of(
        "7".repeat(300),
        "0123456789abcdef".repeat(40),
        "a".repeat(400),
        "Z".repeat(400),
        "가".repeat(400),
        "q8Zk2Lm4Qw7Rt1Yp5Zc8Vb3Nh6Ds/+x".repeat(40),
        "://" + "a".repeat(400),
        "x_1/".repeat(100),
        "a.b".repeat(100),
        "a-".repeat(200),
        "=".repeat(300),
        "%20".repeat(200),
        "1 ".repeat(300),
        "12-34-".repeat(100));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void run_withoutValue_waitsForFewCharacters(String run) {
    byte[] bytes = run.getBytes(StandardCharsets.UTF_8);
    var scanner = new ChannelScanner(rules, all, 1 << 20, new Nothing());
    long longest = 0;
    for (int i = 0; i < bytes.length; i++) {
      scanner.text(bytes, i, i + 1, i);
      longest = Math.max(longest, i + 1 - scanner.watermark());
    }
    assertTrue(longest <= ORDINARY + 3, longest + " bytes wait");
  }

  /** Returns the texts that wait at some space. */
  private List<String> held(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var scanner = new ChannelScanner(rules, all, 1 << 20, new Nothing());
    List<String> held = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      scanner.text(bytes, i, i + 1, i);
      long from = scanner.watermark();
      if (bytes[i] == ' ' && from <= i) {
        held.add(new String(bytes, (int) from, i + 1 - (int) from, StandardCharsets.UTF_8));
      }
    }
    scanner.end();
    return held;
  }

  private record Nothing() implements ScanSink {
    @Override
    public void matched(Hit match, long rawFrom) {}

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] replacement) {}

    @Override
    public void blocked(DlpRule rule, long rawFrom) {}

    @Override
    public void overflow(long rawFrom) {
      throw new AssertionError("overflow");
    }
  }
}
