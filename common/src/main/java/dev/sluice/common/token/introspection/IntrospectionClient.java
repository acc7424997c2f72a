package dev.sluice.common.token.introspection;

import dev.sluice.common.token.jwks.HttpDocumentClient;
import dev.sluice.common.token.jwks.JwksLoader;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Base64;

/** A blocking client of an issuer's introspection endpoint (RFC 7662, section 2.1). */
final class IntrospectionClient implements AutoCloseable {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_SECRET = 4096;

  private final IntrospectionSettings settings;
  private final HttpDocumentClient documents;

  IntrospectionClient(IntrospectionSettings settings) {
    this.settings = settings;
    this.documents = new HttpDocumentClient(settings.loopback());
  }

  byte[] introspect(String token) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.uri())
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + basic())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "token=" + encoded(token) + "&token_type_hint=access_token"))
            .build();
    return documents.fetch(request, settings.limits().timeout(), MAX_BYTES);
  }

  /**
   * Returns the Basic credential. Both parts are form-encoded before they are joined (RFC 6749,
   * section 2.3.1).
   */
  private String basic() throws IOException {
    String pair = encoded(settings.clientId()) + ":" + encoded(secret());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() throws IOException {
    try (var in = Files.newInputStream(settings.secretFile())) {
      byte[] bytes = in.readNBytes(MAX_SECRET + 1);
      if (bytes.length > MAX_SECRET) {
        throw new IOException("the secret is longer than " + MAX_SECRET + " bytes");
      }
      String text = JwksLoader.text(bytes).strip();
      if (text.isEmpty()) {
        throw new IOException("the secret is empty");
      }
      return text;
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw new IOException("the file of the secret cannot be read", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    documents.close();
  }
}
