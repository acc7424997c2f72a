package dev.sluice.bench.capacity;

import dev.sluice.bench.frame.BenchCommand;
import dev.sluice.bench.frame.BenchGoal;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.http.BenchUpstream;
import dev.sluice.bench.load.EventLoop;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench capacity}. */
@Command(
    name = "capacity",
    description = "What both policy servers add behind one Envoy, and what a load needs.",
    mixinStandardHelpOptions = true)
public final class CapacityCommand extends BenchCommand {

  @Mixin private RoundOptions rounds = new RoundOptions(3, 3, 90);

  @Option(
      names = "--streams",
      defaultValue = "1000",
      description = "Event streams at once, each with an event every 500 ms (${DEFAULT-VALUE}).")
  private int streams;

  @Option(
      names = "--open",
      defaultValue = "5000",
      description = "Open event streams without events (${DEFAULT-VALUE}).")
  private int open;

  @Option(
      names = "--stream-seconds",
      defaultValue = "20",
      description = "How long an event stream lasts (${DEFAULT-VALUE}).")
  private int streamSeconds;

  @Override
  protected void measure(BenchReport report) throws IOException {
    requireValid(rounds);
    require(
        streams >= 1 && open >= 1 && streamSeconds >= 1,
        "--streams, --open and --stream-seconds must be 1 or more");
    report.note(MachineDescription.ofThisMachine());
    try (var loop = new EventLoop()) {
      var upstream = new BenchUpstream(loop);
      try (var servers = CapacityServers.start(report, upstream.port())) {
        var scenarios =
            new CapacityScenarios(
                servers, loop, upstream, report, rounds, Duration.ofSeconds(streamSeconds));
        scenarios.chats();
        scenarios.streams(streams);
        scenarios.openStreams(open);
        report.add(CapacityEstimate.of(report, streams, open));
        report.judge(BenchGoal.read(CapacityCommand.class));
      }
    }
  }
}
