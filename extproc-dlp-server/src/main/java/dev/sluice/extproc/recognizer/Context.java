package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the words around a value say about it: those that name its kind, those that name another
 * one, and those like "number" that only count when nothing better is there.
 */
final class Context {
  /** A word of another kind that is as near as this counts whatever else the sentence says. */
  private static final int DIRECTLY = 12;

  private final Set<Label> naming;
  private final Set<Label> denying;
  private final WordsBehind behind;

  private Context(Set<Label> naming, Set<Label> denying, WordsBehind behind) {
    this.naming = naming;
    this.denying = denying;
    this.behind = behind;
  }

  /**
   * What is called so, and what else may be besides what is no person's data at all, with words
   * that name the kind behind a value.
   */
  static Context of(Set<Label> naming, Set<Label> denying, String... behind) {
    Set<Label> others = EnumSet.of(Label.OTHER);
    others.addAll(denying);
    return new Context(EnumSet.copyOf(naming), others, WordsBehind.of(behind));
  }

  /** A check that asks for a form's strength and weighs it with the words around. */
  MatchCheck check(Form form) {
    return new Check(form);
  }

  private final class Check implements MatchCheck {
    private final Form form;

    Check(Form form) {
      this.form = form;
    }

    @Override
    public Verdict accept(Candidate candidate) {
      if (!Groups.beginsFree(candidate)) {
        return No.REFUSED;
      }
      Strength strength = form.of(candidate);
      if (strength == Strength.NONE || Iban.beginsBefore(candidate)) {
        return No.REFUSED;
      }
      return weigh(strength, candidate);
    }

    @Override
    public int lookBehind() {
      return ContextWords.REACH;
    }

    @Override
    public int lookAhead() {
      return WordsBehind.REACH;
    }
  }

  private MatchCheck.Verdict weigh(Strength strength, Candidate candidate) {
    LabelsBefore labels = LabelsBefore.of(candidate);
    int name = labels.last(naming);
    int other = labels.lastInSentence(denying);
    boolean named = name >= 0;
    boolean directly = other + DIRECTLY >= candidate.from();
    boolean denied = other > name && (directly || labels.lastInSentence(naming) < 0);
    boolean labelled = !named && labels.generic();
    boolean open =
        switch (strength) {
          case WEAK -> !named;
          case FAIR -> labelled;
          case GOOD, NONE -> false;
        };
    if (denied || !open) {
      return denied ? MatchCheck.No.REFUSED : value(candidate);
    }
    return switch (behind.behind(candidate)) {
      case YES -> value(candidate);
      case NO -> MatchCheck.No.REFUSED;
      case OPEN -> MatchCheck.No.UNDECIDED;
    };
  }

  private static MatchCheck.Verdict value(Candidate candidate) {
    return new MatchCheck.Span(candidate.from(), candidate.to());
  }

  /** How much the form of a candidate alone says. */
  enum Strength {
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
  interface Form {
    Strength of(Candidate candidate);
  }
}
