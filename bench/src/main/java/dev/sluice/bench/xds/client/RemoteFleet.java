package dev.sluice.bench.xds.client;

import dev.sluice.e2e.process.ProcessFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fleet in a process of its own, so that its work and its memory are not the bench's. */
public final class RemoteFleet implements Nodes {
  private static final long CLOSE_SECONDS = 10;

  private final int size;
  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private RemoteFleet(int size, Process process) {
    this.size = size;
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the process; it ends with this one at the latest. */
  public static RemoteFleet start(int port, String cluster, String prefix, int size, Path log) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            FleetMain.class.getName(),
            Integer.toString(port),
            cluster,
            prefix,
            Integer.toString(size));
    try {
      return new RemoteFleet(
          size,
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Asks the process to end, and ends it when it does not. */
  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new ProcessFailure("the simulated fleet has ended");
      }
      if (!answer.startsWith("ok ")) {
        throw new ProcessFailure(answer);
      }
      return answer.substring("ok ".length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] numbers(String line) {
    return Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
