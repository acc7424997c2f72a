package dev.sluice.quality.drill;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.quality.drill.DrillResult.DrillVerdict;
import dev.sluice.quality.drill.fault.Drill;
import dev.sluice.quality.drill.fault.FaultContext;
import dev.sluice.quality.drill.load.AuditAccount;
import dev.sluice.quality.drill.load.DrillLoad;
import dev.sluice.quality.drill.load.DrillUpstream;
import dev.sluice.quality.drill.load.SentRequest;
import dev.sluice.quality.drill.stack.FaultStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A runner of drills on one environment, which it repairs after each drill. */
public final class DrillRunner {
  private static final Duration NORMAL_LIMIT = Duration.ofSeconds(60);
  private static final Duration ROWS_LIMIT = Duration.ofSeconds(60);

  private final FaultStack stack;
  private final Duration rowsLimit;
  private final DrillUpstream upstream;
  private boolean proxied;

  public DrillRunner(FaultStack stack) {
    this(stack, ROWS_LIMIT);
  }

  /** Creates a runner that waits so long for audit rows. */
  DrillRunner(FaultStack stack, Duration rowsLimit) {
    this.stack = stack;
    this.rowsLimit = rowsLimit;
    this.upstream = new DrillUpstream(stack.upstreams());
  }

  /** Runs one drill. */
  DrillResult run(Drill drill) {
    long begun = System.nanoTime();
    if (proxied != drill.proxied()) {
      stack.useProxies(drill.proxied());
      proxied = drill.proxied();
    }
    upstream.reset();
    List<String> problems = new ArrayList<>();
    DrillLoad load =
        new DrillLoad(stack.sluice().ports().http(StackPort.GATEWAY), stack.sluice().issuer());
    FaultContext context = new FaultContext(stack, load, upstream);
    double recovery = 0;
    @Nullable String skipped = null;
    try (load) {
      if (!load.becomesNormal(NORMAL_LIMIT)) {
        problems.add("not all callers were served before the fault");
      }
      drill.fault().run(context);
      long ended = context.endedNanos();
      if (load.becomesNormal(NORMAL_LIMIT)) {
        recovery = (System.nanoTime() - ended) / 1e9;
      } else {
        problems.add("not all callers are served after the fault");
      }
    } catch (MissingPrerequisiteException e) {
      skipped = e.getMessage();
    } catch (ProcessFailedException e) {
      problems.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (Exception e) {
      problems.add(e.toString());
    } finally {
      upstream.heal();
    }
    try {
      context.finish();
      stack.repair();
    } catch (RuntimeException e) {
      problems.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    if (skipped != null) {
      return DrillResult.skipped(drill, skipped);
    }
    AuditAccount account =
        AuditAccount.await(stack.database(), load.prefix(), load.requests(), rowsLimit);
    return result(drill, load, account, recovery, (System.nanoTime() - begun) / 1e9, problems);
  }

  private DrillResult result(
      Drill drill,
      DrillLoad load,
      AuditAccount account,
      double recovery,
      double seconds,
      List<String> problems) {
    List<SentRequest> requests = load.requests();
    long leaked = upstream.leaked() + requests.stream().mapToLong(SentRequest::leaked).sum();
    must(problems, upstream.undecided(), "requests passed undecided");
    must(problems, leaked, "bytes leaked");
    must(problems, account.lost().size(), "audit rows are lost");
    must(problems, account.twice(), "audit rows are there twice");
    return new DrillResult(
        drill,
        load.outcomes(),
        requests.stream().filter(SentRequest::isExpected).count(),
        requests.stream().filter(SentRequest::isUnavailable).count(),
        requests.stream().filter(r -> r.outcome().equals(SentRequest.CUT)).count(),
        upstream.undecided(),
        leaked,
        account.expected(),
        account.lost().size(),
        account.twice(),
        recovery,
        seconds,
        problems.isEmpty() ? DrillVerdict.HOLDS : DrillVerdict.FAILED,
        String.join("; ", problems));
  }

  private static void must(List<String> problems, long count, String what) {
    if (count > 0) {
      problems.add(count + " " + what);
    }
  }
}
