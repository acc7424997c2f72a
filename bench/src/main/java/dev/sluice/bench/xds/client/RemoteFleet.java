package dev.sluice.bench.xds.client;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet in a process of its own, so that its work and its memory are not the bench's. */
public final class RemoteFleet implements Nodes {
  private final int size;
  private final LineProcess process;

  private RemoteFleet(int size, LineProcess process) {
    this.size = size;
    this.process = process;
  }

  /** Starts the process. */
  public static RemoteFleet start(int port, String cluster, String prefix, int size, Path log) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:MaxDirectMemorySize=512m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            FleetMain.class.getName(),
            Integer.toString(port),
            cluster,
            prefix,
            Integer.toString(size));
    return new RemoteFleet(size, LineProcess.start("the simulated fleet", command, log));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void connect(int scopes, Duration limit) {
    ask("connect " + scopes + " " + limit);
  }

  @Override
  public void watch(Event event, List<Named> resources) {
    String names = resources.stream().map(Named::toString).collect(Collectors.joining(" "));
    ask("watch " + event + " " + names);
  }

  @Override
  public long[] await(Duration limit) {
    return numbers(ask("await " + limit));
  }

  @Override
  public Traffic traffic() {
    long[] sum = numbers(ask("traffic"));
    return new Traffic(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]);
  }

  @Override
  public void close() {
    process.close();
  }

  private String ask(String command) {
    process.tell(command);
    String answer = process.hear();
    if (!answer.startsWith("ok ")) {
      throw new ProcessFailedException(answer);
    }
    return answer.substring("ok ".length());
  }

  private static long[] numbers(String line) {
    return Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
