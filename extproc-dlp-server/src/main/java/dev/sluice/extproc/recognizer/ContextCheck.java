package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the words around a value say about it: those that name its kind, those that name another
 * one, and those like "number" that only count when nothing better is there.
 */
public final class ContextCheck {
  /** A word of another kind that is as near as this counts whatever else the sentence says. */
  private static final int DIRECTLY = 12;

  private final Set<NumberLabel> naming;
  private final Set<NumberLabel> denying;
  private final FollowingWords behind;

  private ContextCheck(Set<NumberLabel> naming, Set<NumberLabel> denying, FollowingWords behind) {
    this.naming = naming;
    this.denying = denying;
    this.behind = behind;
  }

  /**
   * What is called so, and what else may be besides what is no person's data at all, with words
   * that name the kind behind a value.
   */
  public static ContextCheck of(
      Set<NumberLabel> naming, Set<NumberLabel> denying, String... behind) {
    Set<NumberLabel> others = EnumSet.of(NumberLabel.OTHER);
    others.addAll(denying);
    return new ContextCheck(EnumSet.copyOf(naming), others, FollowingWords.of(behind));
  }

  /** A check that asks for a form's strength and weighs it with the words around. */
  public MatchCheck check(Form form) {
    return new Check(form);
  }

  private final class Check implements MatchCheck {
    private final Form form;

    Check(Form form) {
      this.form = form;
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      if (!DigitGroups.startsUnjoined(candidate)) {
        return NoMatch.REJECTED;
      }
      Strength strength = form.of(candidate);
      if (strength == Strength.NONE || IbanGroups.beginsBefore(candidate)) {
        return NoMatch.REJECTED;
      }
      return weigh(strength, candidate);
    }

    @Override
    public int lookBehind() {
      return PrecedingWords.MAX_BYTES;
    }

    @Override
    public int lookAhead() {
      return FollowingWords.MAX_BYTES;
    }
  }

  private MatchCheck.CheckResult weigh(Strength strength, MatchCandidate candidate) {
    PrecedingLabels labels = PrecedingLabels.of(candidate);
    int name = labels.lastEnd(naming);
    int other = labels.lastEndInSentence(denying);
    boolean named = name >= 0;
    boolean directly = other + DIRECTLY >= candidate.from();
    boolean denied = other > name && (directly || labels.lastEndInSentence(naming) < 0);
    boolean labelled = !named && labels.hasGeneric();
    boolean open =
        switch (strength) {
          case WEAK -> !named;
          case FAIR -> labelled;
          case GOOD, NONE -> false;
        };
    if (denied || !open) {
      return denied ? MatchCheck.NoMatch.REJECTED : value(candidate);
    }
    return switch (behind.find(candidate)) {
      case YES -> value(candidate);
      case NO -> MatchCheck.NoMatch.REJECTED;
      case OPEN -> MatchCheck.NoMatch.UNDECIDED;
    };
  }

  private static MatchCheck.CheckResult value(MatchCandidate candidate) {
    return new MatchCheck.MatchedSpan(candidate.from(), candidate.to());
  }

  /** How much the form of a candidate alone says. */
  public enum Strength {
    /** It is no value of the kind. */
    NONE,
    /** It is one if a word says so. */
    WEAK,
    /** It is one unless it has the label of something else, known or not. */
    FAIR,
    /** It is one unless a word says otherwise. */
    GOOD
  }

  /** Judges a candidate by itself; nothing is joined to its beginning. */
  @FunctionalInterface
  public interface Form {
    Strength of(MatchCandidate candidate);
  }
}
