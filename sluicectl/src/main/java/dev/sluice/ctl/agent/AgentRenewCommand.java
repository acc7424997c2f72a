package dev.sluice.ctl.agent;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ServerProblemException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that renews the certificate and the token of a node before they expire. */
@Command(
    name = "renew",
    description = {
      "Renews the certificate and the token after two thirds of their time.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class AgentRenewCommand implements Callable<Integer> {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, description = "The folder of sluicectl agent register.")
  private Path folder = Path.of("");

  @Option(names = "--watch", description = "Does not end, and renews whenever it is time.")
  private boolean watch;

  @Option(names = "--force", description = "Renews at once.")
  private boolean force;

  @Override
  public Integer call() {
    AgentFolder files = new AgentFolder(folder);
    AgentMembership membership = new AgentMembership(files);
    if (force || isDue(files.read())) {
      print(watch ? renewed(files, membership) : membership.renew());
    } else {
      print(files.read());
    }
    while (watch) {
      pause(Duration.between(Instant.now(), files.read().renewAt()));
      if (isDue(files.read())) {
        print(renewed(files, membership));
      }
    }
    return 0;
  }

  private static boolean isDue(AgentRecord agent) {
    return !Instant.now().isBefore(agent.renewAt());
  }

  /** Repeats a renewal that fails, unless the server rejects it. */
  private AgentRecord renewed(AgentFolder files, AgentMembership membership) {
    while (true) {
      try {
        return membership.renew();
      } catch (CommandFailure e) {
        if (e instanceof ServerProblemException answered && answered.problem().status() < 500) {
          throw e;
        }
        PrintWriter err = requireNonNull(spec).commandLine().getErr();
        e.lines().forEach(err::println);
        pause(Duration.between(Instant.now(), files.read().expiresAt()).dividedBy(10));
      }
    }
  }

  /** Waits in short parts, because the clock of a machine that slept jumps. */
  private static void pause(Duration time) {
    Duration least = time.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : time;
    Duration bounded = least.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : least;
    try {
      Thread.sleep(bounded);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.error("The command was interrupted.");
    }
  }

  private void print(AgentRecord agent) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(
        "node %s: valid until %s, renew at %s"
            .formatted(agent.nodeId(), agent.expiresAt(), agent.renewAt()));
    out.flush();
  }
}
