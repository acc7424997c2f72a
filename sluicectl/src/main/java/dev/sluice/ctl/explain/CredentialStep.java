package dev.sluice.ctl.explain;

import static dev.sluice.common.explain.ExplainedVerdict.DENIED;
import static dev.sluice.common.explain.ExplainedVerdict.NOT_KNOWN;
import static dev.sluice.common.explain.ExplainedVerdict.NOT_REACHED;
import static dev.sluice.common.explain.ExplainedVerdict.PASSED;

import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.extauthz.identity.AuthenticationResult;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The step about the credential: which kind it is, and what each check of a token said. */
final class CredentialStep {
  private static final String NAME = "credential";

  /** The checks of a token in the order of the server, with the details that reject it. */
  private enum TokenCheck {
    FORM("size", "malformed", "encoding", "json", "extension", "claim-type"),
    ISSUER("issuer", "no-key-source"),
    ALGORITHM("algorithm"),
    TYPE("type"),
    AUDIENCE("audience"),
    EXPIRY("time-claim", "expired"),
    NOT_BEFORE("not-yet-valid"),
    LIFETIME("lifetime"),
    REQUIRED_CLAIMS("missing-claim"),
    KEY("key-id", "unknown-key", "keys-expired", "busy"),
    SIGNATURE("signature"),
    HOLDER(),
    ROUTE_AUDIENCE(),
    SUBSCRIPTION("no-subscription"),
    IDENTITY_CLAIMS("claims"),
    REVOCATION("revoked"),
    SCOPES("scope");

    @SuppressWarnings("ImmutableEnumChecker") // A copy that cannot be changed.
    private final Set<String> faults;

    TokenCheck(String... faults) {
      this.faults = Set.of(faults);
    }

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private final AuthRequirement requirement;
  private final AuthzPolicy policy;
  private final Optional<CompactToken> token;
  private final Instant now;
  private final TokenKeys keys;

  /**
   * Creates the step.
   *
   * @param token the token of the request; empty without a readable one
   */
  CredentialStep(
      AuthRequirement requirement,
      AuthzPolicy policy,
      Optional<CompactToken> token,
      Instant now,
      TokenKeys keys) {
    this.requirement = requirement;
    this.policy = policy;
    this.token = token;
    this.now = now;
    this.keys = keys;
  }

  static ExplainedStep notReached() {
    return new ExplainedStep.Builder(NAME).verdict(NOT_REACHED).build();
  }

  ExplainedStep of(AuthenticationResult.Completed result) {
    var step = new ExplainedStep.Builder(NAME).fact("needed", needed());
    switch (result) {
      case AuthenticationResult.Authenticated authenticated -> {
        step.verdict(PASSED).fact("kind", authenticated.kind().label());
        addIdentity(step, authenticated.identity());
        if (isToken(authenticated.kind())) {
          addChecks(step, Optional.empty());
        }
      }
      case AuthenticationResult.Rejected rejected -> {
        step.verdict(DENIED).fact("kind", rejected.kind().label()).fact("fault", rejected.detail());
        Optional<TokenCheck> failed = failed(rejected);
        if (failed.isPresent() && isToken(rejected.kind())) {
          addChecks(step, failed);
        }
      }
    }
    return step.build();
  }

  private static boolean isToken(CredentialKind kind) {
    return kind == CredentialKind.JWT || kind == CredentialKind.DPOP;
  }

  private static void addIdentity(ExplainedStep.Builder step, Identity identity) {
    if (identity instanceof Identity.Caller caller) {
      step.fact("issuer", caller.issuer())
          .fact("tenant", ValueMask.shortened(caller.tenant()))
          .fact("role", ValueMask.shortened(caller.role()))
          .fact("level", caller.level().label())
          .fact("subject", ValueMask.hidden(caller.subject()));
    }
  }

