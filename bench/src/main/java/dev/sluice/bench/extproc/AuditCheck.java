package dev.sluice.bench.extproc;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Counts the records that extproc-dlp-server made of its exchanges. */
record AuditCheck(URI ops) {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String RECORDED = "accesslog_entries_total{kind=\"recorded\"} ";

  /** Waits until there are so many; how many there are then. */
  long await(long exchanges) {
    ConditionWait.becomesTrue(LIMIT, () -> recorded() >= exchanges);
    return recorded();
  }

  private long recorded() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(ops.resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(RECORDED))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(RECORDED.length())))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new ProcessFailedException("extproc-dlp-server does not tell its metrics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }
}
