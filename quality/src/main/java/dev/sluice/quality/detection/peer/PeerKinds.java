package dev.sluice.quality.detection.peer;

import dev.sluice.quality.corpus.Kind;
import java.util.Map;
import java.util.Optional;

/** What the names that peers give are among the kinds of the corpora. */
final class PeerKinds {
  private static final Map<String, Kind> PRESIDIO =
      Map.ofEntries(
          Map.entry("KR_RRN", Kind.KR_RRN),
          Map.entry("KR_FRN", Kind.KR_FOREIGNER),
          Map.entry("KR_BRN", Kind.KR_BUSINESS),
          Map.entry("KR_PASSPORT", Kind.KR_PASSPORT),
          Map.entry("KR_DRIVER_LICENSE", Kind.KR_DRIVER_LICENCE),
          Map.entry("PHONE_NUMBER of KR", Kind.PHONE_KR),
          Map.entry("PHONE_NUMBER", Kind.PHONE_INTL),
          Map.entry("CREDIT_CARD", Kind.CARD),
          Map.entry("IBAN_CODE", Kind.IBAN),
          Map.entry("EMAIL_ADDRESS", Kind.EMAIL),
          Map.entry("IP_ADDRESS", Kind.IPV4),
          Map.entry("IP_ADDRESS of 6", Kind.IPV6),
          Map.entry("US_SSN", Kind.US_SSN));
  private static final Map<String, Kind> GITLEAKS =
      Map.ofEntries(
          Map.entry("aws", Kind.AWS_KEY),
          Map.entry("gcp", Kind.GCP_KEY),
          Map.entry("github", Kind.GITHUB_TOKEN),
          Map.entry("slack", Kind.SLACK_TOKEN),
          Map.entry("openai", Kind.OPENAI_KEY),
          Map.entry("anthropic", Kind.ANTHROPIC_KEY),
          Map.entry("private", Kind.PRIVATE_KEY),
          Map.entry("jwt", Kind.JWT),
          Map.entry("curl", Kind.BEARER_TOKEN),
          Map.entry("generic", Kind.GENERIC_SECRET));

  private PeerKinds() {}

  static Optional<Kind> presidio(String rule) {
    return Optional.ofNullable(PRESIDIO.get(rule));
  }

  /** The first word of a rule's id says whose secret it is. */
  static Optional<Kind> gitleaks(String rule) {
    return Optional.ofNullable(GITLEAKS.get(rule.split("-", 2)[0]));
  }
}
