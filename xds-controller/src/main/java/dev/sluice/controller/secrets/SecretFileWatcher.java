package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher that keeps the last good version of each requested secret and checks the files every
 * second. It compares contents, so that any kind of replacement is detected, symbolic links
 * included.
 */
public final class SecretFileWatcher implements SecretSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SecretFileWatcher.class);
  private static final Duration EXPIRES_SOON = Duration.ofDays(14);

  private final SecretFiles files;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Map<String, WatchedSecret> known = new HashMap<>();

  /**
   * A pair of files as last read, with the resulting state.
   *
   * @param expiry the end of the certificate in use, also after it has expired
   */
  private record WatchedSecret(
      SecretFiles.@Nullable PemPair seen,
      SecretState state,
      Optional<CertificateCheck.CheckedCertificate> checked,
      Optional<Instant> expiry) {}

  public SecretFileWatcher(Path folder, Clock clock) {
    this.files = new SecretFiles(folder);
    this.clock = clock;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("secrets").factory());
  }

  /** Starts to run a check that calls {@link #refresh}, always on the same other thread. */
  // The future ends with the timer.
  @SuppressWarnings("FutureReturnValueIgnored")
  public void start(Duration every, Runnable check) {
    timer.scheduleWithFixedDelay(
        () -> run(check), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<CertificateIr> certificate(String name) {
    return state(name).good();
  }

  @Override
  public List<String> problems(String name) {
    return state(name).problems();
  }

  @Override
  public synchronized void retain(Set<String> names) {
    known.keySet().retainAll(names);
  }

  /** Returns the first time at which a certificate in use expires. */
  public synchronized Optional<Instant> firstExpiry() {
    return known.values().stream()
        .flatMap(secret -> secret.expiry().stream())
        .min(Comparator.naturalOrder());
  }

  /** Returns the state of a secret and watches it from now on. */
  private synchronized SecretState state(String name) {
    return known.computeIfAbsent(name, n -> read(n, null)).state();
  }

  private static void run(Runnable check) {
    try {
      check.run();
    } catch (RuntimeException | Error e) {
      // Not rethrown, because the timer would silently stop.
      log.error("the secrets could not be looked at", e);
    }
  }

  /** Checks now; returns whether anything has changed. */
  public synchronized boolean refresh() {
    boolean different = false;
    for (Map.Entry<String, WatchedSecret> entry : known.entrySet()) {
      SecretState before = entry.getValue().state();
      entry.setValue(read(entry.getKey(), entry.getValue()));
      SecretState now = entry.getValue().state();
      if (!now.equals(before)) {
        different = true;
        if (!now.good().equals(before.good())) {
          log.info("secret {} is replaced", entry.getKey());
        }
      }
    }
    return different;
  }

  private WatchedSecret read(String name, @Nullable WatchedSecret before) {
    Instant now = clock.instant();
    SecretFiles.PemPair pair = null;
    try {
      pair = files.read(name);
      CertificateCheck.CheckedCertificate checked =
          before != null && pair.equals(before.seen()) && before.checked().isPresent()
              ? CertificateCheck.stillValid(before.checked().get(), now)
              : CertificateCheck.check(name, pair, now);
      return new WatchedSecret(
          pair,
          new SecretState(Optional.of(checked.certificate()), soon(name, checked, now)),
          Optional.of(checked),
          Optional.of(checked.notAfter()));
    } catch (InvalidSecretException e) {
      Optional<Instant> expiry = Optional.ofNullable(before).flatMap(WatchedSecret::expiry);
      if (before != null && !Objects.equals(before.seen(), pair)) {
        // The two files are rarely replaced at the same moment, so an error counts only if it is
        // seen twice.
        return new WatchedSecret(pair, before.state(), Optional.empty(), expiry);
      }
      Optional<CertificateIr> good =
          Optional.ofNullable(before).flatMap(last -> last.state().good());
      String problem =
          "secret %s: %s%s"
              .formatted(
                  CertificateIr.secret(name),
                  e.getMessage(),
                  good.isPresent() ? "; the last good one is served" : "");
      return new WatchedSecret(
          pair, new SecretState(good, List.of(problem)), Optional.empty(), expiry);
    }
  }

  private static List<String> soon(
      String name, CertificateCheck.CheckedCertificate checked, Instant now) {
    return now.plus(EXPIRES_SOON).isBefore(checked.notAfter())
        ? List.of()
        : List.of(
            "secret %s: the certificate expires on %s"
                .formatted(CertificateIr.secret(name), CertificateCheck.day(checked.notAfter())));
  }

  /** Stops the watcher after the check that is running. */
  @Override
  public void close() {
    timer.close();
  }
}
