package dev.sluice.bench.extproc.peer;

import dev.sluice.bench.GoProgram;
import dev.sluice.bench.LineProcess;
import dev.sluice.e2e.process.JavaCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own that lets everything pass. */
public final class NoopServer implements AutoCloseable {
  private final LineProcess process;
  private final int port;

  private NoopServer(LineProcess process) {
    this.process = process;
    this.port = Integer.parseInt(process.hear());
  }

  /** The one in Go; it listens when this returns. */
  public static NoopServer start(GoProgram program, Path log) {
    List<String> command = List.of(program.binary().toString());
    return new NoopServer(LineProcess.start("the Go server", command, log));
  }

  /** The one in Java, in a JVM with the options of Sluice's. */
  public static NoopServer startJava(Path log) {
    List<String> command = new ArrayList<>(JavaCommand.jvm());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), NoopMain.class.getName()));
    return new NoopServer(LineProcess.start("the Java server", command, log));
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
