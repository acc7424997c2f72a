package dev.sluice.common.ads;

import dev.sluice.common.dependency.DependencyReport;
import dev.sluice.common.dependency.FolderProbe;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A probe of what a policy server needs for its configuration from the controller: an answer at the
 * address, with TLS of the controller's identity, and the folder of the last good copies.
 */
public final class ControllerProbe {
  private static final String ADDRESS = "controller.address";
  private static final int MAX_MESSAGE_BYTES = 1 << 16;
  private static final long LIMIT_SECONDS = 5;

  private ControllerProbe() {}

  /** Probes the controller and the folder that the section {@code controller} names. */
  public static void probe(AdsClientConfig config, DependencyReport report) {
    FolderProbe.writable("controller.cache-dir", config.cacheDir(), report);
    try (ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
        ControllerChannel link = ControllerChannel.open(config, callbacks, MAX_MESSAGE_BYTES)) {
      var _ =
          HealthGrpc.newBlockingStub(link.channel())
              .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance());
      report.found(ADDRESS, config.controller().toString());
    } catch (StatusRuntimeException e) {
      report.absent(
          ADDRESS, config.controller() + " does not answer as a controller: " + reason(e));
    }
  }

  /** Returns the status and the first line of the first cause, which names the failed step. */
  private static String reason(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String text = String.valueOf(status.getDescription());
    for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text = String.valueOf(cause.getMessage());
    }
    return status.getCode() + ", " + text.lines().findFirst().orElse("");
  }
}
