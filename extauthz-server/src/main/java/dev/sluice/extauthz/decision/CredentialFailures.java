package dev.sluice.extauthz.decision;

/** A listener for credentials that are not valid. */
@FunctionalInterface
public interface CredentialFailures {
  /** No listener. */
  CredentialFailures NONE = _ -> {};

  /** Handles a credential that nobody issued, such as a guess. */
  void onFailure(AuthorizationContext context);
}
