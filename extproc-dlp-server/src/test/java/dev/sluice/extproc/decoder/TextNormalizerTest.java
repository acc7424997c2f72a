package dev.sluice.extproc.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
  @ParameterizedTest
  @CsvSource({
    "９０１２３１－１２３４５６７,901231-1234567",
    "9012\u200B31\u00AD-123\uFE0F4567,901231-1234567",
    "0\uFE0F\u20E31\uFE0F\u20E30 1\u03362\u0332,010 12",
    "010\u00A01234\u30005678,010 1234 5678",
    "010–1234—5678−9,010-1234-5678-9",
    "٠١٢٣ ०१२ \uD835\uDFD8\uD835\uDFD9,0123 012 01",
    "ＡＫＩＡ аbс ΑΒ,AKIA abc AB",
    "АКІА ΑΚΙΑ АΚӀΑ,AKIA AKIA AKIA",
    "ѕк- sκ- ɡһр_ ghρ_,sk- sk- ghp_ ghp_",
    "хох χοχ ΑΙzα АІzа,xox xox AIza AIza",
    "еуЈ eγͿ еУЈ,eyJ eyJ eYJ",
    "𝗔𝐊𝘐𝙰 𝓰𝕙𝖕_ З0,AKIA ghp_ З0",
    "한글 그대로 「인용」 émile Привет,한글 그대로 「인용」 émile Пpиbet"
  })
  void text_anySplit_isNormalized(String text, String shown) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(shown, CharacterNormalization.normalize(text));
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertEquals(shown, cut(bytes, cut, bytes.length), text + " at " + cut);
    }
    assertEquals(shown, cut(bytes, 1, 1), text);
  }

  @Test
  void text_invalidUtf8_passes() {
    byte[] bytes = {'a', (byte) 0xC2, 'b', (byte) 0xE2, (byte) 0x80};
    var out = new Collected();
    var plain = new TextNormalizer(out);
    plain.text(bytes, 0, bytes.length, 0);
    assertEquals(3, plain.watermark());
    plain.flush();
    assertEquals(Long.MAX_VALUE, plain.watermark());
    assertEquals(5, out.size());
  }

  @Test
  void pattern_normalized_keepsItsMeaning() {
    assertEquals("[0-9]\\(x\\)a", CharacterNormalization.normalizePattern("[０-９]（x）а"));
  }

  /** Normalizes a first piece of {@code first} bytes and further ones of {@code size}. */
  private static String cut(byte[] bytes, int first, int size) {
    var out = new Collected();
    var plain = new TextNormalizer(out);
    plain.text(bytes, 0, first, 0);
    for (int at = first; at < bytes.length; at += size) {
      plain.text(bytes, at, Math.min(bytes.length, at + size), at);
    }
    plain.flush();
    return out.toString();
  }

  private static final class Collected implements TextHandler {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      out.write(bytes, from, to - from);
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      out.write(text, from, to - from);
    }

    int size() {
      return out.size();
    }

    @Override
    public String toString() {
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
