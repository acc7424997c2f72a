package dev.sluice.common.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A test of the extensions. It calls them directly, because they make tests fail. */
class TestKitTest {
  private static final Logger log = LoggerFactory.getLogger(TestKitTest.class);

  @Test
  void noWarnings_unexpected_fails() {
    NoWarnings noWarnings = new NoWarnings();
    String failure =
        failure(noWarnings, () -> log.warn("careful {}", 7, new IllegalStateException("deep")));
    assertTrue(failure.startsWith("unexpected: WARN dev.sluice.common.testkit"));
    assertTrue(failure.contains("careful 7\njava.lang.IllegalStateException: deep"));
  }

  @Test
  void noWarnings_missingExpected_fails() {
    NoWarnings noWarnings = new NoWarnings();
    assertEquals(
        "expected, but not logged: careful",
        failure(noWarnings, () -> noWarnings.expect("careful")));
  }

  @Test
  void noWarnings_expectedOrAllowed_passes() {
    NoWarnings noWarnings = new NoWarnings();
    noWarnings.start();
    noWarnings.expect("careful");
    noWarnings.allow("perhaps");
    log.info("hello");
    log.warn("be careful");
    assertDoesNotThrow(noWarnings::check);
  }

  @Test
  void canary_secretInLog_fails() {
    Canary canary = new Canary("first-secret");
    canary.add("second-secret");
    canary.start();
    log.debug("fine", new IllegalStateException("holds second-secret"));
    AssertionError failure = assertThrows(AssertionError.class, canary::check);
    assertEquals("canary number 2 occurs in the log", failure.getMessage());
    assertThrows(AssertionError.class, () -> canary.assertAbsent("a body", "a first-secret"));
    assertDoesNotThrow(() -> canary.assertAbsent("a body", "a secret"));
    assertThrows(IllegalArgumentException.class, () -> new Canary("short"));
  }

  @Test
  void await_condition_endsOrFails() {
    assertEquals("x", Await.value(() -> Optional.of("x")));
    AssertionError failure =
        assertThrows(
            AssertionError.class, () -> Await.until("rain", Duration.ofMillis(20), () -> false));
    assertEquals("rain did not come within PT0.02S", failure.getMessage());
  }

  @Test
  void libraryTable_violatedRow_fails() {
    LibraryTable table =
        LibraryTable.of("dev.sluice.common.yaml")
            .only("org.snakeyaml", "elsewhere")
            .apart(List.of("elsewhere"), List.of("nowhere"));
    List<Boolean> passed = table.tests().map(test -> passes(test.getExecutable())).toList();
    assertEquals(List.of(false, true, true, true, true), passed);
    List<Boolean> unlisted =
        LibraryTable.of("dev.sluice.common.yaml")
            .tests()
            .map(t -> passes(t.getExecutable()))
            .toList();
    assertFalse(unlisted.get(1));
  }

  private static boolean passes(Executable test) {
    try {
      test.execute();
      return true;
    } catch (Throwable failure) {
      return false;
    }
  }

  private static String failure(NoWarnings noWarnings, Runnable body) {
    noWarnings.start();
    body.run();
    return String.valueOf(assertThrows(AssertionError.class, noWarnings::check).getMessage());
  }
}
