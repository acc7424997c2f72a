package dev.sluice.bench.xds.peer;

import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.LineProcess;
import java.nio.file.Path;
import java.util.List;

/** A running peer that serves the resources of a file. */
public final class PeerServer implements AutoCloseable {
  private final LineProcess process;
  private final int port;

  private PeerServer(LineProcess process) {
    this.process = process;
    this.port = Integer.parseInt(process.hear());
  }

  /** Starts it; it listens when this returns. */
  public static PeerServer start(GoProgram program, Peer peer, Path resources, Path log) {
    List<String> command =
        List.of(
            program.binary().toString(),
            "-cache",
            peer.option(),
            "-resources",
            resources.toString());
    return new PeerServer(LineProcess.start(peer.title(), command, log));
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** Gives a route another prefix; the moment at which the peer was told. */
  public long rewrite(String routeConfiguration, String route, String prefix) {
    long told = System.nanoTime();
    process.tell("change " + routeConfiguration + " " + route + " " + prefix);
    return told;
  }

  @Override
  public void close() {
    process.close();
  }
}
