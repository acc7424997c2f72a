package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.e2e.demo.DemoTour;
import dev.sluice.e2e.demo.TourContext;
import dev.sluice.e2e.demo.TourStepOutcome;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The test of the demo's tour on a separate environment. */
@Tag("C-90")
@ExtendWith(TestEnvironmentExtension.class)
final class TourIT {

  /** Makes the administrator of the tour, because tests share the one-time token. */
  @BeforeEach
  void addAdministrator(TestEnvironment sluice) {
    sluice
        .sql()
        .execute(
            "insert into users (issuer, subject) values (?, 'root') on conflict do nothing",
            sluice.stack().issuer().issuer());
    sluice
        .sql()
        .execute(
            "insert into role_bindings (user_id, role, scope, created_by)"
                + " select id, 'system-admin', 'system', 'test' from users where subject = 'root'"
                + " on conflict do nothing");
  }

  @AfterEach
  void removeAdministrators(TestEnvironment sluice) {
    sluice.removeAdministrators();
  }

  @TestFactory
  Stream<DynamicTest> tour(TestEnvironment sluice, @TempDir Path folder) {
    DemoTour tour =
        new DemoTour(new TourContext(sluice.stack(), folder, TestEnvironment.uniqueId("tour")));
    return tour.steps().stream()
        .map(step ->
            dynamicTest(
                step.title(),
                () -> {
                  TourStepOutcome outcome = step.run().get();
                  assertTrue(outcome.passed(), () -> String.join("\n", outcome.lines()));
                }));
  }
}
