package dev.sluice.common.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorSentenceTest {
  @ParameterizedTest
  @EnumSource(ErrorSentence.class)
  void text_saysWhatHappenedAndWhatToDo(ErrorSentence sentence) {
    String text = filled(sentence);
    assertTrue(Character.isUpperCase(text.charAt(0)) && text.endsWith("."), text);
    assertTrue(text.contains(". "), "what to do: " + text);
    assertFalse(text.contains("%"), "Envoy would read an operator: " + text);
    for (String part : text.split("\\. ", -1)) {
      assertTrue(part.split(" ", -1).length <= 30, part);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorSentence.class)
  void of_codeOfSentence_isGeneral(ErrorSentence sentence) {
    ErrorSentence general = ErrorSentence.of(sentence.code());
    assertTrue(general.isGeneral());
    assertEquals(sentence.isGeneral(), general == sentence);
    assertFalse(general.text().contains("{}"), "a general sentence has no gaps");
  }

  @Test
  void of_otherNames_throw() {
    assertThrows(IllegalArgumentException.class, () -> ErrorSentence.of("OTHER"));
    assertThrows(IllegalArgumentException.class, () -> ErrorSentence.of("AUTH_NO_TOKEN"));
  }

  @Test
  void text_gaps_areFilledInOrder() {
    assertEquals(
        "The request contains an email address at messages[1].content (rule email)."
            + " Remove it and send the request again.",
        ErrorSentence.DLP_BLOCKED_REQUEST.text(
            "an email address", "at messages[1].content", "email"));
    assertThrows(IllegalArgumentException.class, ErrorSentence.DLP_BLOCKED_REQUEST::text);
    assertThrows(IllegalArgumentException.class, () -> ErrorSentence.NOT_FOUND.text("more"));
  }

  private static String filled(ErrorSentence sentence) {
    for (int gaps = 0; gaps < 4; gaps++) {
      String[] names = new String[gaps];
      Arrays.fill(names, "x");
      try {
        return sentence.text(names);
      } catch (IllegalArgumentException e) {
        // Another number of gaps.
      }
    }
    throw new AssertionError(sentence);
  }
}
