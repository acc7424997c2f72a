package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import dev.sluice.extproc.recognizer.AsciiText;
import dev.sluice.extproc.recognizer.Recognizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A recognizer of dates of birth after a label, or before the Korean word for born. */
public final class DateOfBirthRecognizer {
  private static final String LABEL =
      "(?:생년월일|생일|출생일자?|출생년월일|출생연월일|출생|생년"
          + "|(?i:(?:birth|born)(?:[ _-]?(?:date|day))?|date[ _]?of[ _]?birth|d\\.?o\\.?b\\.?))";

  private static final String SEPARATOR =
      "(?:은|는|이|가)?[\"'*)]{0,3}[ \\t]{0,3}(?:[:=|>]|->)?[ \\t]{0,3}[\"'(*\\[]{0,3}"
          + "(?:(?:양력|음력|is|was|on|in)[ :)]{0,2}){0,2}";

  private static final String BORN = "생";

  public static final Recognizer RECOGNIZER =
      new Recognizer(
          "date_of_birth",
          List.of(
              new Recognizer.CandidatePattern(
                  LABEL
                      + SEPARATOR
                      + "(?:"
                      + CalendarDate.DIGITS
                      + "|"
                      + CalendarDate.NAMED
                      + ")(?![0-9])",
                  110),
              new Recognizer.CandidatePattern(
                  "(?<![0-9./-])" + CalendarDate.DIGITS + " ?" + BORN + HangulText.ANY + "{0,4}",
                  64)),
          new BirthCheck(),
          List.of(
              "생년월일: ⟦1990-01-02⟧",
              "생년월일 ⟦900102⟧",
              "생일은 ⟦1990년 1월 2일⟧입니다",
              "출생: ⟦1990.1.2⟧",
              "⟦1990년 1월 2일⟧생",
              "⟦90.01.02⟧생이고",
              "DOB: ⟦01/02/1990⟧",
              "born on ⟦Jan 2, 1990⟧",
              "date of birth is ⟦2 January 1990⟧.",
              "\"birth_date\": \"⟦19900102⟧\""),
          List.of(
              "1990-01-02",
              "회의는 2024년 5월 12일",
              "2024.1.2 생산",
              "생년월일은 여섯 자리로 입력",
              "DOB: 99/99/1990",
              "The band was born in 1990",
              "release 1990-01-02"));

  private DateOfBirthRecognizer() {}

  /** A check of the digits, and of the word behind them. */
  private static final class BirthCheck implements MatchCheck {
    /** The syllables that may follow the word for born. */
    private static final Set<String> TAILS =
        Set.of(
            "", "이", "인", "은", "의", "으로", "이고", "이며", "입니다", "이에요", "이세요", "이신", "이라", "남", "여",
            "이야");

    @Override
    public CheckResult evaluate(MatchCandidate candidate) {
      HangulText.Behind behind = HangulText.behind(candidate);
      byte[] text = candidate.text();
      int from = CalendarDate.start(text, candidate.from(), candidate.to());
      int to = end(text, from, candidate.to());
      boolean labelled = !AsciiText.isDigit(text[candidate.from()]);
      if (!labelled && behind != HangulText.Behind.END) {
        return HangulText.undecided(behind);
      }
      boolean accepted =
          CalendarDate.isPlausible(text, from, to)
              && (labelled
                  ? startsWord(candidate)
                  : TAILS.contains(tail(text, to, candidate.to())));
      return accepted ? new MatchedSpan(from, to) : NoMatch.REJECTED;
    }

    /** Returns false if the label is the end of a longer English word. */
    private static boolean startsWord(MatchCandidate candidate) {
      int at = candidate.from();
      return candidate.text()[at] < 0
          || at == candidate.contextFrom()
          || !Character.isLetter(candidate.text()[at - 1]);
    }

    /** Returns the end of the date, before the word for born. */
    private static int end(byte[] text, int from, int to) {
      byte[] born = BORN.getBytes(StandardCharsets.UTF_8);
      for (int at = from; at + born.length <= to; at++) {
        if (AsciiText.matchesWord(text, at, to, born)) {
          return text[at - 1] == ' ' ? at - 1 : at;
        }
      }
      return to;
    }

    private static String tail(byte[] text, int to, int end) {
      String behind = HangulText.string(text, to, end).strip();
      return behind.startsWith(BORN) ? behind.substring(BORN.length()) : behind;
    }

    @Override
    public int lookBehind() {
      return 4;
    }

    @Override
    public int lookAhead() {
      return HangulText.LOOK_AHEAD;
    }
  }
}
