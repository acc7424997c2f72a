package dev.sluice.controller.xds.resource;

import java.util.List;

/** The code details by which Envoy says why it responded itself. */
public final class CodeDetails {
  /** The details of a timeout that is never one of the client. */
  public static final List<String> TIMEOUTS =
      List.of(
          "response_timeout",
          "upstream_response_timeout",
          "upstream_per_try_timeout",
          "upstream_max_stream_duration_reached",
          "max_duration_timeout");

  /** The details of a request or response without progress, by the client or the backend. */
  public static final String STREAM_IDLE = "stream_idle_timeout";

  /** The details of a request that admission control rejected. */
  public static final String ADMISSION_DENIED = "denied_by_admission_control";

  private CodeDetails() {}

  /** Returns a list in CEL. */
  public static String celList(List<String> details) {
    return "['" + String.join("', '", details) + "']";
  }
}
