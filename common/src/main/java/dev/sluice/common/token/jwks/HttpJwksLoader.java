package dev.sluice.common.token.jwks;

import java.io.IOException;

/** A loader that fetches a JWKS document from a configured address. */
final class HttpJwksLoader implements JwksLoader {
  static final String MEDIA_TYPES = "application/jwk-set+json, application/json";

  private final JwksSource.Url source;
  private final HttpDocumentClient documents;

  HttpJwksLoader(JwksSource.Url source) {
    this.source = source;
    this.documents = new HttpDocumentClient(source.loopback());
  }

  @Override
  public String load() throws IOException, InterruptedException {
    return documents.get(source.uri(), MEDIA_TYPES);
  }

  @Override
  public void close() {
    documents.close();
  }
}
