package dev.sluice.bench.xds.node;

import dev.sluice.e2e.process.LineProcess;
import dev.sluice.e2e.process.ProcessFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet in a process of its own, whose processor time and memory are not the bench's. */
public final class RemoteNodeFleet implements SimulatedNodes {
  private final int size;
  private final LineProcess process;

  private RemoteNodeFleet(int size, LineProcess process) {
    this.size = size;
    this.process = process;
  }

  /** Starts the process. */
  public static RemoteNodeFleet start(int port, String cluster, String prefix, int size, Path log) {
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
            NodeFleetMain.class.getName(),
            Integer.toString(port),
            cluster,
            prefix,
            Integer.toString(size));
    return new RemoteNodeFleet(size, LineProcess.start("the simulated fleet", command, log));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void connect(int scopes, Duration limit) {
    send("connect " + scopes + " " + limit);
  }

  @Override
  public void watch(Event event, List<ResourceRef> resources) {
    String names = resources.stream().map(ResourceRef::toString).collect(Collectors.joining(" "));
    send("watch " + event + " " + names);
  }

  @Override
  public long[] await(Duration limit) {
    return numbers(send("await " + limit));
  }

  @Override
  public NodeTraffic traffic() {
    return NodeTraffic.parse(send("traffic"));
  }

  @Override
  public void close() {
    process.close();
  }

  private String send(String command) {
    process.tell(command);
    String answer = process.hear();
    if (!answer.startsWith("ok ")) {
      throw new ProcessFailure(answer);
    }
    return answer.substring("ok ".length());
  }

  private static long[] numbers(String line) {
    return Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
