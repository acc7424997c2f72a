package dev.sluice.quality.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderedSampleTest {

  @ParameterizedTest
  @EnumSource
  void textOf_everySample(BodyForm form) {
    for (Sample sample : Corpus.generate(11, 6).samples()) {
      for (int seed = 0; seed < 4; seed++) {
        assertEquals(sample.text(), form.textOf(render(sample, form, seed).bytes()), sample.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void textOf_hardCharacters(BodyForm form) {
    Sample sample =
        clean("\"\\ \t\r\n\u0001\u2028 한글 😀𝟙 e\u0301 \u200b </script> data: {\n\ndata: [DONE]");
    for (int seed = 0; seed < 200; seed++) {
      assertEquals(sample.text(), form.textOf(render(sample, form, seed).bytes()));
    }
  }

  @Test
  void render_sameRandom() {
    Sample sample = clean("안녕하세요. 주문하신 상품이 도착했습니다.");
    assertEquals(render(sample, BodyForm.SSE, 3), render(sample, BodyForm.SSE, 3));
  }

  @Test
  void textOf_streamThatEndsEarly() {
    String body = render(clean("hello world"), BodyForm.SSE, 1).body();
    String cut = body.substring(0, body.indexOf("\n\n", body.length() / 2) + 2);
    String text = BodyForm.SSE.textOf(bytes(cut + "data: {\"code\":\"BLOCKED\",\"error\":{}}\n\n"));
    assertTrue("hello world".startsWith(text));
  }

  @Test
  void textOf_masked() {
    String body = render(clean("call 5551234 now"), BodyForm.JSON, 5).body();
    String plain = "{\"messages\":[{\"content\":\"call [phone] now\"}]}";
    assertEquals("call 5551234 now", BodyForm.JSON.textOf(bytes(body)));
    assertEquals("call [phone] now", BodyForm.JSON.textOf(bytes(plain)));
  }

  @Test
  void textOf_notOfTheForm() {
    assertThrows(
        IllegalArgumentException.class, () -> BodyForm.JSON.textOf(bytes("{\"messages\":")));
    assertThrows(IllegalArgumentException.class, () -> BodyForm.JSON.textOf(bytes("{}")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RenderedSample render(Sample sample, BodyForm form, long seed) {
    return RenderedSample.render(sample, form, new Random(seed));
  }

  private static Sample clean(String text) {
    return new Sample(
        "clean/0", SampleSet.CLEAN, BodyForm.PLAIN, text, List.of(), Optional.empty());
  }
}
