package dev.sluice.controller.api;

import dev.sluice.controller.secrets.CertificateFiles;
import dev.sluice.controller.secrets.CertificateFiles.CertificateAndKey;
import dev.sluice.controller.secrets.InvalidSecretException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of the API that follows its files. New connections see a new certificate; files
 * that are not valid together change nothing.
 */
final class ApiCertificate implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiCertificate.class);

  private final CertificateFiles files;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("api-certificate").factory());
  private volatile CertificateAndKey current;
  private String lastProblem = "";

  /**
   * Reads the files.
   *
   * @throws IllegalStateException if they are not valid
   */
  ApiCertificate(CertificateFiles files, Clock clock) {
    this.files = files;
    this.clock = clock;
    try {
      this.current = files.read(clock.instant());
    } catch (InvalidSecretException e) {
      throw new IllegalStateException("api.tls: " + e.getMessage(), e);
    }
  }

  Tls tls() {
    return tls(current);
  }

  Instant expiresAt() {
    return current.notAfter();
  }

  /** Starts to look for changed files; the listener is called with each new certificate. */
  // The future ends with the timer.
  @SuppressWarnings("FutureReturnValueIgnored")
  void watch(Duration every, Consumer<Tls> changed) {
    timer.scheduleWithFixedDelay(
        () -> look(changed), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(Consumer<Tls> changed) {
    try {
      CertificateAndKey read = files.read(clock.instant());
      lastProblem = "";
      if (!read.equals(current)) {
        changed.accept(tls(read));
        current = read;
        log.info("The API has a new certificate, valid until {}", read.notAfter());
      }
    } catch (InvalidSecretException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem)) {
        log.warn("api.tls: {}; the API keeps its certificate", problem);
        lastProblem = problem;
      }
    } catch (RuntimeException e) {
      // Not rethrown, because the timer would silently stop.
      log.error("The new certificate of the API could not be loaded", e);
    }
  }

  private static Tls tls(CertificateAndKey pair) {
    Keys keys =
        Keys.builder()
            .pem(pem ->
                pem.key(resource("key", pair.key()))
                    .certChain(resource("certificate", pair.certificate())))
            .build();
    return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
  }

  private static Resource resource(String name, String pem) {
    return Resource.create(name, pem.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    timer.close();
  }
}
