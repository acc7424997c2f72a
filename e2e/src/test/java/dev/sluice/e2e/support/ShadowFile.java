package dev.sluice.e2e.support;

import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a shadow policy.
 *
 * @param kind the name in the metrics of the server, such as {@code shadow-authz}
 */
public record ShadowFile(Path file, String kind, ServerMetrics metrics) implements AutoCloseable {
  /** Writes the file and waits until the server has loaded it. */
  public ShadowFile load(String text) throws IOException {
    Files.createDirectories(file.getParent());
    double before = loads();
    Files.writeString(file, text);
    ConditionWait.awaitTrue(kind + " is in force", ControlPlaneState.LIMIT, () -> loads() > before);
    return this;
  }

  private double loads() {
    return metrics.metric("policy_reload_total", "kind=\"" + kind + "\",result=\"loaded\"");
  }

  /** Removes the file; the shadow ends at the next check. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
