package dev.sluice.extproc.response;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.grpc.Drainable;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessingResponsesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 110, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 16_383, 70_000})
  void body_anyLength_equalsLibrary(int length) {
    ByteString bytes = ByteString.copyFrom(new byte[length]);
    for (boolean last : new boolean[] {true, false}) {
      BodyResponse streamed =
          body(
              BodyMutation.newBuilder()
                  .setStreamedResponse(
                      StreamedBodyResponse.newBuilder().setBody(bytes).setEndOfStream(last)));
      same(
          ProcessingResponse.newBuilder().setRequestBody(streamed),
          ProcessingResponses.streamedBody(BodyDirection.REQUEST, bytes, last));
      same(
          ProcessingResponse.newBuilder().setResponseBody(streamed),
          ProcessingResponses.streamedBody(BodyDirection.RESPONSE, bytes, last));
    }
    BodyResponse replaced =
        body(
            length == 0
                ? BodyMutation.newBuilder().setClearBody(true)
                : BodyMutation.newBuilder().setBody(bytes));
    same(
        ProcessingResponse.newBuilder().setResponseBody(replaced),
        ProcessingResponses.replacedBody(BodyDirection.RESPONSE, bytes));
  }

  @Test
  void headersAndTrailers_any_equalLibrary() {
    same(
        ProcessingResponse.newBuilder().setRequestHeaders(HeadersResponse.getDefaultInstance()),
        ProcessingResponses.headers(BodyDirection.REQUEST, ByteString.EMPTY));
    HeaderMutation changes = HeaderMutation.newBuilder().addRemoveHeaders("range").build();
    HeadersResponse.Builder changed = HeadersResponse.newBuilder();
    changed.getResponseBuilder().setHeaderMutation(changes);
    same(
        ProcessingResponse.newBuilder().setResponseHeaders(changed),
        ProcessingResponses.headers(BodyDirection.RESPONSE, changes.toByteString()));
    same(
        ProcessingResponse.newBuilder().setRequestTrailers(TrailersResponse.getDefaultInstance()),
        ProcessingResponses.trailers(BodyDirection.REQUEST));
    same(
        ProcessingResponse.newBuilder().setResponseBody(BodyResponse.getDefaultInstance()),
        ProcessingResponses.unchangedBody(BodyDirection.RESPONSE));
  }

  @Test
  void marshaller_response_writesAllBytes() throws Exception {
    EncodedProcessingResponse answer =
        ProcessingResponses.streamedBody(
            BodyDirection.REQUEST, ByteString.copyFrom(new byte[5_000]), true);
    byte[] expected = answer.bytes().toByteArray();
    assertArrayEquals(expected, stream(answer).readAllBytes());
    InputStream begun = stream(answer);
    assertEquals(expected.length, begun.available());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(begun.read());
    assertEquals(expected.length - 1, ((Drainable) begun).drainTo(out));
    assertArrayEquals(expected, out.toByteArray());
    assertEquals(0, begun.available());
    assertEquals(answer, EncodedProcessingResponse.marshaller().parse(stream(answer)));
  }

  private static InputStream stream(EncodedProcessingResponse answer) {
    return EncodedProcessingResponse.marshaller().stream(answer);
  }

  private static void same(ProcessingResponse.Builder expected, EncodedProcessingResponse answer) {
    assertEquals(expected.build(), MessageConversion.response(answer));
    assertEquals(expected.build().getSerializedSize(), answer.bytes().size());
  }

  private static BodyResponse body(BodyMutation.Builder mutation) {
    BodyResponse.Builder body = BodyResponse.newBuilder();
    body.getResponseBuilder().setBodyMutation(mutation);
    return body.build();
  }
}
