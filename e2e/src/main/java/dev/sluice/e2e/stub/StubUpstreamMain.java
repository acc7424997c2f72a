package dev.sluice.e2e.stub;

import java.net.InetSocketAddress;

/** The main class of a stub upstream in a process of its own, on all addresses of its machine. */
public final class StubUpstreamMain {
  private StubUpstreamMain() {}

  /** Starts an upstream. The arguments are its name and its port. */
  public static void main(String[] args) {
    StubUpstream upstream =
        new StubUpstream(args[0], new InetSocketAddress(Integer.parseInt(args[1])));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(upstream::close));
    upstream.start();
  }
}