  private String needed() {
    return switch (requirement) {
      case AuthRequirement.Open() -> "nothing";
      case AuthRequirement.Token needed ->
          "a token of "
              + String.join(" or ", needed.issuers())
              + (needed.scopes().isEmpty() ? "" : " with " + String.join(" ", needed.scopes()));
      case AuthRequirement.ApiKey key -> "an API key of a subscription to " + key.publish();
      case AuthRequirement.Mtls _ -> "a client certificate";
      case AuthRequirement.Unknown() -> "something that this version does not support";
    };
  }

  private Optional<TokenCheck> failed(AuthenticationResult.Rejected rejected) {
    if (rejected.detail().equals(TokenError.AUDIENCE.label()) && issuerAccepts()) {
      return Optional.of(TokenCheck.ROUTE_AUDIENCE);
    }
    Optional<TokenCheck> named =
        Arrays.stream(TokenCheck.values())
            .filter(check -> check.faults.contains(rejected.detail()))
            .findFirst();
    return named.or(() ->
        switch (rejected.reason()) {
          case NOT_PROVED -> Optional.of(TokenCheck.HOLDER);
          case NOT_ADMITTED -> Optional.of(TokenCheck.SUBSCRIPTION);
          default -> Optional.empty();
        });
  }

  /** Returns whether the token meets the requirements of an issuer, without its signature. */
  private boolean issuerAccepts() {
    return token
        .map(read -> policy.issuers().stream().anyMatch(issuer -> accepts(issuer, read)))
        .orElse(false);
  }

  private boolean accepts(IssuerPolicy issuer, CompactToken read) {
    try {
      issuer.settings().check(read, now.getEpochSecond());
      return true;
    } catch (InvalidTokenException e) {
      return false;
    }
  }

  private void addChecks(ExplainedStep.Builder step, Optional<TokenCheck> failed) {
    for (TokenCheck check : TokenCheck.values()) {
      if (isNeeded(check)) {
        ExplainedVerdict verdict = verdict(check, failed);
        step.check(check.words(), verdict, verdict == NOT_REACHED ? "" : detail(check));
      }
    }
  }

  private boolean isNeeded(TokenCheck check) {
    return switch (requirement) {
      case AuthRequirement.Token needed ->
          switch (check) {
            case ROUTE_AUDIENCE -> !needed.audience().isEmpty();
            case SUBSCRIPTION -> !needed.subscribedPublish().isEmpty();
            case SCOPES -> !needed.scopes().isEmpty();
            default -> true;
          };
      default -> true;
    };
  }

  private ExplainedVerdict verdict(TokenCheck check, Optional<TokenCheck> failed) {
    int order = failed.map(found -> check.compareTo(found)).orElse(-1);
    if (order > 0) {
      return NOT_REACHED;
    }
    if (order == 0) {
      return DENIED;
    }
    return isKnown(check) ? PASSED : NOT_KNOWN;
  }

  private boolean isKnown(TokenCheck check) {
    return switch (check) {
      case ALGORITHM, ISSUER, AUDIENCE, LIFETIME -> !isOfServer();
      case KEY, SIGNATURE -> keys != TokenKeys.NONE;
      case REVOCATION -> false;
      default -> true;
    };
  }

  /** Returns whether the configuration of the server, and no file, has the issuer's settings. */
  private boolean isOfServer() {
    return requirement instanceof AuthRequirement.Token needed
        && needed.issuers().contains(IssuerPolicy.DEFAULT);
  }

  private String detail(TokenCheck check) {
    return switch (check) {
      case ALGORITHM, ISSUER, AUDIENCE, LIFETIME ->
          isOfServer() ? "JWT_* of the server say what they accept" : "";
      case EXPIRY -> token.map(this::expiry).orElse("");
      case KEY, SIGNATURE -> keys.words();
      case REVOCATION -> "revocations are rows";
      default -> "";
    };
  }

  private String expiry(CompactToken read) {
    try {
      long left = IssuerSettings.expiresAt(read.claims()) - now.getEpochSecond();
      return left >= 0 ? left + " s left" : "expired " + -left + " s ago";
    } catch (InvalidTokenException e) {
      return "";
    }
  }
}
