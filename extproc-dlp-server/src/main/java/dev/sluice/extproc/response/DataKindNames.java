package dev.sluice.extproc.response;

import dev.sluice.extproc.finding.DlpFinding;
import java.util.Map;

/** The names of kinds of data in messages to clients. */
public final class DataKindNames {
  private static final String OTHER = "text that is not allowed";

  /** The names by recognizer, and by rule for rules without one. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("email", "an email address"),
          Map.entry("ipv4", "an IPv4 address"),
          Map.entry("ipv6", "an IPv6 address"),
          Map.entry("aws_key", "an AWS access key"),
          Map.entry("aws_access_key", "an AWS access key"),
          Map.entry("gcp_key", "a Google Cloud key"),
          Map.entry("github_token", "a GitHub token"),
          Map.entry("slack_token", "a Slack token"),
          Map.entry("openai_key", "an OpenAI API key"),
          Map.entry("anthropic_key", "an Anthropic API key"),
          Map.entry("private_key", "a private key"),
          Map.entry("private_key_block", "a private key"),
          Map.entry("jwt", "a JSON Web Token"),
          Map.entry("bearer_token", "a bearer token"),
          Map.entry("db_url", "the password of a connection URL"),
          Map.entry("generic_secret", "a password or another secret"),
          Map.entry("kr_rrn", "a Korean resident registration number"),
          Map.entry("kr_foreigner", "a Korean registration number of a foreigner"),
          Map.entry("kr_business", "a Korean business registration number"),
          Map.entry("kr_passport", "a Korean passport number"),
          Map.entry("kr_driver_licence", "a Korean driving licence number"),
          Map.entry("kr_bank_account", "a Korean bank account number"),
          Map.entry("phone_kr", "a Korean phone number"),
          Map.entry("phone_intl", "a phone number"),
          Map.entry("us_ssn", "a US social security number"),
          Map.entry("card", "a payment card number"),
          Map.entry("iban", "an international bank account number"),
          Map.entry("person_name", "the name of a person"),
          Map.entry("date_of_birth", "a date of birth"),
          Map.entry("postal_address", "a postal address"));

  private DataKindNames() {}

  /** Returns true if the kind or rule has a name of its own. */
  public static boolean has(String kind) {
    return NAMES.containsKey(kind);
  }

  /** Returns the name of what a finding contains, never the text itself. */
  static String of(DlpFinding finding) {
    String byKind = NAMES.get(finding.kind());
    return byKind == null ? NAMES.getOrDefault(finding.rule(), OTHER) : byKind;
  }
}
