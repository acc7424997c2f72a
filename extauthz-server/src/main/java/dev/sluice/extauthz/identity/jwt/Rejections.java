package dev.sluice.extauthz.identity.jwt;

import dev.sluice.common.token.TokenFault;
import dev.sluice.extauthz.identity.Authentication;
import dev.sluice.extauthz.identity.CredentialKind;
import dev.sluice.extauthz.identity.Rejection;

/** Which refusal a fault of a token is. */
final class Rejections {
  private Rejections() {}

  static Authentication.Rejected of(TokenFault fault, CredentialKind kind) {
    Rejection rejection =
        switch (fault) {
          case UNKNOWN_KEY -> Rejection.UNKNOWN_KEY;
          case NO_KEY_SOURCE -> Rejection.NO_KEY_SOURCE;
          case BUSY -> Rejection.UNAVAILABLE;
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
              KEYS_EXPIRED,
              INACTIVE ->
              Rejection.BAD_CREDENTIAL;
        };
    return new Authentication.Rejected(rejection, kind, fault.label());
  }
}
