package dev.sluice.common.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An extension that fails a test which logs an unexpected warning or error. Use it by
 * {@code @ExtendWith}, or as a field with {@code @RegisterExtension} to expect some.
 */
public final class NoWarnings implements BeforeEachCallback, AfterEachCallback {
  private final List<String> expected = new CopyOnWriteArrayList<>();
  private final List<String> allowed = new CopyOnWriteArrayList<>();
  private @Nullable LogCapture capture;

  /** Requires at least one warning with {@code text}, and allows all of them. */
  public void expect(String text) {
    expected.add(text);
  }

  /** Allows warnings with {@code text} without requiring one. */
  public void allow(String text) {
    allowed.add(text);
  }

  /** Returns the warnings and errors of this test so far. */
  public List<String> warnings() {
    return capture == null ? List.of() : capture.warnings();
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
    expected.clear();
    allowed.clear();
    capture = new LogCapture();
  }

  void check() {
    List<String> wrong = new ArrayList<>();
    for (String warning : warnings()) {
      if (expected.stream().noneMatch(warning::contains)
          && allowed.stream().noneMatch(warning::contains)) {
        wrong.add("unexpected: " + warning);
      }
    }
    for (String text : expected) {
      if (warnings().stream().noneMatch(warning -> warning.contains(text))) {
        wrong.add("expected, but not logged: " + text);
      }
    }
    if (capture != null) {
      capture.close();
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
  }
}
