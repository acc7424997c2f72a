package dev.sluice.controller.server.agent;

import dev.sluice.agent.v1.AgentMessage;
import dev.sluice.agent.v1.Close;
import dev.sluice.agent.v1.CloseReason;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.management.DatabaseAwayException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of one agent. Its virtual thread handles all events, one after the other. The next
 * message is requested when the one before is handled, so that the queue stays short.
 */
final class AgentStream implements StreamObserver<AgentMessage> {
  private static final Logger log = LoggerFactory.getLogger(AgentStream.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ServerCallStreamObserver<ServerMessage> call;
  private final AgentCredentials credentials;
  private final AgentStreamConfig config;
  private final MeterRegistry metrics;
  private final Consumer<AgentStream> ended;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private sealed interface Event {
    record Received(AgentMessage message) implements Event {}

    record Left() implements Event {}

    record ShutDown() implements Event {}
  }

  AgentStream(
      ServerCallStreamObserver<ServerMessage> call,
      AgentCredentials credentials,
      AgentStreamConfig config,
      MeterRegistry metrics,
      Consumer<AgentStream> ended) {
    this.call = call;
    this.credentials = credentials;
    this.config = config;
    this.metrics = metrics;
    this.ended = ended;
    call.disableAutoRequest();
    call.setOnCancelHandler(() -> events.add(new Event.Left()));
  }

  void reject(Status status) {
    call.onError(status.asRuntimeException());
  }

  void start(AgentStore store) {
    Thread.ofVirtual().name("agent-stream").start(() -> run(store));
  }

  void shutDown() {
    events.add(new Event.ShutDown());
  }

  void awaitEnd() {
    try {
      boolean _ = end.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onNext(AgentMessage message) {
    events.add(new Event.Received(message));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Left());
  }

  @Override
  public void onCompleted() {
    events.add(new Event.Left());
  }

  private void run(AgentStore store) {
    try {
      serve(store);
      call.onCompleted();
    } catch (StatusRuntimeException e) {
      call.onError(e);
    } catch (DatabaseException | DatabaseAwayException e) {
      log.debug("The stream of an agent ends without the database", e);
      reject(Status.UNAVAILABLE.withDescription("the database is away; connect later"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("The stream of an agent failed", e);
      reject(Status.INTERNAL.withDescription("the controller failed; connect later"));
    } finally {
      ended.accept(this);
      end.countDown();
    }
  }

  private void serve(AgentStore store) throws InterruptedException {
    call.request(1);
    if (!(next(CONNECT_LIMIT) instanceof Event.Received(AgentMessage first))) {
      throw Status.DEADLINE_EXCEEDED
          .withDescription("no ConnectRequest came; send it first")
          .asRuntimeException();
    }
    Optional<AgentSession> opened =
        AgentSession.open(store, config, metrics, credentials, first, call::onNext);
    if (opened.isEmpty()) {
      return;
    }
    AgentSession session = opened.get();
    try {
      Optional<CloseReason> reason = handleEvents(session);
      reason.ifPresent(why ->
          call.onNext(
              ServerMessage.newBuilder().setClose(Close.newBuilder().setReason(why)).build()));
    } finally {
      session.close();
    }
  }

  /** Handles events until the stream ends, and returns the reason if the server ends it. */
  private Optional<CloseReason> handleEvents(AgentSession session) throws InterruptedException {
    call.request(1);
    long tickDue = System.nanoTime();
    long silentAt = tickDue + config.silence().toNanos();
    while (true) {
      Event event = next(Duration.ofNanos(Math.max(0, tickDue - System.nanoTime())));
      switch (event) {
        case Event.Received(AgentMessage message) -> {
          session.handle(message, call::isReady);
          silentAt = System.nanoTime() + config.silence().toNanos();
          call.request(1);
        }
        case Event.Left() -> {
          return Optional.empty();
        }
        case Event.ShutDown() -> {
          return Optional.of(CloseReason.CLOSE_REASON_SHUTDOWN);
        }
        case null -> {
          // The time of the next tick has come.
        }
      }
      long now = System.nanoTime();
      if (now - silentAt >= 0) {
        throw Status.DEADLINE_EXCEEDED
            .withDescription("no heartbeat came; send one each 30 s")
            .asRuntimeException();
      }
      if (now - tickDue >= 0) {
        Optional<CloseReason> reason = session.tick(call::isReady);
        if (reason.isPresent()) {
          return reason;
        }
        tickDue = System.nanoTime() + TICK.toNanos();
      }
    }
  }

  private @Nullable Event next(Duration limit) throws InterruptedException {
    return events.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
  }
}
