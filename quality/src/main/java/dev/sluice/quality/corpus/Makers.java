package dev.sluice.quality.corpus;

import dev.sluice.quality.corpus.value.AnthropicKey;
import dev.sluice.quality.corpus.value.AwsKey;
import dev.sluice.quality.corpus.value.BankAccount;
import dev.sluice.quality.corpus.value.BearerToken;
import dev.sluice.quality.corpus.value.BusinessNumber;
import dev.sluice.quality.corpus.value.DatabaseUrl;
import dev.sluice.quality.corpus.value.DriverLicence;
import dev.sluice.quality.corpus.value.Email;
import dev.sluice.quality.corpus.value.ForeignPhone;
import dev.sluice.quality.corpus.value.ForeignerNumber;
import dev.sluice.quality.corpus.value.GcpKey;
import dev.sluice.quality.corpus.value.GenericSecret;
import dev.sluice.quality.corpus.value.GithubToken;
import dev.sluice.quality.corpus.value.Iban;
import dev.sluice.quality.corpus.value.Ipv4;
import dev.sluice.quality.corpus.value.Ipv6;
import dev.sluice.quality.corpus.value.JsonWebToken;
import dev.sluice.quality.corpus.value.KoreanPassport;
import dev.sluice.quality.corpus.value.KoreanPhone;
import dev.sluice.quality.corpus.value.Lookalikes;
import dev.sluice.quality.corpus.value.OpenAiKey;
import dev.sluice.quality.corpus.value.PaymentCard;
import dev.sluice.quality.corpus.value.PrivateKeyBlock;
import dev.sluice.quality.corpus.value.ResidentNumber;
import dev.sluice.quality.corpus.value.SlackToken;
import dev.sluice.quality.corpus.value.SocialSecurityNumber;
import dev.sluice.quality.corpus.value.ValueMaker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The makers by the names that templates use; those of entities tell the kind. */
final class Makers {

  /** A maker, and the kind when what it makes is an entity. */
  record Named(ValueMaker maker, Optional<Kind> kind) {}

  static final Map<String, Named> ALL = all();

  private Makers() {}

  static Named of(String name) {
    Named named = ALL.get(name);
    if (named == null) {
      throw new IllegalArgumentException("no maker, list or shape is called " + name);
    }
    return named;
  }

  private static Map<String, Named> all() {
    Map<String, Named> all = new LinkedHashMap<>();
    numbers(all);
    secrets(all);
    lookalikes(all);
    return Map.copyOf(all);
  }

  private static void numbers(Map<String, Named> all) {
    entity(all, "kr_rrn", Kind.KR_RRN, ResidentNumber::make);
    entity(all, "kr_foreigner", Kind.KR_FOREIGNER, ForeignerNumber::make);
    entity(all, "kr_business", Kind.KR_BUSINESS, BusinessNumber::make);
    entity(all, "kr_passport", Kind.KR_PASSPORT, KoreanPassport::make);
    entity(all, "kr_driver_licence", Kind.KR_DRIVER_LICENCE, DriverLicence::make);
    entity(all, "kr_bank_account", Kind.KR_BANK_ACCOUNT, BankAccount::make);
    entity(all, "bank_and_account", Kind.KR_BANK_ACCOUNT, BankAccount::korean);
    entity(all, "bank_and_account_en", Kind.KR_BANK_ACCOUNT, BankAccount::english);
    entity(all, "phone_kr", Kind.PHONE_KR, KoreanPhone::make);
    entity(all, "nationwide", Kind.PHONE_KR, KoreanPhone::nationwide);
    entity(all, "phone_intl", Kind.PHONE_INTL, ForeignPhone::make);
    entity(all, "card", Kind.CARD, PaymentCard::make);
    entity(all, "iban", Kind.IBAN, Iban::make);
    entity(all, "email", Kind.EMAIL, Email::make);
    entity(all, "ipv4", Kind.IPV4, Ipv4::make);
    entity(all, "ipv6", Kind.IPV6, Ipv6::make);
    entity(all, "us_ssn", Kind.US_SSN, SocialSecurityNumber::make);
  }

  private static void secrets(Map<String, Named> all) {
    entity(all, "aws_key", Kind.AWS_KEY, AwsKey::id);
    entity(all, "aws_secret", Kind.AWS_KEY, AwsKey::secret);
    entity(all, "gcp_key", Kind.GCP_KEY, GcpKey::make);
    entity(all, "github_token", Kind.GITHUB_TOKEN, GithubToken::make);
    entity(all, "slack_token", Kind.SLACK_TOKEN, SlackToken::make);
    entity(all, "openai_key", Kind.OPENAI_KEY, OpenAiKey::make);
    entity(all, "anthropic_key", Kind.ANTHROPIC_KEY, AnthropicKey::make);
    entity(all, "private_key", Kind.PRIVATE_KEY, PrivateKeyBlock::make);
    entity(all, "private_key_escaped", Kind.PRIVATE_KEY, PrivateKeyBlock::escaped);
    entity(all, "private_key_indented", Kind.PRIVATE_KEY, PrivateKeyBlock::indented);
    entity(all, "jwt", Kind.JWT, JsonWebToken::make);
    entity(all, "bearer_token", Kind.BEARER_TOKEN, BearerToken::make);
    entity(all, "db_url", Kind.DB_URL, DatabaseUrl::make);
    entity(all, "generic_secret", Kind.GENERIC_SECRET, GenericSecret::make);
  }

  private static void lookalikes(Map<String, Named> all) {
    like(all, "x_birth", Lookalikes::impossibleBirth);
    like(all, "x_masked_resident", Lookalikes::maskedResident);
    like(all, "x_corporate", Lookalikes::corporateNumber);
    like(all, "x_epoch_ms", Lookalikes::epochMillis);
    like(all, "x_epoch_us", Lookalikes::epochMicros);
    like(all, "x_imei", Lookalikes::imei);
    like(all, "x_ean", Lookalikes::ean);
    like(all, "x_business", BusinessNumber::wrong);
    like(all, "x_passport", KoreanPassport::make);
    like(all, "x_bank_account", BankAccount::make);
    like(all, "x_card", PaymentCard::wrong);
    like(all, "x_masked_card", PaymentCard::masked);
    like(all, "x_iban", Iban::wrong);
    like(all, "x_version", Ipv4::version);
    like(all, "x_large_quad", Ipv4::tooLarge);
    like(all, "x_ssn", SocialSecurityNumber::neverIssued);
    like(all, "x_aws_example", AwsKey::example);
    like(all, "x_public_block", PrivateKeyBlock::publicBlock);
    like(all, "x_key_outline", PrivateKeyBlock::outline);
    like(all, "x_key_header", PrivateKeyBlock::header);
    like(all, "x_jwt_part", JsonWebToken::onePart);
    like(all, "x_jwt_cut", JsonWebToken::cut);
    like(all, "x_db_url", DatabaseUrl::withoutPassword);
  }

  private static void entity(Map<String, Named> all, String name, Kind kind, ValueMaker maker) {
    all.put(name, new Named(maker, Optional.of(kind)));
  }

  private static void like(Map<String, Named> all, String name, ValueMaker maker) {
    all.put(name, new Named(maker, Optional.empty()));
  }
}
