package dev.sluice.common.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.config.v1.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorFormatTest {
  private static final ErrorDetails BLOCKED = ErrorDetails.ofPolicy("DLP_BLOCKED", 400);
  private static final String ID = "한\"\n";

  @ParameterizedTest
  @CsvSource({
    "sluice, /error/code, application/json",
    "openai, /error/code, application/json",
    "anthropic, /error/code, application/json",
    "problem, /code, application/problem+json"
  })
  void body_everyDialect_hasCode(String dialect, String code, String contentType) {
    ErrorFormat shape = ErrorFormat.ofName(dialect);
    JsonNode body = JsonMapper.shared().readTree(shape.body(BLOCKED, ID));
    assertEquals("DLP_BLOCKED", body.at(code).asString());
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
    ErrorDetails error = ErrorDetails.of("CODE", status);
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
    String event = ErrorFormat.ofName(dialect).sseEvent(BLOCKED);
    String data = named ? event.substring("event: error\n".length()) : event;
    assertEquals("data: " + ErrorFormat.ofName(dialect).jsonLine(BLOCKED) + "\n", data);
    JsonNode document = JsonMapper.shared().readTree(data.substring("data: ".length()));
    assertEquals("DLP_BLOCKED", document.at("/error/code").asString());
  }

  private static String type(ErrorFormat shape, ErrorDetails error) {
    return JsonMapper.shared().readTree(shape.body(error, "c1")).at("/error/type").asString();
  }
}
