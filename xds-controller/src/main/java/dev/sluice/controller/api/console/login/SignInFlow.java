package dev.sluice.controller.api.console.login;

import dev.sluice.common.Secret;
import dev.sluice.common.Sha256;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.controller.api.access.ApiIssuers;
import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.console.login.IssuerClient.TokenPair;
import dev.sluice.controller.api.console.login.PendingLogins.PendingLogin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The authorization code flow of OpenID Connect with PKCE, state and nonce. The answer of the
 * issuer counts only in the browser that began the sign-in.
 */
public final class SignInFlow implements AutoCloseable {
  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,50}");
  private static final int LONGEST_NAME = 100;

  private final SignInSettings settings;
  private final ApiIssuers issuers;
  private final SessionStore sessions;
  private final InstantSource clock;
  private final PendingLogins pending;
  private final IssuerClient issuer;

  /** A sign-in that began: where the user signs in, and the id for the browser. */
  public record BegunSignIn(URI address, OneTimeToken id) {}

  /** A sign-in that succeeded: the id of the session, and the page that the user wanted. */
  public record CompletedSignIn(OneTimeToken session, String returnTo) {}

  public SignInFlow(
      SignInSettings settings, ApiIssuers issuers, SessionStore sessions, InstantSource clock) {
    this.settings = settings;
    this.issuers = issuers;
    this.sessions = sessions;
    this.clock = clock;
    this.pending = new PendingLogins(clock);
    this.issuer = new IssuerClient(settings, clock);
  }

  /** Begins a sign-in. */
  public BegunSignIn begin(String returnTo) throws SignInFailedException {
    PendingLogin login = new PendingLogin(random(), random(), random(), returnTo);
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", settings.clientId());
    parameters.put("redirect_uri", settings.callback().toString());
    parameters.put("scope", settings.scope());
    parameters.put("state", login.state().reveal());
    parameters.put("nonce", login.nonce().reveal());
    parameters.put("code_challenge", challenge(login.verifier()));
    parameters.put("code_challenge_method", "S256");
    URI address = issuer.authorization(parameters);
    return new BegunSignIn(address, pending.add(login));
  }

  /**
   * Completes a sign-in.
   *
   * @param id the id that the browser sent
   * @param answer the query parameters of the issuer's answer
   */
  public CompletedSignIn complete(String id, Map<String, String> answer)
      throws SignInFailedException {
    PendingLogin login =
        pending
            .take(id)
            .orElseThrow(() ->
                new SignInFailedException(
                    "it was not begun in this browser, or more than 10 minutes ago"));
    if (!login.state().matches(answer.getOrDefault("state", ""))) {
      throw new SignInFailedException("the state of the answer is wrong");
    }
    if (!answer.getOrDefault("iss", settings.issuer()).equals(settings.issuer())) {
      throw new SignInFailedException("another issuer answered");
    }
    String code = answer.getOrDefault("code", "");
    if (code.isEmpty()) {
      String error = answer.getOrDefault("error", "");
      throw new SignInFailedException(
          ERROR_CODE.matcher(error).matches()
              ? "the issuer answered " + error
              : "the issuer sent no code");
    }
    return new CompletedSignIn(
        sessions.add(session(issuer.exchange(code, login.verifier()), login)), login.returnTo());
  }

  private ConsoleSession session(TokenPair tokens, PendingLogin login)
      throws SignInFailedException {
    VerifiedToken identity = identity(tokens.idToken(), login.nonce());
    VerifiedToken access =
        issuers
            .verify(tokens.accessToken().reveal())
            .orElseThrow(() ->
                new SignInFailedException(
                    "the access token is not one for the API; the client needs an audience of"
                        + " api.audiences"));
    String subject = access.claims().text("sub").orElse("");
    if (subject.isEmpty() || !identity.claims().text("sub").equals(Optional.of(subject))) {
      throw new SignInFailedException("the tokens are of two subjects");
    }
    Instant latest = clock.instant().plus(settings.sessionTime());
    Instant expires = Instant.ofEpochSecond(access.expiresAt());
    return new ConsoleSession(
        tokens.accessToken(),
        name(identity, subject),
        random(),
        expires.isBefore(latest) ? expires : latest);
  }

  private VerifiedToken identity(Secret idToken, Secret nonce) throws SignInFailedException {
    VerifiedToken token =
        issuers
            .verifyIdToken(settings.issuer(), settings.clientId(), idToken.reveal())
            .orElseThrow(() -> new SignInFailedException("the id token is not valid"));
    if (!nonce.matches(token.claims().text("nonce").orElse(""))) {
      throw new SignInFailedException("the nonce of the id token is wrong");
    }
    List<String> audiences = token.claims().texts("aud");
    String party =
        token.claims().text("azp").orElse(audiences.size() > 1 ? "" : audiences.getFirst());
    if (!party.equals(settings.clientId())) {
      throw new SignInFailedException("the id token is of another client");
    }
    return token;
  }

  private static String name(VerifiedToken token, String subject) {
    String name =
        token
            .claims()
            .text("name")
            .or(() -> token.claims().text("preferred_username"))
            .orElse(subject);
    return name.codePointCount(0, name.length()) > LONGEST_NAME
        ? name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…"
        : name;
  }

  private static Secret random() {
    return Secret.of(OneTimeToken.random().text());
  }

  private static String challenge(Secret verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of(verifier.reveal().getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public void close() {
    issuer.close();
  }
}
