package dev.sluice.extproc.stream.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.MessageConversion;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseQueueTest {
  private final List<String> sent = new ArrayList<>();
  private int room;
  private final ResponseQueue out =
      new ResponseQueue(
          new ResponseSink() {
            @Override
            public boolean isReady() {
              return room > 0;
            }

            @Override
            public void send(EncodedProcessingResponse answer) {
              room--;
              sent.add(
                  MessageConversion.response(answer)
                      .getResponseBody()
                      .getResponse()
                      .getBodyMutation()
                      .getStreamedResponse()
                      .getBody()
                      .toStringUtf8());
            }

            @Override
            public void complete() {
              sent.add("complete");
            }

            @Override
            public void fail(Status status) {
              sent.add("fail");
            }
          });

  @Test
  void send_slowPeer_waitsInOrder() {
    room = 1;
    out.send(answer("a"));
    out.send(answer("b"));
    assertFalse(out.sendReady());
    assertEquals(List.of("a"), sent);
    room = 2;
    out.send(answer("c"));
    assertTrue(out.sendReady());
    assertEquals(List.of("a", "b", "c"), sent);
  }

  @Test
  void complete_responsesWaiting_comesLast() {
    out.send(answer("a"));
    out.complete();
    assertEquals(List.of(), sent);
    room = 1;
    assertTrue(out.sendReady());
    assertEquals(List.of("a", "complete"), sent);
    out.sendReady();
    out.fail(Status.INTERNAL);
    assertEquals(List.of("a", "complete"), sent);
  }

  @Test
  void fail_responsesWaiting_dropsThem() {
    out.send(answer("a"));
    out.fail(Status.INTERNAL);
    out.complete();
    out.send(answer("b"));
    room = 9;
    assertTrue(out.sendReady());
    assertEquals(List.of("fail"), sent);
  }

  @Test
  void discard_open_sendsNothingMore() {
    out.send(answer("a"));
    out.discard();
    out.send(answer("b"));
    out.fail(Status.INTERNAL);
    room = 9;
    assertTrue(out.sendReady());
    assertEquals(List.of(), sent);
  }

  private static EncodedProcessingResponse answer(String text) {
    return ProcessingResponses.streamedBody(
        BodyDirection.RESPONSE, ByteString.copyFromUtf8(text), false);
  }
}
