package dev.sluice.bench.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.bench.text.MessageTexts;
import dev.sluice.bench.text.TextLanguage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanEngineTest {
  private static final byte[] TEXT = new MessageTexts(7).make(TextLanguage.MIXED, 100_000).bytes();

  @ParameterizedTest
  @EnumSource
  void run_piecesOfEverySize_haveTheSameFindings(ScanEngine engine) {
    ScanPass pass = engine.open(TEXT);
    long whole = pass.run(TEXT.length);
    assertTrue(whole > 0);
    assertEquals(whole, pass.run(16));
    assertEquals(whole, pass.run(4096));
  }
}
