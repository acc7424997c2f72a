package dev.sluice.quality.drill.fault;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.quality.drill.stack.MovedClock;
import java.time.Duration;
import java.util.function.Function;

/** The faults of clocks. */
final class ClockDrills {
  private static final double SOON = 1;

  private ClockDrills() {}

  /** Returns a fault in which the clock of one process jumps, and jumps back. */
  static DrillFault jump(Function<FaultContext, ManagedProcess> process, Duration distance) {
    return drill -> {
      MovedClock clock = start(drill, process.apply(drill));
      clock.jump(distance);
      drill.hold(3);
      clock.jump(Duration.ZERO);
      drill.ended();
    };
  }

  /** Jumps extauthz-server behind the end of all tokens, which it must then refuse. */
  static DrillFault expireTokens(
      Function<FaultContext, ManagedProcess> process, Duration distance) {
    return drill -> {
      MovedClock clock = start(drill, process.apply(drill));
      clock.jump(distance);
      drill.hold(SOON);
      long jumped = System.nanoTime();
      drill.awaitOutcome("401 AUTH_INVALID_TOKEN");
      drill.hold(3);
      drill.require(
          drill.load().count("200", jumped) == 0, "expired tokens passed after the clock jumped");
      clock.jump(Duration.ZERO);
      drill.ended();
    };
  }

  private static MovedClock start(FaultContext drill, ManagedProcess process) {
    MovedClock clock = MovedClock.of(process, drill.stack().home().resolve("clock"));
    drill.afterLoad(clock::end);
    // The restart with the other clock is not the fault.
    ConditionWait.awaitTrue(
        "all callers are served",
        FaultContext.LIMIT,
        () -> drill.load().becomesNormal(Duration.ofSeconds(5)));
    return clock;
  }
}
