package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.Sweep;
import dev.sluice.extproc.stream.ProcessorFactory;
import dev.sluice.extproc.stream.StreamMetrics;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeContextReader;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests of the end of a stream. After an end with OK, Envoy passes everything unanswered. No
 * stream may therefore end with OK before every message has its answer.
 */
class StreamEndTest {
  /** The ways in which a stream ends after all messages so far. */
  enum Closing {
    HALF_CLOSE {
      @Override
      void run(ProcessorCall call, FakeServerCall peer) {
        call.onCompleted();
      }
    },
    CANCEL {
      @Override
      void run(ProcessorCall call, FakeServerCall peer) {
        call.onError(Status.CANCELLED.asException());
        peer.cancel();
      }
    },
    EXPIRE {
      @Override
      void run(ProcessorCall call, FakeServerCall peer) {
        call.expire();
      }
    },
    NONE {
      @Override
      void run(ProcessorCall call, FakeServerCall peer) {}
    };

    abstract void run(ProcessorCall call, FakeServerCall peer);
  }

  private static final List<BodySendMode> MODES =
      List.of(
          BodySendMode.NONE,
          BodySendMode.BUFFERED,
          BodySendMode.STREAMED,
          BodySendMode.FULL_DUPLEX_STREAMED);
  private static final List<Integer> ROOMS = List.of(0, 1, 2, 3, FakeServerCall.UNLIMITED);
  private static final List<Long> BUDGETS = List.of(3L, 1_000_000L);

  /** The numbers of time slices on the slow executor. */
  private static final List<Integer> SLICES = List.of(0, 1, 2, 100);

  private static final int STATES = 100_000;

  /** The step between tested states; no dimension has a multiple of it. */
  private static final int STEP = Sweep.of(11, 1);

  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final StreamMetrics metrics = new StreamMetrics(new SimpleMeterRegistry(), 1);
  private int states;
  private int good;

  @ParameterizedTest
  @EnumSource
  void stream_everyState_endsOkOnlyWhenComplete(Closing closing) {
    warnings.expect("a stream failed: java.lang.IllegalStateException at dev.sluice.");
    warnings.expect("a stream was refused: ");
    for (BodySendMode request : MODES) {
      for (BodySendMode response : MODES) {
        BodySendModes modes = new BodySendModes(request, response);
        new ExchangeScripts(modes).all().forEach(script -> everyPrefix(modes, script, closing));
      }
    }
    assertTrue(states > STATES, states + " states");
    assertEquals(closing == Closing.HALF_CLOSE, good > 0);
  }

  private void everyPrefix(BodySendModes modes, List<ProcessingRequest> script, Closing closing) {
    List<Integer> slices = ExchangeScripts.slow(script) ? SLICES : SLICES.subList(3, 4);
    for (int length = 0; length <= script.size(); length++) {
      for (int room : ROOMS) {
        for (long budget : BUDGETS) {
          for (boolean blocks : List.of(true, false)) {
            for (int most : slices) {
              if (states++ % STEP == 0) {
                new State(modes, script.subList(0, length), room, budget, blocks)
                    .close(most, closing);
              }
            }
          }
        }
      }
    }
  }

  /** A stream at some point of its exchange. */
  private final class State {
    private final BodySendModes modes;
    private final List<ProcessingRequest> received;
    private final FakeServerCall peer;
    private final ByteBudget budget;
    private final Deque<Runnable> slowExecutor = new ArrayDeque<>();
    private final ProcessorCall call;

    State(
        BodySendModes modes,
        List<ProcessingRequest> received,
        int room,
        long bytes,
        boolean blocks) {
      this.modes = modes;
      this.received = received;
      peer = new FakeServerCall(room);
      budget = new ByteBudget(bytes);
      ProcessorFactory processors = processors(new WordInspector("v1", blocks));
      call =
          new ProcessorCall(
              peer,
              processors.open(new ProcessorRegistry.GrpcResponseSink(peer)),
              slowExecutor::add);
    }

    void close(int slices, Closing closing) {
      call.begin(() -> {});
      int taken = 0;
      while (taken < received.size() && peer.wanted > 0 && peer.end == null) {
        peer.wanted--;
        call.onNext(MessageConversion.question(received.get(taken++)));
        work(slices);
      }
      ExpectedResponses expected = new ExpectedResponses(modes, received.subList(0, taken));
      check(expected);
      if (peer.end == null) {
        closing.run(call, peer);
        check(expected);
        peer.drain();
        check(expected);
        work(Integer.MAX_VALUE);
        check(expected);
        if (closing != Closing.NONE && taken == received.size()) {
          end(closing, expected);
        }
      }
    }

    private void work(int slices) {
      for (int i = 0; i < slices && !slowExecutor.isEmpty(); i++) {
        slowExecutor.remove().run();
      }
    }

    /** Checks that the stream has ended as it must. */
    private void end(Closing closing, ExpectedResponses expected) {
      if (closing == Closing.HALF_CLOSE) {
        assertEquals(expected.nothing(peer.sent), Status.OK.equals(peer.end), this::toString);
        good += Status.OK.equals(peer.end) ? 1 : 0;
      }
      assertEquals(0, budget.used(), this::toString);
    }

    private void check(ExpectedResponses expected) {
      if (!expected.nothing(peer.sent)) {
        assertNotEquals(Status.OK, peer.end, this::toString);
      }
    }

    private ProcessorFactory processors(WordInspector policy) {
      return new ProcessorFactory(
          () -> policy,
          new ExchangeContextReader(
              "dev",
              BodyInspectionMode.PRE_AND_INCREMENTAL,
              () -> RouteTable.empty(ServedRoute::of)),
          new StreamLimits(
              ExchangeScripts.MAX_BUFFER, ExchangeScripts.MAX_BODY, 100, 1 << 20, 0, Duration.ZERO),
          budget,
          metrics);
    }

    @Override
    public String toString() {
      return modes + " " + received + " answered by " + peer.sent + " and " + peer.end;
    }
  }
}
