package dev.sluice.common.token.jws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class StrictBase64UrlTest {
  @Test
  void isCanonical_lastCharacter_decides() {
    for (char c = 0; c < 0x100; c++) {
      for (String before : new String[] {"", "A", "AA", "AAA"}) {
        String text = before + c;
        assertEquals(isItsOwnEncoding(text), StrictBase64Url.isCanonical(text), text);
      }
    }
    assertTrue(StrictBase64Url.isCanonical(""));
    assertFalse(StrictBase64Url.isCanonical("AA=="));
  }

  private static boolean isItsOwnEncoding(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
