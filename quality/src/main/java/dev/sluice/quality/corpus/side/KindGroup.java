package dev.sluice.quality.corpus.side;

import dev.sluice.quality.corpus.EntityKind;
import java.util.Locale;

/** A group of kinds that appear in the same sort of texts. */
enum KindGroup {
  IDENTITY,
  COMPANY,
  MONEY,
  CONTACT,
  HOST,
  KEY,
  BLOCK;

  static KindGroup of(EntityKind kind) {
    return switch (kind) {
      case KR_RRN, KR_FOREIGNER, KR_PASSPORT, KR_DRIVER_LICENCE, US_SSN -> IDENTITY;
      case KR_BUSINESS -> COMPANY;
      case KR_BANK_ACCOUNT, CARD, IBAN -> MONEY;
      case PHONE_KR, PHONE_INTL, EMAIL -> CONTACT;
      case IPV4, IPV6 -> HOST;
      case AWS_KEY,
          GCP_KEY,
          GITHUB_TOKEN,
          SLACK_TOKEN,
          OPENAI_KEY,
          ANTHROPIC_KEY,
          JWT,
          BEARER_TOKEN,
          DB_URL,
          GENERIC_SECRET ->
          KEY;
      case PRIVATE_KEY -> BLOCK;
    };
  }

  /** Returns the name in rules. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
