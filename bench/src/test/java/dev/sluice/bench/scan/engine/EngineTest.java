package dev.sluice.bench.scan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.scan.text.ChatTexts;
import dev.sluice.bench.scan.text.Language;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
  private static final byte[] TEXT = new ChatTexts(7).make(Language.MIXED, 100_000).bytes();

  @ParameterizedTest
  @EnumSource
  void pass_findsTheSameInPiecesOfEverySize(Engine engine) {
    try (Scan scan = engine.open(TEXT)) {
      long whole = scan.pass(TEXT.length);
      assertTrue(whole > 0);
      assertEquals(whole, scan.pass(16));
      assertEquals(whole, scan.pass(4096));
    } catch (MissingPrerequisiteException absent) {
      Assumptions.abort(absent.toString());
    }
  }

  @Test
  void patterns_areOneOfEachKindAndFindIt() {
    assertEquals(25, PeerPatterns.read().size());
    String text = "M12345678, gil@example.kr, 900101-1234568, password: T1gerMoon77";
    assertEquals(
        4,
        PeerPatterns.read().stream()
            .filter(pattern -> Pattern.compile(pattern).matcher(text).find())
            .count());
  }

  @Test
  void re2j_findsWhatTheJdkFinds() {
    byte[] text =
        "a 010-1234-5678 b 비밀번호=abcdef c eyJhbGciOi.eyJhbGciOi.eyJhbGciOi"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(new RegexScan(text).pass(0), new Re2jScan(text).pass(0));
  }
}
