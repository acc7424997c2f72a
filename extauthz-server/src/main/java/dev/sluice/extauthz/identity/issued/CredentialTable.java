package dev.sluice.extauthz.identity.issued;

import dev.sluice.common.collect.TrieMap;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable table of the issued credentials in force. The next version shares all unchanged
 * entries. A revocation overrides its credential, whichever arrives first.
 */
public final class CredentialTable {
  private static final CredentialTable EMPTY =
      new CredentialTable(TrieMap.empty(), TrieMap.empty(), TrieMap.empty());

  private final TrieMap<String, IssuedCredential> byId;
  private final TrieMap<CredentialProof.LookupKey, IssuedCredential> byLookupKey;
  private final TrieMap<String, Boolean> revoked;

  private CredentialTable(
      TrieMap<String, IssuedCredential> byId,
      TrieMap<CredentialProof.LookupKey, IssuedCredential> byLookupKey,
      TrieMap<String, Boolean> revoked) {
    this.byId = byId;
    this.byLookupKey = byLookupKey;
    this.revoked = revoked;
  }

  /** Returns a table without credentials. */
  public static CredentialTable empty() {
    return EMPTY;
  }

  /** Returns this table with the changed credentials and without the removed ids. */
  public CredentialTable with(Collection<IssuedCredential> changed, Collection<String> removed) {
    TrieMap<String, IssuedCredential> ids = byId;
    TrieMap<CredentialProof.LookupKey, IssuedCredential> byKey = byLookupKey;
    for (String id : removed) {
      byKey = withoutKey(byKey, ids.get(id));
      ids = ids.without(id);
    }
    for (IssuedCredential credential : changed) {
      byKey = withoutKey(byKey, ids.get(credential.id()));
      ids = ids.with(credential.id(), credential);
      byKey = byKey.with(credential.proof().lookupKey(), credential);
    }
    return new CredentialTable(ids, byKey, revoked);
  }

  /** Returns this table with the added ids revoked and the removed ids no longer revoked. */
  public CredentialTable withRevoked(Collection<String> added, Collection<String> removed) {
    TrieMap<String, Boolean> next = revoked;
    for (String id : removed) {
      next = next.without(id);
    }
    for (String id : added) {
      next = next.with(id, true);
    }
    return new CredentialTable(byId, byLookupKey, next);
  }

  /** Finds the credential with this API key prefix. The caller must still compare the digest. */
  public Optional<IssuedCredential> byPrefix(String prefix) {
    return find(new CredentialProof.LookupKey.KeyPrefix(prefix));
  }

  /** Finds the credential of a client. */
  public Optional<IssuedCredential> byClient(String issuer, String clientId) {
    return find(new CredentialProof.LookupKey.Client(issuer, clientId));
  }

  /** Returns the number of credentials, including revoked ones. */
  public int size() {
    return byId.size();
  }

  private Optional<IssuedCredential> find(CredentialProof.LookupKey lookupKey) {
    return Optional.ofNullable(byLookupKey.get(lookupKey))
        .filter(credential -> revoked.get(credential.id()) == null);
  }

  /** Removes the lookup key of a credential, unless another credential has it now. */
  private static TrieMap<CredentialProof.LookupKey, IssuedCredential> withoutKey(
      TrieMap<CredentialProof.LookupKey, IssuedCredential> byKey,
      @Nullable IssuedCredential credential) {
    if (credential == null) {
      return byKey;
    }
    CredentialProof.LookupKey lookupKey = credential.proof().lookupKey();
    IssuedCredential found = byKey.get(lookupKey);
    return found != null && found.id().equals(credential.id()) ? byKey.without(lookupKey) : byKey;
  }
}
