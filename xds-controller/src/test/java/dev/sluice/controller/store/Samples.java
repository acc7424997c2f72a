package dev.sluice.controller.store;

import dev.sluice.common.config.HostPort;

/** The sample data as the tests of this package configure it. */
public final class Samples {
  public static final SampleData UPSTREAMS =
      new SampleData(
          new HostPort("tabby", 8080),
          new HostPort("chat-llm", 8080),
          new HostPort("chat-canary", 8081),
          new HostPort("agent", 8080),
          new HostPort("code-rag", 8080));

  private Samples() {}
}
