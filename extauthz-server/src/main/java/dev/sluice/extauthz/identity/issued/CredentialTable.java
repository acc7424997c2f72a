package dev.sluice.extauthz.identity.issued;

import dev.sluice.common.collect.TrieMap;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every issued credential that is in force. A table never changes: the next one shares all of it
 * that stays. A revocation outweighs the credential, in whatever order the two are told.
 */
public final class CredentialTable {
  private static final CredentialTable EMPTY =
      new CredentialTable(TrieMap.empty(), TrieMap.empty(), TrieMap.empty());

  private final TrieMap<String, IssuedCredential> byId;
  private final TrieMap<CredentialProof.LookupKey, IssuedCredential> byName;
  private final TrieMap<String, Boolean> revoked;

  private CredentialTable(
      TrieMap<String, IssuedCredential> byId,
      TrieMap<CredentialProof.LookupKey, IssuedCredential> byName,
      TrieMap<String, Boolean> revoked) {
    this.byId = byId;
    this.byName = byName;
    this.revoked = revoked;
  }

  /** A table without credentials. */
  public static CredentialTable empty() {
    return EMPTY;
  }

  /** The same table, but with these credentials and without those whose ids are removed. */
  public CredentialTable with(Collection<IssuedCredential> changed, Collection<String> removed) {
    TrieMap<String, IssuedCredential> ids = byId;
    TrieMap<CredentialProof.LookupKey, IssuedCredential> names = byName;
    for (String id : removed) {
      names = withoutName(names, ids.get(id));
      ids = ids.without(id);
    }
    for (IssuedCredential credential : changed) {
      names = withoutName(names, ids.get(credential.id()));
      ids = ids.with(credential.id(), credential);
      names = names.with(credential.proof().lookupKey(), credential);
    }
    return new CredentialTable(ids, names, revoked);
  }

  /** The same table, but with these ids revoked and those, which were, no longer. */
  public CredentialTable withRevoked(Collection<String> added, Collection<String> removed) {
    TrieMap<String, Boolean> next = revoked;
    for (String id : removed) {
      next = next.without(id);
    }
    for (String id : added) {
      next = next.with(id, true);
    }
    return new CredentialTable(byId, byName, next);
  }

  /** The credential whose API key begins so; whether the key is the whole, its digest tells. */
  public Optional<IssuedCredential> byPrefix(String prefix) {
    return find(new CredentialProof.LookupKey.KeyPrefix(prefix));
  }

  /** The credential of that client. */
  public Optional<IssuedCredential> byClient(String issuer, String clientId) {
    return find(new CredentialProof.LookupKey.Client(issuer, clientId));
  }

  /** How many credentials there are, with those that a revocation outweighs. */
  public int size() {
    return byId.size();
  }

  private Optional<IssuedCredential> find(CredentialProof.LookupKey name) {
    return Optional.ofNullable(byName.get(name))
        .filter(credential -> revoked.get(credential.id()) == null);
  }

  /** A name may have gone to another credential before its first holder is removed. */
  private static TrieMap<CredentialProof.LookupKey, IssuedCredential> withoutName(
      TrieMap<CredentialProof.LookupKey, IssuedCredential> names,
      @Nullable IssuedCredential holder) {
    if (holder == null) {
      return names;
    }
    CredentialProof.LookupKey name = holder.proof().lookupKey();
    IssuedCredential found = names.get(name);
    return found != null && found.id().equals(holder.id()) ? names.without(name) : names;
  }
}
