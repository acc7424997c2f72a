package dev.sluice.extproc.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.RecognizerRegistry;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.recognizer.Recognizer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyRejectionTest {
  @ParameterizedTest
  @EnumSource(DlpErrorCode.class)
  void error_everyCode_hasSentence(DlpErrorCode code) {
    for (BodyDirection direction : BodyDirection.values()) {
      ErrorDetails error = new BodyRejection(code).error(direction, code.status());
      assertEquals(code.name(), error.code());
      assertNotEquals(code.name(), error.message());
      assertFalse(error.message().contains("{}"), error.message());
    }
  }

  @Test
  void error_requestFinding_namesKindPlaceAndRule() {
    ErrorDetails error = blocked("messages[0].content", BodyDirection.REQUEST);
    assertEquals(
        "The request contains a Korean resident registration number at messages[0].content"
            + " (rule kr_rrn). Remove it and send the request again.",
        error.message());
    assertEquals(Optional.of("messages[0].content"), error.param());
    assertEquals("policy_error", error.type());
  }

  @Test
  void error_responseFinding_saysThatItWasStopped() {
    ErrorDetails error = blocked("choices[0].message.content", BodyDirection.RESPONSE);
    assertTrue(error.message().startsWith("The response was stopped"), error.message());
    assertTrue(error.message().contains("at choices[0].message.content"), error.message());
  }

  @ParameterizedTest
  @CsvSource({
    "messages[1].content[0].text, at messages[1].content[0].text, messages[1].content[0].text",
    "'', in the body, ",
    "text, in the text of the body, ",
    "part header, in the part header of the body, ",
    "choices[AKIA0123456789ABCDEF].text, at choices[*].text, choices[*].text",
    "output[my id].text, at output[*].text, output[*].text",
    "a b, in the body, ",
  })
  void place_ofChannel_hasNoValue(String channel, String text, String param) {
    FindingPlace place = FindingPlace.of(channel);
    assertEquals(text, place.text());
    assertEquals(Optional.ofNullable(param), place.param());
  }

  @Test
  void kinds_ofRecognizers_haveNames() {
    for (Recognizer recognizer : RecognizerRegistry.all()) {
      assertTrue(DataKindNames.has(recognizer.name()), recognizer.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws_access_key", "private_key_block"})
  void kinds_ofShippedPatterns_haveNames(String rule) {
    assertTrue(DataKindNames.has(rule));
  }

  private static ErrorDetails blocked(String channel, BodyDirection direction) {
    var finding =
        new DlpFinding(
            direction, "kr_rrn", "kr_rrn", channel, 0, 14, RuleAction.BLOCK, Optional.empty());
    return new BodyRejection(DlpErrorCode.DLP_BLOCKED, Optional.of(finding), "")
        .error(direction, 400);
  }
}
