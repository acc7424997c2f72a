package dev.sluice.bench.peer;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.process.ProcessGroup;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.LineProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A running server of a variant; closing it stops the process. */
public record MeasuredServer(int port, long pid, AutoCloseable process) implements AutoCloseable {

  /** Starts servers, and notes the peers that cannot run on this machine. */
  public static Map<ServerVariant, MeasuredServer> startAll(
      BenchReport report,
      List<ServerVariant> variants,
      Function<ServerVariant, MeasuredServer> start) {
    Map<ServerVariant, MeasuredServer> running = new EnumMap<>(ServerVariant.class);
    for (ServerVariant variant : variants) {
      report.progress("starting " + variant.title());
      try {
        running.put(variant, start.apply(variant));
      } catch (MissingPrerequisiteException e) {
        if (variant == ServerVariant.SLUICE) {
          throw e;
        }
        report.note(variant.title() + " is not measured: " + e.getMessage());
      }
    }
    return running;
  }

  /** Starts a peer, which prints its port and ends at the end of its standard input. */
  public static MeasuredServer peer(
      ProcessGroup group, ServerVariant variant, List<String> command) {
    LineProcess process = group.add(LineProcess.start(variant.title(), command, log(group)));
    return new MeasuredServer(Integer.parseInt(process.hear()), process.pid(), process);
  }

  public static MeasuredServer of(SluiceServer server) {
    return new MeasuredServer(server.port(), server.process().pid(), server.process());
  }

  /** Builds the peer in a folder of {@code bench/peers} and returns its command. */
  public static List<String> goCommand(ProcessGroup group, String folder) {
    return List.of(GoProgram.build("bench/peers/" + folder, log(group)).binary().toString());
  }

  /** Returns the command of the no-op server in Java. */
  public static List<String> javaCommand() {
    return ProcessGroup.java(NoopServerMain.class.getName());
  }

  public ProcessUsage usage() {
    return new ProcessUsage(pid);
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (Exception e) {
      throw new ProcessFailedException("a server could not be stopped: " + e.getMessage(), e);
    }
  }

  private static Path log(ProcessGroup group) {
    return group.home().resolve("peers.log");
  }
}
