package dev.sluice.bench.process;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.LineProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own that prints its port and ends with its standard input. */
public final class PeerProcess implements AutoCloseable {
  private final LineProcess process;
  private final int port;

  private PeerProcess(LineProcess process) {
    this.process = process;
    this.port = Integer.parseInt(process.hear());
  }

  /** Starts the process and returns when it listens. */
  public static PeerProcess start(String name, List<String> command, Path log) {
    return new PeerProcess(LineProcess.start(name, command, log));
  }

  /** Returns the command of a server in Java, whose JVM has the same options as Sluice's. */
  public static List<String> java(Class<?> main) {
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
