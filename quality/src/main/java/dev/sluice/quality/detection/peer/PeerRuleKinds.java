package dev.sluice.quality.detection.peer;

import dev.sluice.quality.corpus.EntityKind;
import java.util.Map;
import java.util.Optional;

/** The kinds of the rules of peer tools. */
final class PeerRuleKinds {
  private static final Map<String, EntityKind> PRESIDIO =
      Map.ofEntries(
          Map.entry("KR_RRN", EntityKind.KR_RRN),
          Map.entry("KR_FRN", EntityKind.KR_FOREIGNER),
          Map.entry("KR_BRN", EntityKind.KR_BUSINESS),
          Map.entry("KR_PASSPORT", EntityKind.KR_PASSPORT),
          Map.entry("KR_DRIVER_LICENSE", EntityKind.KR_DRIVER_LICENCE),
          Map.entry("PHONE_NUMBER of KR", EntityKind.PHONE_KR),
          Map.entry("PHONE_NUMBER", EntityKind.PHONE_INTL),
          Map.entry("CREDIT_CARD", EntityKind.CARD),
          Map.entry("IBAN_CODE", EntityKind.IBAN),
          Map.entry("EMAIL_ADDRESS", EntityKind.EMAIL),
          Map.entry("IP_ADDRESS", EntityKind.IPV4),
          Map.entry("IP_ADDRESS of 6", EntityKind.IPV6),
          Map.entry("US_SSN", EntityKind.US_SSN));
  private static final Map<String, EntityKind> GITLEAKS =
      Map.ofEntries(
          Map.entry("aws", EntityKind.AWS_KEY),
          Map.entry("gcp", EntityKind.GCP_KEY),
          Map.entry("github", EntityKind.GITHUB_TOKEN),
          Map.entry("slack", EntityKind.SLACK_TOKEN),
          Map.entry("openai", EntityKind.OPENAI_KEY),
          Map.entry("anthropic", EntityKind.ANTHROPIC_KEY),
          Map.entry("private", EntityKind.PRIVATE_KEY),
          Map.entry("jwt", EntityKind.JWT),
          Map.entry("curl", EntityKind.BEARER_TOKEN),
          Map.entry("generic", EntityKind.GENERIC_SECRET));

  private PeerRuleKinds() {}

  static Optional<EntityKind> presidio(String rule) {
    return Optional.ofNullable(PRESIDIO.get(rule));
  }

  /** Returns the kind by the first word of the id, which names the issuer. */
  static Optional<EntityKind> gitleaks(String rule) {
    return Optional.ofNullable(GITLEAKS.get(rule.split("-", 2)[0]));
  }
}
