package dev.sluice.extproc.policy;

import dev.sluice.extproc.recognizer.Recognizer;
import dev.sluice.extproc.recognizer.SpelledNumberCheck;
import dev.sluice.extproc.recognizer.financial.IbanRecognizer;
import dev.sluice.extproc.recognizer.financial.KoreanBankAccountRecognizer;
import dev.sluice.extproc.recognizer.financial.PaymentCardRecognizer;
import dev.sluice.extproc.recognizer.idnumber.KoreanBusinessNumberRecognizer;
import dev.sluice.extproc.recognizer.idnumber.KoreanDriverLicenceRecognizer;
import dev.sluice.extproc.recognizer.idnumber.KoreanForeignerNumberRecognizer;
import dev.sluice.extproc.recognizer.idnumber.KoreanPassportRecognizer;
import dev.sluice.extproc.recognizer.idnumber.KoreanResidentNumberRecognizer;
import dev.sluice.extproc.recognizer.idnumber.UsSocialSecurityNumberRecognizer;
import dev.sluice.extproc.recognizer.network.EmailAddressRecognizer;
import dev.sluice.extproc.recognizer.network.Ipv4AddressRecognizer;
import dev.sluice.extproc.recognizer.network.Ipv6AddressRecognizer;
import dev.sluice.extproc.recognizer.person.DateOfBirthRecognizer;
import dev.sluice.extproc.recognizer.person.PersonNameRecognizer;
import dev.sluice.extproc.recognizer.person.PostalAddressRecognizer;
import dev.sluice.extproc.recognizer.phone.InternationalPhoneRecognizer;
import dev.sluice.extproc.recognizer.phone.KoreanPhoneRecognizer;
import dev.sluice.extproc.recognizer.secret.AnthropicKeyRecognizer;
import dev.sluice.extproc.recognizer.secret.AwsKeyRecognizer;
import dev.sluice.extproc.recognizer.secret.BearerTokenRecognizer;
import dev.sluice.extproc.recognizer.secret.DatabaseUrlRecognizer;
import dev.sluice.extproc.recognizer.secret.GcpKeyRecognizer;
import dev.sluice.extproc.recognizer.secret.GenericSecretRecognizer;
import dev.sluice.extproc.recognizer.secret.GithubTokenRecognizer;
import dev.sluice.extproc.recognizer.secret.JsonWebTokenRecognizer;
import dev.sluice.extproc.recognizer.secret.OpenAiKeyRecognizer;
import dev.sluice.extproc.recognizer.secret.PrivateKeyRecognizer;
import dev.sluice.extproc.recognizer.secret.SlackTokenRecognizer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A registry of the recognizers that a rule may name under {@code validator}. */
public final class RecognizerRegistry {
  private static final Recognizer CARD = SpelledNumberCheck.addTo(PaymentCardRecognizer.RECOGNIZER);
  private static final Map<String, Recognizer> BY_NAME =
      byName(
          List.of(
              EmailAddressRecognizer.RECOGNIZER,
              SpelledNumberCheck.addTo(Ipv4AddressRecognizer.RECOGNIZER),
              Ipv6AddressRecognizer.RECOGNIZER,
              AwsKeyRecognizer.RECOGNIZER,
              GcpKeyRecognizer.RECOGNIZER,
              GithubTokenRecognizer.RECOGNIZER,
              SlackTokenRecognizer.RECOGNIZER,
              OpenAiKeyRecognizer.RECOGNIZER,
              AnthropicKeyRecognizer.RECOGNIZER,
              PrivateKeyRecognizer.RECOGNIZER,
              JsonWebTokenRecognizer.RECOGNIZER,
              BearerTokenRecognizer.RECOGNIZER,
              DatabaseUrlRecognizer.RECOGNIZER,
              GenericSecretRecognizer.RECOGNIZER,
              SpelledNumberCheck.addTo(KoreanResidentNumberRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanForeignerNumberRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanBusinessNumberRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanPassportRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanDriverLicenceRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanBankAccountRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(KoreanPhoneRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(InternationalPhoneRecognizer.RECOGNIZER),
              SpelledNumberCheck.addTo(UsSocialSecurityNumberRecognizer.RECOGNIZER),
              CARD,
              IbanRecognizer.RECOGNIZER,
              PersonNameRecognizer.RECOGNIZER,
              DateOfBirthRecognizer.RECOGNIZER,
              PostalAddressRecognizer.RECOGNIZER));

  private RecognizerRegistry() {}

  private static Map<String, Recognizer> byName(List<Recognizer> all) {
    Map<String, Recognizer> named = new TreeMap<>();
    all.forEach(recognizer -> named.put(recognizer.name(), recognizer));
    // The older name, from the time when cards were the only kind.
    named.put("luhn", CARD);
    return named;
  }

  /** Returns the recognizer with that name. */
  public static Optional<Recognizer> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Returns all names, in order. */
  public static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /** Returns all recognizers. */
  public static Collection<Recognizer> all() {
    return BY_NAME.values();
  }
}
