package dev.sluice.extauthz.identity.holder;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that carries a credential, for tests. */
public record TestCarrier(
    String method,
    String host,
    String path,
    Map<String, String> headers,
    String principal,
    String certificate,
    int localPort)
    implements CredentialCarrier {
  /** A request without any proof. */
  public static final TestCarrier EMPTY =
      new TestCarrier("POST", "api.example.com", "/v1/chat", Map.of(), "", "", 10443);

  public TestCarrier {
    headers = Map.copyOf(headers);
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Returns this request with one more header. */
  public TestCarrier with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new TestCarrier(method, host, path, more, principal, certificate, localPort);
  }

  /** Returns this request with a client certificate. */
  public TestCarrier withCertificate(String pem) {
    return new TestCarrier(method, host, path, headers, principal, pem, localPort);
  }

  /** Presents a token without a proof. */
  public static PresentedToken bearer(String token) {
    return new PresentedToken(token, false, EMPTY);
  }
}
