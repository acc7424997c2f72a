package dev.sluice.extproc.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.config.v1.LlmModel;
import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptProcessorTest {
  private static final int MAX_MESSAGE = 100;
  private static final ModelTable MODELS =
      ModelTable.empty()
          .with(
              Map.of(
                  "m-2", LlmModel.newBuilder().setId("m-2").setUpstreamModel("큰 \"모델\"").build()),
              List.of());

  private final AttemptProcessor attempt = new AttemptProcessor(() -> MODELS, MAX_MESSAGE);

  @Test
  void firstAttempt_needsNoBody() {
    ProcessingResponse answer = request("x-sluice-model-rename", "false");
    assertTrue(answer.hasRequestHeaders());
    assertFalse(answer.hasModeOverride());
  }

  @Test
  void otherAttempt_getsName() {
    assertEquals(
        BodySendMode.BUFFERED,
        request("x-sluice-model-rename", "true", "x-sluice-model-attempt", "r/1 m-2")
            .getModeOverride()
            .getRequestBodyMode());
    ProcessingResponse answer =
        body("{\"a\": {\"model\": \"x\"}, \"model\": \"빠른\", \"model2\": 1}");
    assertEquals(
        "{\"a\": {\"model\": \"x\"}, \"model\": \"큰 \\\"모델\\\"\", \"model2\": 1}",
        answer.getRequestBody().getResponse().getBodyMutation().getBody().toStringUtf8());
  }

  @Test
  void deletedModel_isUnavailable() {
    assertEquals(
        503,
        request("x-sluice-model-rename", "true", "x-sluice-model-attempt", "r/1 gone")
            .getImmediateResponse()
            .getStatus()
            .getCodeValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"model\": 1}", "{\"model\": \"a\", \"model\": \"b\"}", "{", ""})
  void bodyWithoutOneName_isRefused(String body) {
    request("x-sluice-model-rename", "true", "x-sluice-model-attempt", "r/1 m-2");
    assertTrue(body(body).hasImmediateResponse());
  }

  @Test
  void messageBeyondLimit_isTooLarge() {
    request("x-sluice-model-rename", "true", "x-sluice-model-attempt", "r/1 m-2");
    assertTrue(body(padded(MAX_MESSAGE)).hasRequestBody());
    assertEquals(413, status(body(padded(MAX_MESSAGE + 1))));
  }

  private static String padded(int length) {
    String body = "{\"model\": \"a\"}";
    return body + " ".repeat(length - body.length());
  }

  @Test
  void answerWithoutBody_isRefused() {
    assertEquals(502, status(response(true, "200", "application/json")));
    assertEquals(502, status(response(false, "200", "text/html; charset=utf-8")));
    assertTrue(response(true, "204", "").hasResponseHeaders());
    assertTrue(response(true, "500", "text/html").hasResponseHeaders());
  }

  @Test
  void eventStream_passesWithoutBody() {
    ProcessingResponse answer = response(false, "200", "text/event-stream");
    assertTrue(answer.hasResponseHeaders());
    assertFalse(answer.hasModeOverride());
  }

  @Test
  void jsonAnswer_isChecked() {
    assertEquals(
        BodySendMode.BUFFERED_PARTIAL,
        response(false, "200", "Application/JSON; charset=utf-8")
            .getModeOverride()
            .getResponseBodyMode());
    assertTrue(responseBody("{\"a\": 1}", true).hasResponseBody());
    assertTrue(responseBody("[1, 2", false).hasResponseBody());
    assertEquals(502, status(responseBody("[1, 2", true)));
    assertEquals(502, status(responseBody("<<<", false)));
    assertEquals(502, status(responseBody("", true)));
  }

  private static int status(ProcessingResponse answer) {
    return answer.getImmediateResponse().getStatus().getCodeValue();
  }

  private ProcessingResponse request(String... headers) {
    return answer(ProcessingRequest.newBuilder().setRequestHeaders(headers(false, headers)));
  }

  private ProcessingResponse body(String body) {
    return answer(
        ProcessingRequest.newBuilder()
            .setRequestBody(
                HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(body)).setEndOfStream(true)));
  }

  private ProcessingResponse response(boolean end, String status, String type) {
    return answer(
        ProcessingRequest.newBuilder()
            .setResponseHeaders(headers(end, ":status", status, "content-type", type)));
  }

  private ProcessingResponse responseBody(String body, boolean end) {
    return answer(
        ProcessingRequest.newBuilder()
            .setResponseBody(
                HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(body)).setEndOfStream(end)));
  }

  private ProcessingResponse answer(ProcessingRequest.Builder message) {
    try {
      return attempt.answer(ProcessingRequestView.read(message.build().toByteString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpHeaders headers(boolean end, String... pairs) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(pairs[i])
              .setRawValue(ByteString.copyFromUtf8(pairs[i + 1])));
    }
    return HttpHeaders.newBuilder().setHeaders(map).setEndOfStream(end).build();
  }
}
