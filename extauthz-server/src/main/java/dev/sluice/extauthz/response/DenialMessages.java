package dev.sluice.extauthz.response;

import dev.sluice.common.error.ErrorDetails;
import dev.sluice.common.error.ErrorSentence;
import dev.sluice.common.token.confirmation.BindingError;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The errors that denied clients receive. They contain no value of the request. */
final class DenialMessages {
  private static final Optional<String> AUTHORIZATION = Optional.of("Authorization");

  private static final Optional<String> DPOP = Optional.of("DPoP");

  private static final String RETRY_AFTER = "retry-after";

  /** The faults of proofs that a token is sent by its holder, by their names in traces. */
  private static final Map<String, BindingError> BINDING_FAULTS =
      Arrays.stream(BindingError.values())
          .collect(Collectors.toUnmodifiableMap(BindingError::label, Function.identity()));

  private DenialMessages() {}

  /** Returns the error of a denial, with its place and rule. */
  static ErrorDetails of(Decision.Deny denial) {
    String message =
        switch (denial.code()) {
          case AUTH_INVALID_TOKEN -> credential(denial.facts());
          case AUTH_FORBIDDEN -> forbidden(denial.facts());
          case WAF_BLOCKED -> attack(denial);
          case IP_BLOCKED -> ErrorSentence.IP_BLOCKED_BY_RULE.text(denial.facts().rule());
          case BAD_REQUEST -> header(denial, ErrorSentence.BAD_HEADER);
          case TENANT_HEADER_REQUIRED -> header(denial, ErrorSentence.TENANT_HEADER_MISSING);
          case TENANT_MISMATCH -> header(denial, ErrorSentence.TENANT_HEADER_MISMATCH);
          case RATE_LIMITED -> waiting(denial.facts(), ErrorSentence.RATE_LIMITED_FOR);
          case QUOTA_EXCEEDED -> waiting(denial.facts(), ErrorSentence.QUOTA_EXCEEDED_FOR);
          default -> ErrorSentence.of(denial.code().name()).text();
        };
    return ErrorDetails.of(denial.code().name(), denial.code().status(), message)
        .at(denial.place().param().or(() -> param(denial)));
  }

  /** Returns a sentence with the seconds of Retry-After. */
  private static String waiting(Facts facts, ErrorSentence sentence) {
    return facts.responseHeaders().stream()
        .filter(header -> header.name().equals(RETRY_AFTER))
        .findFirst()
        .map(header -> sentence.text(header.value()))
        .orElseGet(() -> ErrorSentence.of(sentence.code()).text());
  }

  private static Optional<String> param(Decision.Deny denial) {
    return switch (denial.code()) {
      case AUTH_INVALID_TOKEN, AUTH_UNKNOWN_KID, AUTH_MISSING_CLAIMS -> header(denial.facts());
      default -> Optional.empty();
    };
  }

  /** Returns the header with the credential, if only one can have it. */
  private static Optional<String> header(Facts facts) {
    BindingError binding = BINDING_FAULTS.get(facts.trace().detail());
    if (binding != null) {
      return binding.isOfProof() ? DPOP : AUTHORIZATION;
    }
    return switch (facts.trace().credential()) {
      case JWT, OPAQUE, DPOP, DEV -> AUTHORIZATION;
      case NONE ->
          requirement(facts) instanceof AuthRequirement.Token ? AUTHORIZATION : Optional.empty();
      case APIKEY, MTLS, UNREADABLE -> Optional.empty();
    };
  }

  private static String credential(Facts facts) {
    String fault = facts.trace().detail();
    return switch (fault) {
      case "no-credential" ->
          requirement(facts) instanceof AuthRequirement.ApiKey
              ? ErrorSentence.AUTH_NO_KEY.text()
              : ErrorSentence.AUTH_NO_TOKEN.text();
      case "no-principal" -> ErrorSentence.AUTH_NO_CERTIFICATE.text();
      case "principal-malformed" -> ErrorSentence.AUTH_BAD_PRINCIPAL.text();
      case "key-instead-of-token" -> ErrorSentence.AUTH_TOKEN_REQUIRED.text();
      case "token-instead-of-key" -> ErrorSentence.AUTH_KEY_REQUIRED.text();
      case "key-malformed", "key-unknown" -> ErrorSentence.AUTH_UNKNOWN_KEY.text();
      case "credential-expired" -> ErrorSentence.AUTH_EXPIRED_CREDENTIAL.text();
      case "revoked", "inactive" -> ErrorSentence.AUTH_REVOKED.text();
      case "unreadable" -> ErrorSentence.AUTH_UNREADABLE.text();
      default -> token(fault, facts.trace().credential());
    };
  }

