package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.policy.ClaimNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The scopes that a token grants. */
public final class TokenScopes {
  private TokenScopes() {}

  /** Returns the scopes of all claims that can contain scopes. */
  public static Set<String> of(Claims claims, ClaimNames names) {
    Set<String> scopes = new HashSet<>();
    for (String name : names.scope()) {
      for (String text : claims.texts(name)) {
        scopes.addAll(List.of(text.split(" ", -1)));
      }
    }
    return scopes;
  }
}
