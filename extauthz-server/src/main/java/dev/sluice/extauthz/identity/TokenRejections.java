package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.TokenError;

/** A mapping from token errors to rejections. */
final class TokenRejections {
  private TokenRejections() {}

  static AuthenticationResult.Rejected of(TokenError error, CredentialKind kind) {
    RejectionReason reason =
        switch (error) {
          case UNKNOWN_KEY -> RejectionReason.UNKNOWN_KEY;
          case NO_KEY_SOURCE -> RejectionReason.NO_KEY_SOURCE;
          case BUSY -> RejectionReason.UNAVAILABLE;
          case SIZE,
              MALFORMED,
              ENCODING,
              JSON,
              EXTENSION,
              TYPE,
              ALGORITHM,
              KEY_ID,
              SIGNATURE,
              CLAIM_TYPE,
              MISSING_CLAIM,
              ISSUER,
              AUDIENCE,
              TIME_CLAIM,
              EXPIRED,
              NOT_YET_VALID,
              LIFETIME,
              NOT_PROVED,
              KEYS_EXPIRED,
              INACTIVE ->
              RejectionReason.BAD_CREDENTIAL;
        };
    return new AuthenticationResult.Rejected(reason, kind, error.label());
  }
}
