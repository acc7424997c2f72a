package dev.sluice.quality.corpus.evasion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.quality.corpus.value.GeneratedValue;
import dev.sluice.quality.corpus.value.SeededRandom;
import dev.sluice.quality.corpus.value.ValueTable;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvasionTechniqueTest {

  @Test
  void ofNumbers_sameDigits() {
    sameForAReader(EvasionTechnique.ofNumbers(), "card");
  }

  @Test
  void ofAddresses_sameLetters() {
    sameForAReader(EvasionTechnique.ofAddresses(), "email");
  }

  @Test
  void ofKeys_sameLetters() {
    sameForAReader(EvasionTechnique.ofKeys(), "github_token");
  }

  @Test
  void ofUrls_sameLetters() {
    sameForAReader(EvasionTechnique.ofUrls(), "github_token");
  }

  @Test
  void apply_partOfAValue() {
    GeneratedValue value = GeneratedValue.within("before ", "1234-5678", " after");
    GeneratedValue written = EvasionTechniques.fullWidth(value, SeededRandom.of(1, "part"));
    assertEquals("before ", written.text().substring(0, written.start()));
    assertEquals(" after", written.text().substring(written.end()));
  }

  private static void sameForAReader(List<EvasionTechnique> evasions, String name) {
    SeededRandom random = SeededRandom.of(5, "evasions");
    for (EvasionTechnique evasion : evasions) {
      for (int i = 0; i < 200; i++) {
        GeneratedValue value = ValueTable.generate(name, random);
        GeneratedValue written = evasion.apply(value, random);
        assertEquals(read(value), read(written));
      }
    }
  }

  /** Returns the letters and digits that a person reads. */
  private static String read(GeneratedValue value) {
    String part = value.text().substring(value.start(), value.end());
    StringBuilder text = new StringBuilder();
    Normalizer.normalize(part, Normalizer.Form.NFKC)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(point -> text.appendCodePoint(latin(point)));
    return text.toString();
  }

  private static int latin(int point) {
    if (Character.isDigit(point)) {
      return '0' + Character.digit(point, 10);
    }
    String cyrillic = "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу";
    int at = cyrillic.indexOf(point);
    return at < 0 ? point : "AaBCcEeHIiJjKMOoPpSsTXxYy".charAt(at);
  }
}
