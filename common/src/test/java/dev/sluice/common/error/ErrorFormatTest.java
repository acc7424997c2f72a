package dev.sluice.common.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.v1.Dialect;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorFormatTest {
  private static final ErrorDetails BLOCKED =
      ErrorDetails.of("DLP_BLOCKED", 400, "It is \"blocked\".")
          .byPolicy()
          .at(Optional.of("messages[0].content"));
  private static final String ID = "한\"\n";
  private static final ErrorIds IDS = new ErrorIds("r-1", ID);

  @ParameterizedTest
  @CsvSource({
    "sluice, /error/code, /error/message, application/json",
    "openai, /error/code, /error/message, application/json",
    "anthropic, /error/code, /error/message, application/json",
    "problem, /code, /detail, application/problem+json"
  })
  void body_everyDialect_hasCodeAndMessage(
      String dialect, String code, String message, String contentType) {
    ErrorFormat shape = ErrorFormat.ofName(dialect);
    JsonNode body = JsonMapper.shared().readTree(shape.body(BLOCKED, IDS));
    assertEquals("DLP_BLOCKED", body.at(code).asString());
    assertEquals("It is \"blocked\".", body.at(message).asString());
    assertEquals(ID, body.path("correlation_id").asString());
    assertEquals(contentType, shape.contentType());
    assertEquals(dialect, shape.dialect());
  }

  @ParameterizedTest
  @EnumSource(value = Dialect.class, names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
  void ofName_everyDialect_equalsOf(Dialect dialect) {
    ErrorFormat shape = ErrorFormat.of(dialect);
    assertEquals(shape, ErrorFormat.ofName(shape.dialect()));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, invalid_request_error",
    "401, authentication_error, authentication_error",
    "403, permission_error, permission_error",
    "404, invalid_request_error, not_found_error",
    "413, invalid_request_error, request_too_large",
    "415, invalid_request_error, invalid_request_error",
    "429, rate_limit_error, rate_limit_error",
    "502, server_error, api_error",
    "503, server_error, api_error"
  })
  void body_status_selectsType(int status, String openAi, String anthropic) {
    ErrorDetails error = ErrorDetails.of("CODE", status, "text");
    assertEquals(openAi, type(new OpenAiErrorFormat(), error));
    assertEquals(anthropic, type(new AnthropicErrorFormat(), error));
  }

  @Test
  void body_policyError_hasPolicyType() {
    assertEquals("policy_error", type(new OpenAiErrorFormat(), BLOCKED));
  }

  @ParameterizedTest
  @CsvSource({"sluice, true", "openai, false", "anthropic, true", "problem, true"})
  void event_everyDialect_endsStream(String dialect, boolean named) {
    String event = ErrorFormat.ofName(dialect).sseEvent(BLOCKED, IDS);
    String data = named ? event.substring("event: error\n".length()) : event;
    assertEquals("data: " + ErrorFormat.ofName(dialect).jsonLine(BLOCKED, IDS) + "\n", data);
    JsonNode document = JsonMapper.shared().readTree(data.substring("data: ".length()));
    assertEquals("DLP_BLOCKED", document.at("/error/code").asString());
    assertEquals("It is \"blocked\".", document.at("/error/message").asString());
    assertEquals("r-1", document.path("request_id").asString());
  }

  @ParameterizedTest
  @CsvSource({"openai, /error/param", "problem, /param"})
  void body_place_isParam(String dialect, String param) {
    ErrorFormat shape = ErrorFormat.ofName(dialect);
    JsonNode body = JsonMapper.shared().readTree(shape.body(BLOCKED, IDS));
    assertEquals("messages[0].content", body.at(param).asString());
    assertEquals("r-1", body.path("request_id").asString());
    ErrorDetails code = MessageDetail.CODE.limit(BLOCKED);
    JsonNode limited = JsonMapper.shared().readTree(shape.body(code, IDS));
    assertTrue(limited.at(param).isNull());
    assertFalse(limited.toString().contains("blocked"));
  }

  @ParameterizedTest
  @CsvSource({"openai, model_not_found", "anthropic, MODEL_NOT_FOUND"})
  void body_unknownModel_hasCodeOfProvider(String dialect, String code) {
    String body = ErrorFormat.ofName(dialect).body(ErrorDetails.of("MODEL_NOT_FOUND", 404), IDS);
    assertEquals(code, JsonMapper.shared().readTree(body).at("/error/code").asString());
  }

  @Test
  void body_sluice_keepsItsMembers() {
    assertEquals(
        "{\"error\":{\"code\":\"DLP_BLOCKED\",\"message\":\"DLP_BLOCKED\"},\"correlation_id\":\"c\"}",
        new SluiceErrorFormat().body(MessageDetail.CODE.limit(BLOCKED), new ErrorIds("r", "c")));
  }

  private static String type(ErrorFormat shape, ErrorDetails error) {
    return JsonMapper.shared().readTree(shape.body(error, IDS)).at("/error/type").asString();
  }
}