  private static String token(String fault, CredentialKind kind) {
    BindingError binding = BINDING_FAULTS.get(fault);
    if (binding != null) {
      return binding(binding);
    }
    return switch (fault) {
      case "not-proved" -> ErrorSentence.AUTH_UNKNOWN_BINDING.text();
      case "signature" -> ErrorSentence.AUTH_BAD_SIGNATURE.text();
      case "issuer" -> ErrorSentence.AUTH_WRONG_ISSUER.text();
      case "audience" -> ErrorSentence.AUTH_WRONG_AUDIENCE.text();
      case "expired" -> ErrorSentence.AUTH_EXPIRED_TOKEN.text();
      case "not-yet-valid" -> ErrorSentence.AUTH_EARLY_TOKEN.text();
      case "keys-expired" -> ErrorSentence.AUTH_KEYS_EXPIRED.text();
      case "missing-claim", "claim-type", "time-claim", "lifetime" ->
          ErrorSentence.AUTH_CLAIM_NOT_ACCEPTED.text(fault);
      default ->
          (kind == CredentialKind.JWT || kind == CredentialKind.DPOP) && !fault.isEmpty()
              ? ErrorSentence.AUTH_MALFORMED_TOKEN.text(fault)
              : ErrorSentence.AUTH_INVALID_TOKEN.text();
    };
  }

  private static String binding(BindingError error) {
    return switch (error) {
      case DPOP_REQUIRED -> ErrorSentence.AUTH_DPOP_REQUIRED.text();
      case DPOP_UNBOUND -> ErrorSentence.AUTH_DPOP_UNBOUND.text();
      case DPOP_MISSING -> ErrorSentence.AUTH_DPOP_MISSING.text();
      case DPOP_EXPIRED, DPOP_EARLY -> ErrorSentence.AUTH_DPOP_TIME.text();
      case DPOP_REPLAYED -> ErrorSentence.AUTH_DPOP_REPLAYED.text();
      case DPOP_REPEATED,
          DPOP_SIZE,
          DPOP_MALFORMED,
          DPOP_TYPE,
          DPOP_ALGORITHM,
          DPOP_KEY,
          DPOP_THUMBPRINT,
          DPOP_SIGNATURE,
          DPOP_METHOD,
          DPOP_URI,
          DPOP_TOKEN,
          DPOP_ID,
          DPOP_TIME,
          DPOP_FULL ->
          ErrorSentence.AUTH_DPOP_INVALID.text(error.label());
      case CERTIFICATE_MISSING -> ErrorSentence.AUTH_TOKEN_NEEDS_CERTIFICATE.text();
      case CERTIFICATE_OTHER -> ErrorSentence.AUTH_OTHER_CERTIFICATE.text();
    };
  }

  private static String forbidden(Facts facts) {
    DecisionTrace trace = facts.trace();
    return switch (trace.detail()) {
      case "scope" -> ErrorSentence.AUTH_SCOPE_MISSING.text(String.join(" ", scopes(facts)));
      case "no-subscription" -> ErrorSentence.AUTH_NO_SUBSCRIPTION.text();
      case "principal-not-admitted" -> ErrorSentence.AUTH_PRINCIPAL_NOT_ADMITTED.text();
      default -> refused(facts.rule(), trace);
    };
  }

  private static String refused(String rule, DecisionTrace trace) {
    if (!rule.equals(trace.requiredByRule())) {
      return ErrorSentence.AUTH_CONDITION_NOT_MET.text(rule);
    }
    AccessLevel required = trace.requiredLevel();
    return trace.callerLevel().isAtLeast(required)
        ? ErrorSentence.AUTH_ROLE_NOT_ALLOWED.text(rule)
        : ErrorSentence.AUTH_LEVEL_TOO_LOW.text(required.label(), rule);
  }

  private static String attack(Decision.Deny denial) {
    String place = denial.place().text();
    return place.isEmpty()
        ? ErrorSentence.WAF_BLOCKED.text()
        : ErrorSentence.WAF_BLOCKED_REQUEST.text(place, denial.facts().rule());
  }

  /** Returns the sentence about a header of the request; without its name, the general one. */
  private static String header(Decision.Deny denial, ErrorSentence named) {
    return denial
        .place()
        .param()
        .map(name -> named.text(name, denial.facts().rule()))
        .orElseGet(() -> ErrorSentence.of(named.code()).text());
  }

  private static List<String> scopes(Facts facts) {
    return switch (requirement(facts)) {
      case AuthRequirement.Token token -> token.scopes();
      case AuthRequirement.ApiKey key -> key.scopes();
      case null, default -> List.of();
    };
  }

  private static @Nullable AuthRequirement requirement(Facts facts) {
    RouteRule route = facts.route();
    return route == null ? null : route.auth();
  }
}
