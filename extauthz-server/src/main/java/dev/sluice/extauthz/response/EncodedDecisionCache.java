package dev.sluice.extauthz.response;

import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.DecisionTrace;
import dev.sluice.extauthz.identity.CredentialKind;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of earlier decisions, for those that say the same about another request: what does
 * not tell of the request is encoded once for many. Of those that share a place the four that were
 * made last are kept: with two, some of a thousand callers would find their own gone each time. Any
 * thread may ask.
 *
 * @param <T> does not depend on the request, and is never changed
 */
public final class EncodedDecisionCache<T> {
  private static final int PLACES = 2_048;
  private static final int SHARED = 4;

  private final AtomicReferenceArray<@Nullable CacheEntry<T>> kept =
      new AtomicReferenceArray<>(SHARED * PLACES);
  private final Function<EncodedDecisionKey, T> make;

  /** {@code make} is asked where there is no precedent, and sees nothing of the request. */
  public EncodedDecisionCache(Function<EncodedDecisionKey, T> make) {
    this.make = make;
  }

  private record CacheEntry<T>(int hash, EncodedDecisionKey key, T encoded) {}

  /** What is made of this decision. */
  public T get(Decision decision) {
    if (isFirst(decision.facts().trace())) {
      return make.apply(EncodedDecisionKey.of(decision));
    }
    int hash = EncodedDecisionKey.hashOf(decision);
    int place = SHARED * ((hash ^ hash >>> 16) & PLACES - 1);
    for (int at = place; at < place + SHARED; at++) {
      CacheEntry<T> known = kept.getPlain(at);
      if (known != null && known.hash == hash && known.key.matches(decision)) {
        return known.encoded;
      }
    }
    EncodedDecisionKey likeness = EncodedDecisionKey.of(decision);
    T made = make.apply(likeness);
    for (int at = place + SHARED - 1; at > place; at--) {
      kept.setPlain(at, kept.getPlain(at - 1));
    }
    kept.setPlain(place, new CacheEntry<>(hash, likeness, made));
    return made;
  }

  /** Of tokens most are new, or come many times. */
  private static boolean isFirst(DecisionTrace trace) {
    return trace.credential() == CredentialKind.JWT && !trace.cached();
  }
}
