package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.identity.CredentialKind;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the encoded fields that do not depend on the request, shared by equal decisions. Each
 * slot keeps its four newest entries. With two, some of a thousand callers would lose their entries
 * each time. It is safe for concurrent use.
 *
 * @param <T> the immutable type of the encoded fields
 */
public final class EncodedDecisionCache<T> {
  private static final int SLOTS = 2_048;
  private static final int ENTRIES_PER_SLOT = 4;

  private final AtomicReferenceArray<@Nullable CacheEntry<T>> entries =
      new AtomicReferenceArray<>(ENTRIES_PER_SLOT * SLOTS);
  private final Function<EncodedDecisionKey, T> encoder;

  /**
   * Creates a cache.
   *
   * @param encoder encodes the fields of a decision that is not in the cache
   */
  public EncodedDecisionCache(Function<EncodedDecisionKey, T> encoder) {
    this.encoder = encoder;
  }

  private record CacheEntry<T>(int hash, EncodedDecisionKey key, T encoded) {}

  /** Returns the encoded fields of a decision. */
  public T get(Decision decision) {
    if (isFirstUse(decision.facts().trace())) {
      return encoder.apply(EncodedDecisionKey.of(decision));
    }
    int hash = EncodedDecisionKey.hashOf(decision);
    int first = ENTRIES_PER_SLOT * ((hash ^ hash >>> 16) & SLOTS - 1);
    for (int at = first; at < first + ENTRIES_PER_SLOT; at++) {
      CacheEntry<T> entry = entries.getPlain(at);
      if (entry != null && entry.hash == hash && entry.key.matches(decision)) {
        return entry.encoded;
      }
    }
    EncodedDecisionKey key = EncodedDecisionKey.of(decision);
    T encoded = encoder.apply(key);
    for (int at = first + ENTRIES_PER_SLOT - 1; at > first; at--) {
      entries.setPlain(at, entries.getPlain(at - 1));
    }
    entries.setPlain(first, new CacheEntry<>(hash, key, encoded));
    return encoded;
  }

  /**
   * Returns true for the first use of a token, which gets no entry. Most tokens are used once, or
   * many times.
   */
  private static boolean isFirstUse(DecisionTrace trace) {
    boolean token =
        trace.credential() == CredentialKind.JWT || trace.credential() == CredentialKind.DPOP;
    return token && !trace.cached();
  }
}
