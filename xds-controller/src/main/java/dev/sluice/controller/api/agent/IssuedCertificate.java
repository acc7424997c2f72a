package dev.sluice.controller.api.agent;

import dev.sluice.common.grpc.SpiffeId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A certificate of a node.
 *
 * @param chain the certificate, then those above it without the root
 * @param trusted the authorities that the node must trust
 */
record IssuedCertificate(SpiffeId id, List<X509Certificate> chain, List<X509Certificate> trusted) {
  /** Returns a certificate with those of its authority. */
  static IssuedCertificate of(SpiffeId id, X509Certificate leaf, NodeAuthority authority) {
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(leaf);
    authority.chain().stream()
        .filter(link -> !link.getSubjectX500Principal().equals(link.getIssuerX500Principal()))
        .forEach(chain::add);
    return new IssuedCertificate(id, List.copyOf(chain), authority.trusted());
  }

  Instant expiresAt() {
    return chain.getFirst().getNotAfter().toInstant();
  }

  /** Adds the members of an answer. */
  ObjectNode addTo(ObjectNode answer) {
    return answer
        .put("spiffe_id", id.toString())
        .put("certificate", PemText.of(chain))
        .put("authorities", PemText.of(trusted))
        .put("certificate_expires_at", expiresAt().toString());
  }

  /** Adds what the audit shows. */
  ObjectNode describeIn(ObjectNode shown) {
    return shown
        .put("spiffe_id", id.toString())
        .put("serial", chain.getFirst().getSerialNumber().toString(16))
        .put("certificate_expires_at", expiresAt().toString());
  }
}
