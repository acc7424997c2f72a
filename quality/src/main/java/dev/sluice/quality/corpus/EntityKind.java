package dev.sluice.quality.corpus;

import java.util.Locale;

/** The kinds of values that detection is scored by. */
public enum EntityKind {
  KR_RRN,
  KR_FOREIGNER,
  KR_BUSINESS,
  KR_PASSPORT,
  KR_DRIVER_LICENCE,
  KR_BANK_ACCOUNT,
  PHONE_KR,
  PHONE_INTL,
  CARD,
  IBAN,
  EMAIL,
  IPV4,
  IPV6,
  US_SSN,
  AWS_KEY,
  GCP_KEY,
  GITHUB_TOKEN,
  SLACK_TOKEN,
  OPENAI_KEY,
  ANTHROPIC_KEY,
  PRIVATE_KEY,
  JWT,
  BEARER_TOKEN,
  DB_URL,
  GENERIC_SECRET;

  /** Returns the name in files and reports, such as {@code kr_rrn}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
