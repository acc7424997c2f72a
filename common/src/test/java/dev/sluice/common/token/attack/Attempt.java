package dev.sluice.common.token.attack;

import static dev.sluice.common.token.verify.TestIssuer.encode;

import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A token with its verifier's settings, which starts valid and is then changed. */
public final class Attempt {
  /** The default issuer. */
  public static final String ISSUER = "https://issuer.example";

  private static final JsonMapper JSON = JsonMapper.shared();

  final long now = new TestClock().seconds();
  private final Map<String, Object> claims = TestIssuer.claims(now);
  private Map<String, Object> header;
  private TestIssuer signer;
  private @Nullable String headerText;
  private @Nullable String payloadText;
  private UnaryOperator<String> signing;
  private UnaryOperator<String> sending = UnaryOperator.identity();

  private final List<String> keys = new ArrayList<>();
  private @Nullable String document;
  private Optional<String> issuer = Optional.of(ISSUER);
  private Set<String> audiences = Set.of("sluice");
  private Set<TokenAlgorithm> algorithms = AttackKeys.ALGORITHMS;
  private Duration skew = Duration.ofMinutes(1);
  private Optional<Duration> lifetime = Optional.empty();
  private Set<String> types = Set.of();
  private Set<String> required = Set.of();

  /** Creates a valid attempt. */
  public Attempt() {
    signer = AttackKeys.RSA;
    header = signer.header();
    signing = text -> text + "." + signer.signature(text);
    claims.put("iss", ISSUER);
    claims.put("aud", "sluice");
    AttackKeys.PUBLISHED.forEach(key -> keys.add(key.jwk()));
  }

  /** Signs with another issuer's key and header. */
  public Attempt by(TestIssuer other) {
    signer = other;
    header = other.header();
    return this;
  }

  /** Signs with another issuer's key and keeps the header. */
  Attempt onlySignedBy(TestIssuer other) {
    signer = other;
    return this;
  }

  /** Sets a member of the header. */
  Attempt header(String name, @Nullable Object value) {
    header.put(name, value);
    return this;
  }

  Attempt withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  Attempt headerText(String json) {
    headerText = json;
    return this;
  }

  /** Sets a claim. */
  public Attempt claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  /** Removes a claim. */
  public Attempt withoutClaim(String name) {
    claims.remove(name);
    return this;
  }

  Attempt payloadText(String json) {
    payloadText = json;
    return this;
  }

  /** Sets a payload that is not text. */
  Attempt payloadBytes(byte[] bytes) {
    String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return signing(text -> signer.signed(text.substring(0, text.indexOf('.') + 1) + payload));
  }

  /** Sets the payload to the claims with {@code members} in front of the others. */
  public Attempt claimsAfter(String members) {
    return payloadText("{" + members + "," + json().substring(1));
  }

  String json() {
    return JSON.writeValueAsString(claims);
  }

  /** Replaces the step from the first two parts to the signed token. */
  Attempt signing(UnaryOperator<String> way) {
    signing = way;
    return this;
  }

  /** Changes the signature. */
  Attempt signature(UnaryOperator<String> change) {
    return signing(text -> text + "." + change.apply(signer.signature(text)));
  }

  /** Changes the text of the signed token. */
  Attempt sending(UnaryOperator<String> change) {
    sending = change;
    return this;
  }

  /** Adds a key to the set and signs with it. */
  Attempt key(TestIssuer owner, Map<String, Object> members) {
    keys.add(JSON.writeValueAsString(members));
    return by(owner);
  }

  /** Replaces the key set. */
  Attempt keys(TestIssuer... owners) {
    document = TestIssuer.jwks(owners);
    return this;
  }

  Attempt document(String json) {
    document = json;
    return this;
  }

  Attempt issuer(@Nullable String name) {
    issuer = Optional.ofNullable(name);
    return this;
  }

  Attempt audiences(String... names) {
    audiences = Set.of(names);
    return this;
  }

  Attempt algorithms(TokenAlgorithm... allowed) {
    algorithms = Set.of(allowed);
    return this;
  }

  Attempt skew(Duration tolerance) {
    skew = tolerance;
    return this;
  }

  Attempt lifetime(Duration longest) {
    lifetime = Optional.of(longest);
    return this;
  }

  Attempt types(String... allowed) {
    types = Set.of(allowed);
    return this;
  }

  Attempt required(String... names) {
    required = Set.of(names);
    return this;
  }

  /** Returns the token as it is sent. */
  public String token() {
    String first = headerText == null ? JSON.writeValueAsString(header) : headerText;
    String second = payloadText == null ? json() : payloadText;
    return sending.apply(signing.apply(encode(first) + "." + encode(second)));
  }

  /** Returns the requirements of the verifier. */
  public IssuerSettings settings() {
    return new IssuerSettings(
        "main", issuer, audiences, algorithms, skew, lifetime, types, required);
  }

  /** Returns the issuer's key set. */
  public String jwks() {
    return document == null ? "{\"keys\":[" + String.join(",", keys) + "]}" : document;
  }
}
