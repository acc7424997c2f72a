package dev.sluice.controller.ir.policy.backend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy that calls each endpoint of a backend at intervals. An endpoint that fails gets no
 * requests. Exactly one of the three kinds of calls is present.
 */
public record HealthCheckIr(
    Optional<Http> http,
    Optional<Grpc> grpc,
    Optional<Tcp> tcp,
    Duration interval,
    Duration timeout,
    int unhealthyThreshold,
    int healthyThreshold)
    implements BackendPolicyIr {
  /**
   * A GET request.
   *
   * @param host the host header; absent means the host of the endpoint
   * @param statuses the statuses of a healthy endpoint, such as {@code 204} or {@code 200-299}
   */
  public record Http(String path, Optional<String> host, List<String> statuses) {
    public Http {
      statuses = List.copyOf(statuses);
      for (String range : statuses) {
        if (first(range) > last(range)) {
          throw new IllegalArgumentException("the range " + range + " of statuses is empty");
        }
      }
    }

    /** Returns the first status of a range. */
    public static int first(String range) {
      return Integer.parseInt(range.substring(0, 3));
    }

    /** Returns the last status of a range. */
    public static int last(String range) {
      return Integer.parseInt(range.substring(range.length() - 3));
    }
  }

  /** A call of the standard gRPC health service. */
  public record Grpc(String service) {}

  /**
   * A new connection.
   *
   * @param send the text that is sent
   * @param receive a text that the endpoint has to answer
   */
  public record Tcp(Optional<String> send, Optional<String> receive) {}

  public HealthCheckIr {
    if (Stream.of(http, grpc, tcp).filter(Optional::isPresent).count() != 1) {
      throw new IllegalArgumentException("needs exactly one of http, grpc and tcp");
    }
    if (interval.isZero() || timeout.isZero()) {
      throw new IllegalArgumentException("interval and timeout must be longer than 0");
    }
  }
}
