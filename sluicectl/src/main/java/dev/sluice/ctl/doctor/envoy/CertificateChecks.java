package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.model.DocumentField;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checks of the certificates of an Envoy. A mesh renews certificates that live for hours, so
 * the limits are also a part of the lifetime.
 */
final class CertificateChecks {
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration VERY_SOON = Duration.ofDays(7);

  private CertificateChecks() {}

  static Stream<WiringFinding> expiry(DocumentField certificates, Instant now) {
    List<WiringFinding> findings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (DocumentField certificate : all(certificates)) {
      if (seen.add(certificate.at("serial_number").textOr(certificate.place()))) {
        finding(certificate, now).ifPresent(findings::add);
      }
    }
    return findings.stream();
  }

  private static List<DocumentField> all(DocumentField certificates) {
    return certificates.at("certificates").items().stream()
        .flatMap(entry ->
            Stream.of("cert_chain", "ca_cert").flatMap(list -> entry.at(list).items().stream()))
        .toList();
  }

  private static Optional<WiringFinding> finding(DocumentField certificate, Instant now) {
    return time(certificate.at("expiration_time"))
        .flatMap(end -> {
          Duration left = Duration.between(now, end);
          Duration lifetime =
              time(certificate.at("valid_from"))
                  .map(begin -> Duration.between(begin, end))
                  .orElse(SOON.multipliedBy(3));
          String detail =
              "the certificate %s ends at %s"
                  .formatted(certificate.at("path").textOr("without a path"), end);
          if (left.compareTo(shorter(VERY_SOON, lifetime.dividedBy(10))) < 0) {
            return Optional.of(WiringFault.CERTIFICATE_EXPIRES.at(certificate.place(), detail));
          }
          return left.compareTo(shorter(SOON, lifetime.dividedBy(3))) < 0
              ? Optional.of(WiringFault.CERTIFICATE_EXPIRES_SOON.at(certificate.place(), detail))
              : Optional.empty();
        });
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Optional<Instant> time(DocumentField field) {
    try {
      return field.text().map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
