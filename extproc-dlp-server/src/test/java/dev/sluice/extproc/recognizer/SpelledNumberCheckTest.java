package dev.sluice.extproc.recognizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.match.search.MatchCursor;
import dev.sluice.common.match.search.PatternSet;
import dev.sluice.extproc.policy.RecognizerRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledNumberCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phone_kr|연락처는 ⟦공일공-이삼사오-육칠팔구⟧입니다",
        "phone_kr|call me at ⟦zero one zero two three four five six seven eight nine⟧ please",
        "phone_kr|Tel: ⟦Zero-one-zero-two-three-four-five-six-seven-eight-nine⟧.",
        "phone_kr|번호는 ⟦공 일 공 이 삼 사 오 육 칠 팔 구⟧ 이에요",
        "phone_kr|⟦공 일 공, 이 삼 사 오, 육 칠 팔 구⟧",
        "kr_rrn|주민번호 ⟦구공공일공일-일이삼사오육팔⟧",
        "kr_passport|여권번호는 ⟦M일이삼사오육칠팔⟧이에요",
        "ipv4|server IP ⟦one nine two . one six eight . zero . one⟧ is down",
        "card|card ⟦four one one one  one one one one  one one one one  one one one one⟧"
      })
  void number_inWords_isFoundWhereverItIsCut(String recognizer, String marked) {
    int from = marked.indexOf('⟦');
    String value = marked.substring(from + 1, marked.indexOf('⟧'));
    byte[] text = marked.replace("⟦", "").replace("⟧", "").getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= text.length; cut++) {
      assertEquals(List.of(value), found(recognizer, text, cut), marked + " at " + cut);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one two three four five six",
        "이 일이 구이가 되고 사이가 오이팔 사람",
        "one two one two one two one two one two one two one two one two one two one two",
        "공일공-이삼사오-육칠팔구공일이삼사오육칠팔구공일이삼사오육칠팔구",
        "bone zero one zero"
      })
  void words_withoutValue_areNotFound(String text) {
    assertEquals(List.of(), found("phone_kr", text.getBytes(StandardCharsets.UTF_8), 5));
  }

  private static List<String> found(String recognizer, byte[] text, int cut) {
    PatternSet set =
        PatternSet.compile(RecognizerRegistry.find(recognizer).orElseThrow().detections());
    List<String> values = new ArrayList<>();
    MatchCursor cursor =
        set.cursor((pattern, offset, bytes, from, to) ->
            values.add(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    cursor.feed(text, 0, cut);
    cursor.feed(text, cut, text.length);
    cursor.end();
    return values.stream().distinct().toList();
  }
}
