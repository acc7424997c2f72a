package dev.sluice.common.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An extension that fails a test in whose log a given secret occurs. Other outputs are checked on
 * request.
 */
public final class Canary implements BeforeEachCallback, AfterEachCallback {
  private static final int SHORTEST = 6;

  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private @Nullable LogCapture capture;

  public Canary(String... secrets) {
    for (String secret : secrets) {
      add(secret);
    }
  }

  /** Adds a secret, such as a token that the test creates. */
  public void add(String secret) {
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException("too short to tell from other text");
    }
    secrets.add(secret);
  }

  /** Fails if a secret occurs in {@code output}; {@code what} is its name in the failure. */
  public void assertAbsent(String what, String output) {
    for (int i = 0; i < secrets.size(); i++) {
      if (output.contains(secrets.get(i))) {
        throw new AssertionError("canary number " + (i + 1) + " occurs in " + what);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  void start() {
    capture = new LogCapture();
  }

  void check() {
    if (capture != null) {
      capture.close();
      capture.lines().forEach(line -> assertAbsent("the log", line));
    }
  }
}
