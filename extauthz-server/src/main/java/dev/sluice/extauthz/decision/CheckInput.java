package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.holder.CredentialCarrier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed request, the input of the rules.
 *
 * @param path the path as Envoy sent it, with the query
 * @param headers the headers by lower-case name; several lines of one name are joined by commas
 * @param peer the client, or the proxy between it and Envoy
 * @param routeId the route that Envoy selected, if Envoy is configured to send it
 * @param time the start of the request; the epoch if Envoy does not send it
 */
public record CheckInput(
    String method,
    String host,
    String path,
    Map<String, String> headers,
    ClientPeer peer,
    Optional<String> routeId,
    String requestId,
    String correlationId,
    Instant time)
    implements CredentialCarrier {
  private static final String GRPC = "application/grpc";

  /** Returns the value of a header by its lower-case name; null if it is absent. */
  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  @Override
  public String principal() {
    return peer.principal();
  }

  @Override
  public String certificate() {
    return peer.certificate();
  }

  @Override
  public int localPort() {
    return peer.localPort();
  }

  /** Returns whether a gRPC client calls; Envoy then sends errors as a status of gRPC. */
  public boolean isGrpc() {
    String type = header("content-type");
    return type != null && (type.equals(GRPC) || type.startsWith(GRPC + "+"));
  }

  /** Omits the headers and the query, because they can contain credentials. */
  @Override
  public String toString() {
    return "CheckInput[" + method + " " + requestId + "]";
  }
}
