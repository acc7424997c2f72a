package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import java.util.EnumSet;
import java.util.Set;

/**
 * A check of the words around a value: words that name its kind, words that name another kind, and
 * generic words such as "number", which count only without better ones. A value below another one
 * in a table has the words of that one.
 */
public final class ContextCheck {
  /**
   * The distance within which a word of another kind counts, whatever else the sentence contains.
   */
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
   * Creates a check from the labels of the kind, the labels of similar kinds, and words that name
   * the kind after a value. Labels of things that are not personal data always deny.
   */
  public static ContextCheck of(
      Set<NumberLabel> naming, Set<NumberLabel> denying, String... behind) {
    Set<NumberLabel> others = EnumSet.of(NumberLabel.OTHER);
    others.addAll(denying);
    if (denying.contains(NumberLabel.PHONE)) {
      others.add(NumberLabel.PUBLIC_PHONE);
      others.add(NumberLabel.SWITCHBOARD);
    }
    return new ContextCheck(EnumSet.copyOf(naming), others, FollowingWords.of(behind));
  }

  /** Returns true if a word before a candidate, in its sentence, has one of these labels. */
  public static boolean isLabelled(MatchCandidate candidate, Set<NumberLabel> labels) {
    return PrecedingLabels.of(candidate).lastEndInSentence(labels) >= 0;
  }

  /** Returns true if a word with one of these labels ends a few bytes before a candidate. */
  public static boolean isDirectlyBehind(MatchCandidate candidate, Set<NumberLabel> labels) {
    int end = PrecedingLabels.of(candidate).lastEndInSentence(labels);
    return end >= 0 && end + DIRECTLY >= candidate.from();
  }

  /** Returns a check that combines the strength of a form with the words around it. */
  public MatchCheck check(Form form) {
    return new Check(form);
  }

  private final class Check implements MatchCheck {
    private final Form form;

    Check(Form form) {
      this.form = form;
    }

    @Override
    public boolean mayStart(byte[] text, int from) {
      return !DigitGroups.continuesEqualGroups(text, from);
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      return evaluate(candidate, -1);
    }

    @Override
    public CheckResult evaluate(MatchCandidate candidate, int previousEnd) {
      if (!DigitGroups.startsUnjoined(candidate)) {
        return NoMatch.REJECTED;
      }
      Strength strength = form.of(candidate);
      if (strength == Strength.NONE || IbanGroups.beginsBefore(candidate)) {
        return NoMatch.REJECTED;
      }
      boolean inColumn = previousEnd >= 0 && TableColumn.continues(candidate, previousEnd);
      return weigh(strength, candidate, inColumn);
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

  /**
   * Weighs the form and the words.
   *
   * @param inColumn true below a value of the same kind in a table
   */
  private MatchCheck.CheckResult weigh(
      Strength strength, MatchCandidate candidate, boolean inColumn) {
    PrecedingLabels labels = PrecedingLabels.of(candidate);
    int name = labels.lastEnd(naming);
    int other = labels.lastEndInSentence(denying);
    boolean named = inColumn || name >= 0;
    boolean directly = other + DIRECTLY >= candidate.from();
    boolean inSentence = inColumn || labels.lastEndInSentence(naming) >= 0;
    boolean denied = other > name && (directly || (!inSentence && strength != Strength.GOOD));
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

  /** The strength of a candidate's form without its context. */
  public enum Strength {
    /** The candidate is not a value of the kind. */
    NONE,
    /** The candidate is a value if a word names the kind. */
    WEAK,
    /** The candidate is a value unless it has another label, generic or not. */
    FAIR,
    /** The candidate is a value unless a word names another kind. */
    GOOD
  }

  /** A judgement of a candidate's form; no letter or digit is joined to its beginning. */
  @FunctionalInterface
  public interface Form {
    Strength of(MatchCandidate candidate);
  }
}
