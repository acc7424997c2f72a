package dev.sluice.quality.drill.load;

import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that keeps what arrived of an answer, also if its connection breaks. */
final class DrillClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LIMIT_SECONDS = 15;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .sslContext(DatedCertificates.context())
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /**
   * A part of an answer, or all of it.
   *
   * @param status the status; 0 if none arrived
   */
  record Received(int status, String text, boolean complete) {

    /** Returns the status and the error code, or {@code cut}. */
    String outcome() {
      if (!complete) {
        return SentRequest.CUT;
      }
      GatewayResponse answer = new GatewayResponse(status, Map.of(), text, Duration.ZERO);
      return (status + " " + answer.errorCode()).strip();
    }
  }

  /** Sends a request, and returns what arrived until the end or the time limit. */
  Received send(HttpRequest.Builder request) {
    PartialAnswer partial = new PartialAnswer();
    CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), partial);
    try {
      HttpResponse<Void> complete = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return new Received(complete.statusCode(), partial.text(), true);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return new Received(partial.status, partial.text(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the gateway", e);
    }
  }

  /** Sends a request, and closes the connection when the first bytes of the answer are there. */
  Received sendAndLeave(HttpRequest.Builder request) {
    PartialAnswer partial = new PartialAnswer();
    CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request.build(), partial);
    var _ =
        ConditionWait.becomesTrue(
            Duration.ofSeconds(LIMIT_SECONDS), () -> answer.isDone() || !partial.text().isEmpty());
    answer.cancel(true);
    return new Received(partial.status, partial.text(), false);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  /** The bytes of an answer so far. */
  private static final class PartialAnswer implements BodyHandler<Void> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile int status;

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
      status = info.statusCode();
      return BodySubscribers.ofByteArrayConsumer(
          part -> part.ifPresent(piece -> bytes.write(piece, 0, piece.length)));
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
