package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A group of kinds that appear in the same sort of texts. */
enum KindGroup {
  IDENTITY(
      EntityKind.KR_RRN,
      EntityKind.KR_FOREIGNER,
      EntityKind.KR_PASSPORT,
      EntityKind.KR_DRIVER_LICENCE,
      EntityKind.US_SSN),
  COMPANY(EntityKind.KR_BUSINESS),
  MONEY(EntityKind.KR_BANK_ACCOUNT, EntityKind.CARD, EntityKind.IBAN),
  CONTACT(EntityKind.PHONE_KR, EntityKind.PHONE_INTL, EntityKind.EMAIL),
  HOST(EntityKind.IPV4, EntityKind.IPV6),
  KEY(
      EntityKind.AWS_KEY,
      EntityKind.GCP_KEY,
      EntityKind.GITHUB_TOKEN,
      EntityKind.SLACK_TOKEN,
      EntityKind.OPENAI_KEY,
      EntityKind.ANTHROPIC_KEY,
      EntityKind.JWT,
      EntityKind.BEARER_TOKEN,
      EntityKind.DB_URL,
      EntityKind.GENERIC_SECRET),
  BLOCK(EntityKind.PRIVATE_KEY);

  private final List<EntityKind> kinds;

  KindGroup(EntityKind... kinds) {
    this.kinds = List.of(kinds);
  }

  static KindGroup of(EntityKind kind) {
    return Arrays.stream(values()).filter(g -> g.kinds.contains(kind)).findFirst().orElseThrow();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
