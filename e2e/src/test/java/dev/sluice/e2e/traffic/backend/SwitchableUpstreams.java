package dev.sluice.e2e.traffic.backend;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The upstreams of a test, which are closed after it. */
final class SwitchableUpstreams implements AfterEachCallback {
  private final List<SwitchableUpstream> open = new ArrayList<>();

  /** Starts an upstream that answers with this name. */
  SwitchableUpstream start(String name) {
    SwitchableUpstream upstream = new SwitchableUpstream(name);
    open.add(upstream);
    return upstream;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    open.forEach(SwitchableUpstream::close);
    open.clear();
  }
}
