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
 * Envoy lets pass what has not been answered when a stream ends with OK. So none does, however it
 * is closed and wherever it stands, before all that was begun has been answered to its end.
 */
class StreamEndTest {
  /** One way in which a stream comes to its end, once all messages so far were taken. */
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

  /** How many turns in the slow lane a stream has had, where it needs them. */
  private static final List<Integer> TURNS = List.of(0, 1, 2, 100);

  private static final int STATES = 100_000;

  /** One state of so many is tried; no dimension has a multiple of it. */
  private static final int STEP = Sweep.of(11, 1);

  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final StreamMetrics metrics = new StreamMetrics(new SimpleMeterRegistry(), 1);
  private int states;
  private int good;

  @ParameterizedTest
  @EnumSource
  void everyState_endsWellOnlyAfterItsOwnEnd(Closing closing) {
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
    List<Integer> turns = ExchangeScripts.slow(script) ? TURNS : TURNS.subList(3, 4);
    for (int length = 0; length <= script.size(); length++) {
      for (int room : ROOMS) {
        for (long budget : BUDGETS) {
          for (boolean blocks : List.of(true, false)) {
            for (int most : turns) {
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

  /** One stream somewhere on its way. */
  private final class State {
    private final BodySendModes modes;
    private final List<ProcessingRequest> came;
    private final FakeServerCall peer;
    private final ByteBudget budget;
    private final Deque<Runnable> slowLane = new ArrayDeque<>();
    private final ProcessorCall call;

    State(BodySendModes modes, List<ProcessingRequest> came, int room, long bytes, boolean blocks) {
      this.modes = modes;
      this.came = came;
      peer = new FakeServerCall(room);
      budget = new ByteBudget(bytes);
      ProcessorFactory processors = processors(new WordInspector("v1", blocks));
      call = new ProcessorCall(peer, processors.open(new GrpcResponseSink(peer)), slowLane::add);
    }

    void close(int turns, Closing closing) {
      call.begin(() -> {});
      int taken = 0;
      while (taken < came.size() && peer.wanted > 0 && peer.end == null) {
        peer.wanted--;
        call.onNext(MessageConversion.question(came.get(taken++)));
        work(turns);
      }
      ExpectedResponses owed = new ExpectedResponses(modes, came.subList(0, taken));
      check(owed);
      if (peer.end == null) {
        closing.run(call, peer);
        check(owed);
        peer.drain();
        check(owed);
        work(Integer.MAX_VALUE);
        check(owed);
        if (closing != Closing.NONE && taken == came.size()) {
          end(closing, owed);
        }
      }
    }

    private void work(int turns) {
      for (int i = 0; i < turns && !slowLane.isEmpty(); i++) {
        slowLane.remove().run();
      }
    }

    /** It has ended in the way that fits. */
    private void end(Closing closing, ExpectedResponses owed) {
      if (closing == Closing.HALF_CLOSE) {
        assertEquals(owed.nothing(peer.sent), Status.OK.equals(peer.end), this::toString);
        good += Status.OK.equals(peer.end) ? 1 : 0;
      }
      assertEquals(0, budget.used(), this::toString);
    }

    private void check(ExpectedResponses owed) {
      if (!owed.nothing(peer.sent)) {
        assertNotEquals(Status.OK, peer.end, this::toString);
      }
    }

    private ProcessorFactory processors(WordInspector policy) {
      return new ProcessorFactory(
          () -> policy,
          new ExchangeContextReader(
              "dev",
              BodyInspectionMode.PRE_AND_INCREMENTAL,
              () -> RouteTable.empty(RouteTable.Entry::new)),
          new StreamLimits(
              ExchangeScripts.MAX_BUFFER, ExchangeScripts.MAX_BODY, 100, Duration.ZERO),
          budget,
          metrics);
    }

    @Override
    public String toString() {
      return modes + " " + came + " answered by " + peer.sent + " and " + peer.end;
    }
  }
}
