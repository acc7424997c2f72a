package dev.sluice.controller.store;

import dev.sluice.common.config.HostPort;
import java.util.Optional;

/** A set of sample data configurations for the tests of this module. */
public final class SampleUpstreams {
  /** The configuration with the AI gateway alone. */
  public static final SampleData UPSTREAMS = upstreams(Optional.empty());

  /** The configuration with both gateways. */
  public static final SampleData ALL =
      upstreams(
          Optional.of(
              new SampleData.ApiUpstreams(
                  new HostPort("aura-platform", 9000), new HostPort("api-services", 8080))));

  private SampleUpstreams() {}

  private static SampleData upstreams(Optional<SampleData.ApiUpstreams> api) {
    return new SampleData(
        new HostPort("tabby", 8080),
        new HostPort("chat-llm", 8080),
        new HostPort("chat-canary", 8081),
        new HostPort("agent", 8080),
        new HostPort("code-rag", 8080),
        api);
  }
}
