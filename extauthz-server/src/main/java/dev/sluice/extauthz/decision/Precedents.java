package dev.sluice.extauthz.decision;

import dev.sluice.extauthz.identity.CredentialKind;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of earlier decisions, for those that say the same about another request: what does
 * not tell of the request is encoded once for many. Of those that share a place the last two are
 * kept. Any thread may ask.
 *
 * @param <T> does not depend on the request, and is never changed
 */
public final class Precedents<T> {
  private static final int PLACES = 4_096;

  private final AtomicReferenceArray<@Nullable Precedent<T>> kept =
      new AtomicReferenceArray<>(2 * PLACES);
  private final Function<Likeness, T> make;

  /** {@code make} is asked where there is no precedent, and sees nothing of the request. */
  public Precedents(Function<Likeness, T> make) {
    this.make = make;
  }

  private record Precedent<T>(Likeness likeness, T made) {}

  /** What is made of this decision. */
  public T of(Decision decision) {
    if (isFirst(decision.facts().trace())) {
      return make.apply(Likeness.of(decision));
    }
    int hash = Likeness.hash(decision);
    int place = 2 * ((hash ^ hash >>> 16) & PLACES - 1);
    Precedent<T> newer = kept.getPlain(place);
    if (newer != null && newer.likeness.isOf(decision)) {
      return newer.made;
    }
    Precedent<T> older = kept.getPlain(place + 1);
    if (older != null && older.likeness.isOf(decision)) {
      return older.made;
    }
    Likeness likeness = Likeness.of(decision);
    T made = make.apply(likeness);
    kept.setPlain(place + 1, newer);
    kept.setPlain(place, new Precedent<>(likeness, made));
    return made;
  }

  /** Of tokens most are new, or come many times. */
  private static boolean isFirst(DecisionTrace trace) {
    return trace.credential() == CredentialKind.JWT && !trace.remembered();
  }
}
