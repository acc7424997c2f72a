package dev.sluice.ctl.context;

import java.net.URI;
import java.nio.file.Path;

/** A source of tokens, without the token. */
public sealed interface TokenSetting {
  /** A file whose content is a token. */
  record TokenFile(Path file) implements TokenSetting {}

  /** An environment variable whose value is a token. */
  record TokenVariable(String name) implements TokenSetting {}

  /** The client credentials grant of an issuer (OAuth 2.0). */
  record ClientCredentials(URI issuer, String clientId, Path secretFile) implements TokenSetting {}
}
