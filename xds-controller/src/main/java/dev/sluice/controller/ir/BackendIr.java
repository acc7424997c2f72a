package dev.sluice.controller.ir;

import dev.sluice.controller.ir.policy.PolicyIr;
import dev.sluice.controller.ir.policy.backend.BackendPolicyIr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A group of endpoints that serve the same API.
 *
 * @param clientSecret the name of the client certificate that the gateway presents
 * @param tls the TLS settings; only for schemes with TLS
 * @param policies at most one policy of each kind
 */
public record BackendIr(
    String id,
    String name,
    UpstreamScheme scheme,
    LbPolicy lb,
    Duration connectTimeout,
    int maxConnections,
    Optional<String> clientSecret,
    Optional<BackendTlsIr> tls,
    List<BackendPolicyIr> policies,
    List<EndpointIr> endpoints)
    implements ObjectIr {
  public BackendIr {
    policies = List.copyOf(policies);
    endpoints = List.copyOf(endpoints);
  }

  /** Returns the policy of a kind. */
  public <P extends BackendPolicyIr> Optional<P> policy(Class<P> kind) {
    return PolicyIr.find(policies, kind);
  }

  /** Returns whether the gateway calls the backend with HTTP/2. */
  public boolean usesHttp2() {
    return switch (scheme) {
      case HTTP -> false;
      case HTTPS -> tls.filter(BackendTlsIr::http2).isPresent();
      case GRPC, GRPCS -> true;
    };
  }

  /** Returns the references of the secrets that the backend needs. */
  public List<String> secretReferences() {
    return Stream.concat(
            clientSecret.stream(),
            tls.flatMap(BackendTlsIr::caSecret).map(CertificateIr::authorityReference).stream())
        .toList();
  }

  /** Returns whether all endpoints are IP addresses, so that no name is resolved. */
  public boolean hasOnlyAddresses() {
    return endpoints.stream().map(EndpointIr::host).allMatch(EndpointIr::isAddress);
  }
}
