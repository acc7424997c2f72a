package dev.sluice.extproc.recognizer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The recognizers that a rule may name under {@code validator}. */
public final class Recognizers {
  private static final Map<String, Recognizer> BY_NAME =
      byName(
          List.of(
              EmailAddress.RECOGNIZER,
              Ipv4Address.RECOGNIZER,
              Ipv6Address.RECOGNIZER,
              AwsKey.RECOGNIZER,
              GcpKey.RECOGNIZER,
              GithubToken.RECOGNIZER,
              SlackToken.RECOGNIZER,
              OpenAiKey.RECOGNIZER,
              AnthropicKey.RECOGNIZER,
              PrivateKey.RECOGNIZER,
              JsonWebToken.RECOGNIZER,
              BearerToken.RECOGNIZER,
              DatabaseUrl.RECOGNIZER,
              GenericSecret.RECOGNIZER,
              KoreanResident.RECOGNIZER,
              KoreanForeigner.RECOGNIZER,
              KoreanBusiness.RECOGNIZER,
              KoreanPassport.RECOGNIZER,
              KoreanDriverLicence.RECOGNIZER,
              KoreanBankAccount.RECOGNIZER,
              KoreanPhone.RECOGNIZER,
              ForeignPhone.RECOGNIZER,
              UsSocialSecurity.RECOGNIZER,
              PaymentCard.RECOGNIZER,
              Iban.RECOGNIZER));

  private Recognizers() {}

  private static Map<String, Recognizer> byName(List<Recognizer> all) {
    Map<String, Recognizer> named = new TreeMap<>();
    all.forEach(recognizer -> named.put(recognizer.name(), recognizer));
    // The name that it had before other kinds of values were known.
    named.put("luhn", PaymentCard.RECOGNIZER);
    return named;
  }

  /** The recognizer of that name. */
  public static Optional<Recognizer> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names, in order. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /** All recognizers. */
  public static Collection<Recognizer> all() {
    return BY_NAME.values();
  }
}
