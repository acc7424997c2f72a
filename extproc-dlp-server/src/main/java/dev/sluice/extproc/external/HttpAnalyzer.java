package dev.sluice.extproc.external;

import dev.sluice.common.token.jwks.HttpDocumentClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client of a service with the API of a Presidio analyzer. Time, size and number of calls are
 * bounded, and calls pause after failures. No text reaches a log or a metric.
 */
public final class HttpAnalyzer implements ExternalRecognizer, AutoCloseable {
  private static final int MAX_ANSWER = 1 << 20;

  private final ExternalRecognizerConfig config;
  private final RecognitionListener listener;
  private final HttpDocumentClient http;
  private final Semaphore free;
  private final FailurePause pause;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public HttpAnalyzer(ExternalRecognizerConfig config, RecognitionListener listener) {
    this.config = config;
    this.listener = listener;
    http =
        new HttpDocumentClient(
            config.loopback(), config.authorities().map(AuthorityFile::sslContext));
    free = new Semaphore(config.limits().concurrent());
    pause = new FailurePause(config.limits().failures(), config.limits().pause().toNanos());
  }

  @Override
  public Executor executor() {
    return threads;
  }

  @Override
  public boolean passesUnread() {
    return config.onError() == ExternalRecognizerConfig.ErrorChoice.PASS;
  }

  /** Returns true if the service is not called for a while. */
  public boolean isPaused() {
    return pause.isOn();
  }

  @Override
  public RecognitionResult recognize(Collection<ByteBuffer> texts) {
    long end = System.nanoTime() + config.limits().deadline().toNanos();
    try {
      List<TextDocument> documents = DocumentPacker.pack(texts, config.limits().textBytes());
      return documents.isEmpty()
          ? new RecognitionResult.Found(Map.of())
          : new RecognitionResult.Found(read(documents, end));
    } catch (RecognitionException e) {
      listener.onFailure(e.reason(), passesUnread());
      if (e.reason().isOfService()) {
        pause.failed(System.nanoTime());
      }
      return new RecognitionResult.Failed(e.reason());
    }
  }

  private Map<ByteBuffer, List<RecognizedEntity>> read(List<TextDocument> documents, long end)
      throws RecognitionException {
    if (documents.size() > config.limits().callsPerBody()) {
      throw new RecognitionException(RecognitionFailure.TOO_LONG);
    }
    if (!pause.allows(System.nanoTime())) {
      throw new RecognitionException(RecognitionFailure.PAUSED);
    }
    if (!acquired(end)) {
      throw new RecognitionException(RecognitionFailure.BUSY);
    }
    try {
      Map<ByteBuffer, Set<RecognizedEntity>> found = new HashMap<>();
      for (TextDocument document : documents) {
        call(document.toByteArray(), end).forEach(entity -> document.assign(entity, found));
      }
      pause.succeeded();
      Map<ByteBuffer, List<RecognizedEntity>> entities = new HashMap<>();
      found.forEach((text, set) -> entities.put(text, List.copyOf(set)));
      return entities;
    } finally {
      free.release();
    }
  }

  private boolean acquired(long end) throws RecognitionException {
    try {
      return free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecognitionException(RecognitionFailure.BUSY);
    }
  }

  private List<RecognizedEntity> call(byte[] text, long end) throws RecognitionException {
    long sent = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(config.uri())
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    AnalyzerMessages.request(text, config.language())))
            .build();
    List<RecognizedEntity> entities =
        AnalyzerMessages.entities(
            answer(request, Duration.ofNanos(end - sent)), text, config.offsets());
    listener.onAnswer(System.nanoTime() - sent);
    return entities;
  }

  private byte[] answer(HttpRequest request, Duration left) throws RecognitionException {
    if (left.toMillis() <= 0) {
      throw new RecognitionException(RecognitionFailure.TIMEOUT);
    }
    try {
      return http.fetch(request, left, MAX_ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecognitionException(RecognitionFailure.TIMEOUT);
    } catch (IOException e) {
      throw new RecognitionException(
          e.getCause() instanceof TimeoutException
              ? RecognitionFailure.TIMEOUT
              : String.valueOf(e.getMessage()).startsWith("status ")
                  ? RecognitionFailure.STATUS
                  : RecognitionFailure.UNREACHABLE);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.close();
  }
}
